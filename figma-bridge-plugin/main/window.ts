/** The panel's window: its size is kept between runs; it can be hidden while the plugin works on. */
import { commands, panelSize } from '../protocol/messages.ts';

const sizeKey = 'panel-size';
const maxSide = 2000;

export interface PanelWindow {
  /** Keeps working without a window; running the plugin again brings it back. */
  hide(): void;
  show(): void;
  /** `done`: the designer let go, so the size is worth keeping. */
  resize(width: number, height: number, done: boolean): void;
}

/** Shows the panel in the size it had last. */
export async function openWindow(figma: PluginAPI, html: string): Promise<PanelWindow> {
  const { width, height } = await keptSize(figma);
  figma.showUI(html, { width, height, themeColors: true, title: 'Adsmith' });
  // A button in the properties panel when nothing is selected: one click starts the plugin in this file again.
  figma.root.setRelaunchData({ [commands.open]: '' });
  return {
    hide() {
      figma.ui.hide();
      figma.notify('Adsmith works on in the background. Run the plugin again to see its panel.');
    },
    show: () => figma.ui.show(),
    resize(newWidth, newHeight, done) {
      const size = within(newWidth, newHeight);
      figma.ui.resize(size.width, size.height);
      if (done) void figma.clientStorage.setAsync(sizeKey, size);
    },
  };
}

async function keptSize(figma: PluginAPI): Promise<{ width: number; height: number }> {
  const kept: unknown = await figma.clientStorage.getAsync(sizeKey);
  if (typeof kept !== 'object' || kept === null) return panelSize;
  const width: unknown = 'width' in kept ? kept.width : undefined;
  const height: unknown = 'height' in kept ? kept.height : undefined;
  return typeof width === 'number' && typeof height === 'number' ? within(width, height) : panelSize;
}

function within(width: number, height: number): { width: number; height: number } {
  const clamp = (value: number, least: number) => Math.round(Math.min(maxSide, Math.max(least, value)));
  return { width: clamp(width, panelSize.minWidth), height: clamp(height, panelSize.minHeight) };
}
