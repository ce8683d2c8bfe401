/** The places of the snapshots: drawn rooms and grounds with soft edges, and what stands in them. */
import { join } from 'node:path';
import { snapshot } from './photo.ts';

const soft = (id: string, by: number) =>
  `<filter id="${id}" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="${by}"/></filter>`;

const [W, H] = [1080, 1920];

/** Floor boards running away from the camera. */
const boards = (top: number): string => {
  const lines = Array.from({ length: 15 }, (_, index) => {
    const x = -1400 + index * 280;
    return `<path d="M${540 + (x + 540 - 540) * 0.34} ${top}L${x + 540} ${H + 40}" stroke="#6b4426" stroke-width="5" opacity="0.55"/>`;
  }).join('');
  return `<defs><linearGradient id="fl" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a87748"/><stop offset="1" stop-color="#c8935d"/></linearGradient></defs><rect y="${top}" width="${W}" height="${H - top}" fill="url(#fl)"/>${lines}`;
};

const kitchen = `${boards(900)}<rect width="${W}" height="900" fill="#d9d2c3"/><rect width="${W}" height="640" fill="#8fa39a"/><g fill="#7d928a" stroke="#6a7f77" stroke-width="5"><rect x="-40" y="120" width="470" height="500" rx="6"/><rect x="450" y="120" width="470" height="500" rx="6"/><rect x="940" y="120" width="470" height="500" rx="6"/></g><g fill="#c9c2b2"><circle cx="400" cy="180" r="15"/><circle cx="890" cy="180" r="15"/></g><rect y="620" width="${W}" height="40" fill="#4c5b55"/><rect y="846" width="${W}" height="54" fill="#f1ece0"/>`;

const counter = `<defs>${soft('b', 10)}<linearGradient id="w" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f6e7cf"/><stop offset="1" stop-color="#d8bf9f"/></linearGradient><linearGradient id="t" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#e8e3da"/><stop offset="1" stop-color="#cfc7ba"/></linearGradient></defs><rect width="${W}" height="1180" fill="url(#w)"/>${Array.from({ length: 9 }, (_, r) => Array.from({ length: 8 }, (_, c) => `<rect x="${c * 142 - (r % 2) * 71}" y="${r * 130 + 14}" width="136" height="124" rx="5" fill="#fff7e8" opacity="0.55"/>`).join('')).join('')}<rect y="1160" width="${W}" height="760" fill="url(#t)"/><rect y="1150" width="${W}" height="22" fill="#b9ae9d" filter="url(#b)"/><path d="M-60 1920L520 1160H760L300 1920Z" fill="#fff6e0" opacity="0.55" filter="url(#b)"/><path d="M420 1920L860 1160H960L700 1920Z" fill="#fff6e0" opacity="0.45" filter="url(#b)"/>`;

const street = `<defs>${soft('b', 26)}${soft('s', 9)}<linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#39424b"/><stop offset="1" stop-color="#20262c"/></linearGradient></defs><rect width="${W}" height="${H}" fill="#5d6a75"/><g filter="url(#b)"><rect y="0" width="${W}" height="700" fill="#76838d"/><rect x="-40" y="80" width="300" height="760" fill="#4a5560"/><rect x="330" y="0" width="330" height="780" fill="#59656f"/><rect x="740" y="120" width="420" height="720" fill="#465059"/><circle cx="180" cy="430" r="70" fill="#ffd98a"/><circle cx="520" cy="300" r="50" fill="#ffb26b"/><circle cx="910" cy="480" r="64" fill="#ffe1a0"/><circle cx="800" cy="220" r="36" fill="#ff7d6b"/></g><rect y="1040" width="${W}" height="880" fill="url(#g)"/><g filter="url(#b)" opacity="0.7"><rect x="120" y="1080" width="120" height="560" fill="#d9b978"/><rect x="480" y="1080" width="90" height="420" fill="#c98e5d"/><rect x="850" y="1080" width="120" height="520" fill="#dcc082"/></g><g stroke="#9fb0bd" stroke-width="3" opacity="0.5">${Array.from({ length: 90 }, (_, i) => `<path d="M${(i * 137) % 1080} ${(i * 263) % 1900}l-9 46"/>`).join('')}</g><g fill="none" stroke="#8fa1ae" stroke-width="4" opacity="0.5">${Array.from({ length: 12 }, (_, i) => `<ellipse cx="${(i * 331) % 1040}" cy="${1180 + ((i * 197) % 700)}" rx="${26 + (i % 4) * 9}" ry="${7 + (i % 4) * 2}"/>`).join('')}</g>`;

