/**
 * Where one client works: on the Figma file in front of the designer when there is one, else on the headless canvas;
 * and what happens around it: the activity feed, and what the designer says.
 */
import { randomUUID } from 'node:crypto';
import type { PanelState, PluginSessionInfo } from '../../schemas/bridge.ts';
import type { Bridge } from '../bridge/bridge.ts';
import type { LazyBridge } from '../bridge/lazy-bridge.ts';
import type { Canvas } from '../canvas/canvas.ts';
import { createFigmaCanvas } from '../canvas/figma-canvas.ts';
import { createLazyCanvas } from '../canvas/lazy-canvas.ts';
import { type Session, switchBrand } from './session.ts';

export interface Workplace {
  /** The canvas for one call: chosen at its first use, and kept for the call. `signal`: the call was cancelled. */
  canvasForCall(signal?: AbortSignal): Canvas;
  readonly headless: Canvas;
  /** Open Figma files, most recently active first; none when the bridge is off. */
  figmaFiles(): Promise<PluginSessionInfo[]>;
  /** A canvas on an open Figma file (key or name; default: the most recently active), or undefined. */
  figma(file?: string): Promise<Canvas | undefined>;
  /** Shows a call in the panel and on the board; call the answer when it is over. */
  started(tool: string): (ok: boolean, summary: string) => void;
  /** What the designer said since the last result. Each is told once. */
  news(): string[];
}

export interface WorkplaceOptions {
  headless: Canvas;
  /** Made when it is first needed; undefined where there is none (tests). */
  bridge: LazyBridge | undefined;
  session: Session;
  /** What the panel offers; asked for once, when the first Figma file is there. */
  panel?: () => Promise<PanelState>;
}

export function createWorkplace(options: WorkplaceOptions): Workplace {
  const { headless, bridge, session } = options;
  let told = false;
  const callIds = randomUUID();
  let calls = 0;
  const figmaFiles = async () => {
    if (!bridge) return [];
    // A port held by another program or a frozen hub must not stop the work: the headless canvas serves.
    const files = await bridge
      .get()
      .sessions()
      .catch(() => []);
    if (files.length > 0 && !told && options.panel) {
      told = true;
      bridge.get().setPanel(await options.panel());
    }
    return files;
  };
  const figma = async (file?: string): Promise<Canvas | undefined> => {
    const files = await figmaFiles();
    const found =
      file === undefined ? files[0] : files.find(({ file: { key, name } }) => key === file || name === file);
    return bridge && found ? createFigmaCanvas(bridge.get(), { file: found.file.key }) : undefined;
  };
  return {
    headless,
    figmaFiles,
    figma,
    canvasForCall: (signal) =>
      createLazyCanvas(async () => {
        if (session.target === 'headless') return headless;
        return (await figma(session.target)) ?? headless;
      }, signal),
    started(tool) {
      // Telling nobody is not worth becoming the hub for.
      const open = bridge?.ifMade();
      if (!open || open.status().role === 'idle') return () => {};
      calls += 1;
      const id = `${callIds}:${calls}`;
      const at = Date.now();
      open.activity({ id, phase: 'started', tool, at });
      return (ok, summary) => {
        const now = Date.now();
        open.activity({
          id,
          phase: 'finished',
          tool,
          at: now,
          ms: now - at,
          ok,
          summary: summary.slice(0, 2000),
        });
      };
    },
    news() {
      const events = bridge?.ifMade()?.events.take() ?? [];
      return events.map(({ event }) => {
        if (event.kind === 'brand_picked') switchBrand(session, event.brand, event.product);
        return sentence(event);
      });
    },
  };
}

type DesignerEvent = ReturnType<Bridge['events']['take']>[number]['event'];

function sentence(event: DesignerEvent): string {
  if (event.kind === 'user_message') {
    const selected = event.selection.nodes.map(({ id, name }) => `${name} (${id})`).join(', ');
    return `The designer says: ${event.text}${selected ? ` [selected: ${selected}]` : ''}`;
  }
  if (event.kind === 'brand_picked')
    return `The designer chose the brand ${event.brand}${event.product ? `, product ${event.product}` : ''}.`;
  return `The designer asks for a new concept${event.text ? `: ${event.text}` : '.'}`;
}
