/** What was written into the page when the plugin was installed. */
import type { PanelConfig } from '../package/panel-config.ts';

export function readConfig(): PanelConfig {
  const config: unknown = JSON.parse(document.getElementById('config')?.textContent ?? 'null');
  if (isConfig(config)) return config;
  throw new Error('This page was not installed: build the plugin with npm run plugin.');
}

function isConfig(value: unknown): value is PanelConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    'port' in value &&
    typeof value.port === 'number' &&
    'token' in value &&
    typeof value.token === 'string' &&
    'version' in value &&
    typeof value.version === 'string'
  );
}
