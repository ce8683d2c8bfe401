/** Entry of the plugin's main bundle. Figma runs it in a sandbox with `figma`, timers and `console`, nothing else. */
import { contractSuite } from 'adsmith:contract-suite';
import { startPlugin } from './main/plugin.ts';

declare const figma: PluginAPI;
declare const __html__: string;

startPlugin(figma, { html: __html__, contract: contractSuite }).catch((error: unknown) => {
  figma.notify(`Adsmith could not start: ${String(error)}`, { error: true });
});
