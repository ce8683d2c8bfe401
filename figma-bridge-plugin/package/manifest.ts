/** The plugin's manifest. Figma reads it when the plugin is imported and at every start. */
import { commands } from '../protocol/messages.ts';

export interface ManifestOptions {
  port: number;
  /** Adds the command that runs the contract suite. */
  development: boolean;
}

/** Contents of `manifest.json`. The port is fixed: Figma has no wildcard for ports. */
export function manifest({ port, development }: ManifestOptions): object {
  // By name: Figma refuses 127.0.0.1 here.
  const local = [`ws://localhost:${port}`, `http://localhost:${port}`];
  return {
    name: 'Adsmith',
    id: 'adsmith-bridge',
    api: '1.0.0',
    main: 'main.js',
    ui: 'ui.html',
    editorType: ['figma'],
    documentAccess: 'dynamic-page',
    // `figma.fileKey`, so that the same file is known again.
    enablePrivatePluginApi: true,
    networkAccess: {
      allowedDomains: ['none'],
      devAllowedDomains: local,
      reasoning: 'Talks only to the Adsmith server on this computer.',
    },
    relaunchButtons: [{ command: commands.open, name: 'Open Adsmith' }],
    ...(development
      ? {
          menu: [
            { name: 'Open Adsmith', command: commands.open },
            { name: 'Run contract suite', command: commands.contract },
          ],
        }
      : {}),
  };
}
