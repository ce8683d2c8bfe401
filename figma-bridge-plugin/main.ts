/** Entry of the plugin's main bundle. Figma runs it in a sandbox with `figma`, timers and `console`, nothing else. */
import { contractCases } from 'adsmith:contract-cases';
import { startPlugin } from './main/plugin.ts';

declare const figma: PluginAPI;
declare const __html__: string;

void startPlugin(figma, { html: __html__, contract: contractCases });
