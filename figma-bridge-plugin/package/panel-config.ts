/** What the panel must know of the computer it runs on; written into its page when the plugin is installed. */
export interface PanelConfig {
  port: number;
  /** Proves to the server that the page was written here. */
  token: string;
  /** Adsmith's version the plugin was built from. */
  version: string;
}

/** The panel's page before and after: the mark is the text of the script element with the id `config`. */
export const configMark = '"@CONFIG@"';

export function fillConfig(html: string, config: PanelConfig): string {
  const [before, after, ...more] = html.split(configMark);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(
      'The panel must contain the mark of its configuration exactly once; build the plugin again.',
    );
  return before + JSON.stringify(config).replaceAll('<', '\\u003c') + after;
}