const sill = `<defs>${soft('b', 22)}<linearGradient id="k" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#dfe9e4"/><stop offset="1" stop-color="#bccdb5"/></linearGradient></defs><rect width="${W}" height="${H}" fill="#efe9dc"/><rect x="90" y="-40" width="900" height="1290" fill="url(#k)"/><g filter="url(#b)"><circle cx="240" cy="860" r="240" fill="#8fae7d"/><circle cx="560" cy="960" r="270" fill="#7a9d6b"/><circle cx="860" cy="840" r="230" fill="#9cba86"/><rect x="90" y="1080" width="900" height="190" fill="#7d9a6b"/></g><g fill="#f8f4ea"><rect x="60" y="-40" width="44" height="1300"/><rect x="520" y="-40" width="36" height="1300"/><rect x="976" y="-40" width="44" height="1300"/><rect x="60" y="610" width="960" height="32"/></g><rect y="1250" width="${W}" height="120" fill="#fbf7ee"/><rect y="1362" width="${W}" height="560" fill="#e3dccb"/><rect y="1360" width="${W}" height="26" fill="#b9b09c" filter="url(#b)"/>`;

const towel = (() => {
  const stripes = Array.from(
    { length: 11 },
    (_, index) => `<rect x="${-200 + index * 150}" y="-200" width="75" height="1900" fill="#3f9fc4"/>`,
  ).join('');
  const fringe = Array.from(
    { length: 60 },
    (_, index) => `<rect x="${-196 + index * 26}" y="1690" width="9" height="70" fill="#f4efe2"/>`,
  ).join('');
  const sand = Array.from(
    { length: 500 },
    (_, index) =>
      `<circle cx="${(index * 83.7) % 1080}" cy="${(index * 149.3) % 1350}" r="${1 + (index % 3) * 0.8}" fill="#a8854f" opacity="0.35"/>`,
  ).join('');
  return `<defs>${soft('b', 14)}</defs><rect width="1080" height="1350" fill="#e6cb98"/>${sand}<g transform="rotate(-9 540 675) translate(-90 -160)"><rect x="-190" y="-190" width="1560" height="1900" fill="#6d5530" opacity="0.4" filter="url(#b)"/><g><rect x="-200" y="-200" width="1540" height="1890" fill="#f7f2e6"/>${stripes}${fringe}</g></g>`;
})();

const bed = (wall: string, sheet: string, blanket: string, lump: string, extra: string) =>
  `<defs>${soft('b', 8)}</defs><rect width="760" height="748" fill="${wall}"/>${extra}<rect x="60" y="330" width="640" height="120" rx="26" fill="#7a5a44"/><rect x="70" y="420" width="620" height="240" rx="34" fill="${sheet}"/><ellipse cx="250" cy="430" rx="130" ry="50" fill="#ffffff"/><ellipse cx="500" cy="430" rx="130" ry="50" fill="#ffffff"/><path d="M60 520${lump}L700 690H60Z" fill="${blanket}"/><path d="M60 690H700V720H60Z" fill="#000" opacity="0.2" filter="url(#b)"/>`;

type Maker = () => Promise<Buffer>;

