/** What an art director would notice with a ruler: text outside the margins, on other text, or too small to read. */
import { findPlacement } from '../../server/placement/placements.ts';
import type { StarterClient } from './client.ts';

type Transform = readonly [readonly [number, number, number], readonly [number, number, number]];

interface Raw {
  id: string;
  type: string;
  parent?: string;
  props: {
    name?: string;
    characters?: string;
    fontSize?: unknown;
    relativeTransform?: Transform;
    width?: number;
    height?: number;
    pluginData?: Record<string, string>;
  };
}

export interface Inspection {
  /** The ad's words in the order of the layers. */
  text: string;
  problems: string[];
}

const identity: Transform = [
  [1, 0, 0],
  [0, 1, 0],
];

function times(a: Transform, b: Transform): Transform {
  const row = (r: readonly [number, number, number]): [number, number, number] => [
    r[0] * b[0][0] + r[1] * b[1][0],
    r[0] * b[0][1] + r[1] * b[1][1],
    r[0] * b[0][2] + r[1] * b[1][2] + r[2],
  ];
  return [row(a[0]), row(a[1])];
}

/** Reads a frame back and measures it against its placement. */
export async function inspect(server: StarterClient, frameId: string): Promise<Inspection> {
  const nodes: Raw[] = [];
  for (let page = 1; ; page++) {
    const answer = await server.call('get_frame_state', { frameId, detail: 'full', page });
    nodes.push(...(answer['nodes'] as Raw[]));
    if (page >= Number(answer['pages'] ?? 1)) break;
  }
  const [frame] = nodes;
  const placed = new Map<string, Transform>([[frame?.id ?? '', identity]]);
  const boxes = nodes.slice(1).flatMap((node) => {
    const { relativeTransform = identity, width = 0, height = 0, characters } = node.props;
    const m = times(placed.get(node.parent ?? '') ?? identity, relativeTransform);
    placed.set(node.id, m);
    if (node.type !== 'TEXT' || !characters?.trim()) return [];
    const at = (x: number, y: number) => [
      m[0][0] * x + m[0][1] * y + m[0][2],
      m[1][0] * x + m[1][1] * y + m[1][2],
    ];
    const corners = [at(0, 0), at(width, 0), at(0, height), at(width, height)];
    const xs = corners.map(([x = 0]) => x);
    const ys = corners.map(([, y = 0]) => y);
    return [
      {
        node,
        characters,
        x: Math.min(...xs),
        y: Math.min(...ys),
        right: Math.max(...xs),
        bottom: Math.max(...ys),
      },
    ];
  });
  const words = boxes.map(({ characters }) => characters.replace(/\s+/g, ' ').trim()).join(' · ');
  const record = JSON.parse(frame?.props.pluginData?.['ad'] ?? '{}') as { placement?: string };
  if (typeof record.placement !== 'string') return { text: words, problems: ['The frame has no placement.'] };
  const { safeZones, margin, kind, width, height } = findPlacement(record.placement);
  const inset = (zone: number) => (zone > 0 ? zone : margin - 4);
  const zone = {
    left: inset(safeZones.left),
    right: width - inset(safeZones.right),
    top: inset(safeZones.top),
    bottom: height - inset(safeZones.bottom),
  };
  const least = kind === 'display' ? 10 : (24 * Math.min(width, 1080)) / 1080;
  const problems: string[] = [];
  for (const { node, characters, x, y, right, bottom } of boxes) {
    const label = `"${characters.slice(0, 24)}"`;
    if (x < zone.left - 1 || right > zone.right + 1 || y < zone.top - 1 || bottom > zone.bottom + 1)
      problems.push(`${label} leaves the zone: ${[x, y, right, bottom].map(Math.round).join(' ')}`);
    const { fontSize } = node.props;
    if (typeof fontSize === 'number' && fontSize < least - 0.5) problems.push(`${label} is ${fontSize} px`);
  }
  boxes.forEach((a, index) => {
    for (const b of boxes.slice(index + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.x, b.x);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.y, b.y);
      if (across > 2 && down > 6)
        problems.push(
          `"${a.characters.slice(0, 20)}" lies on "${b.characters.slice(0, 20)}" (${Math.round(across)}×${Math.round(down)})`,
        );
    }
  });
  return { text: words, problems };
}