export function snapshots(products: string, art: string): Record<string, Maker> {
  const file = (name: string) => join(products, `${name}.png`);
  const tall = { width: W, height: H };
  return {
    'kitchen-floor': () =>
      snapshot({
        ...tall,
        place: kitchen,
        items: [
          { file: file('pouch'), x: 330, y: 1380, height: 690, shadow: 0.5 },
          { file: join(art, 'bowl-full.png'), x: 780, y: 1330, height: 175, shadow: 0.5 },
        ],
        light: { x: 0.4, y: 0.5, strength: 0.34 },
        cast: [1.04, 1, 0.9],
        tilt: 2.4,
      }),
    counter: () =>
      snapshot({
        ...tall,
        place: counter,
        items: [
          { file: file('tin'), x: 760, y: 1330, height: 470, shadow: 0.45 },
          { file: file('coffee-mug'), x: 370, y: 1390, height: 400, shadow: 0.5 },
        ],
        light: { x: 0.3, y: 0.62, strength: 0.22 },
        cast: [1.05, 1, 0.92],
        tilt: -1.8,
      }),
    'wet-street': () =>
      snapshot({
        ...tall,
        place: street,
        items: [
          { file: join(art, 'shoe.png'), x: 610, y: 1270, height: 250, turn: -2, shadow: 0.5 },
          { file: join(art, 'shoe.png'), x: 460, y: 1350, height: 290, turn: 1, shadow: 0.7 },
        ],
        light: { x: 0.45, y: 0.66, strength: 0.3 },
        cast: [0.94, 0.99, 1.05],
        tilt: 2,
      }),
    sill: () =>
      snapshot({
        ...tall,
        place: sill,
        items: [
          { file: file('carton'), x: 770, y: 1370, height: 350, shadow: 0.35 },
          { file: file('mug'), x: 400, y: 1396, height: 400, shadow: 0.5 },
        ],
        light: { x: 0.5, y: 0.4, strength: 0.14 },
        cast: [1, 1.01, 0.96],
        tilt: -1.4,
      }),
    towel: () =>
      snapshot({
        width: 1080,
        height: 1350,
        place: towel,
        items: [
          { file: file('sunscreen'), x: 380, y: 1180, height: 780, turn: -12, shadow: 0.5, flat: true },
        ],
        light: { x: 0.3, y: 0.3, strength: 0.2 },
        cast: [1.05, 1.01, 0.92],
      }),
    'bed-night': () =>
      snapshot({
        width: 760,
        height: 748,
        place: bed(
          '#27305a',
          '#aeb8e6',
          '#4655a6',
          'C180 480 260 500 330 470C420 440 480 520 700 500',
          '<circle cx="600" cy="130" r="58" fill="#f7e7b0"/>',
        ),
        items: [],
        light: { x: 0.75, y: 0.2, strength: 0.3 },
        cast: [0.85, 0.9, 1.1],
      }),
    'bed-dawn': () =>
      snapshot({
        width: 760,
        height: 748,
        place: bed(
          '#f2b79a',
          '#fff0e2',
          '#5b6be0',
          'C120 380 200 360 290 420C360 470 420 400 520 410C620 420 660 480 700 500',
          '<circle cx="600" cy="300" r="90" fill="#ffe3a1"/>',
        ),
        items: [],
        light: { x: 0.7, y: 0.35, strength: 0.3 },
        cast: [1.1, 1, 0.86],
      }),
    'bed-day': () =>
      snapshot({
        width: 760,
        height: 748,
        place: bed(
          '#bfe0ef',
          '#ffffff',
          '#f29b7a',
          'C120 330 210 300 300 340C380 380 470 300 560 340C640 370 660 450 700 500',
          '<rect x="470" y="60" width="220" height="200" fill="#eaf7ff" stroke="#ffffff" stroke-width="16"/>',
        ),
        items: [],
        light: { x: 0.75, y: 0.2, strength: 0.25 },
        cast: [1.03, 1, 0.95],
      }),
  };
}
