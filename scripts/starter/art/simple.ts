/** Small drawings the ads use, as SVG. */
const svg = (width: number, height: number, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width * 3}" height="${height * 3}">${body}</svg>`;

/** A share of a disc, clockwise from twelve o'clock. */
export function pie(share: number, full: string, rest: string): string {
  const angle = share * 2 * Math.PI;
  const [x, y] = [200 + 196 * Math.sin(angle), 200 - 196 * Math.cos(angle)];
  return svg(
    400,
    400,
    `<circle cx="200" cy="200" r="196" fill="${rest}"/><path d="M200 200V4A196 196 0 ${share > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z" fill="${full}"/>`,
  );
}

/** A ring filled to a share, round ends. */
export function gauge(share: number, full: string, rest: string, width = 56): string {
  const r = 196 - width / 2;
  const length = 2 * Math.PI * r;
  const common = `cx="200" cy="200" r="${r}" fill="none" stroke-width="${width}"`;
  return svg(
    400,
    400,
    `<circle ${common} stroke="${rest}"/><circle ${common} stroke="${full}" stroke-linecap="round" stroke-dasharray="${(length * share).toFixed(1)} ${length.toFixed(1)}" transform="rotate(-90 200 200)"/>`,
  );
}

/** A line chart in a box of `width` x `height`; values 0..1 from the left. */
export function lines(
  width: number,
  height: number,
  series: { values: readonly number[]; color: string; weight: number; fill?: string; dash?: string }[],
): string {
  const body = series.map(({ values, color, weight, fill, dash }) => {
    const point = (value: number, index: number) =>
      `${((index / (values.length - 1)) * (width - 2 * weight) + weight).toFixed(1)} ${((1 - value) * (height - 2 * weight) + weight).toFixed(1)}`;
    const path = values.map((value, index) => `${index === 0 ? 'M' : 'L'}${point(value, index)}`).join('');
    const area = fill
      ? `<path d="${path}L${width - weight} ${height}L${weight} ${height}Z" fill="${fill}"/>`
      : '';
    return `${area}<path d="${path}" fill="none" stroke="${color}" stroke-width="${weight}" stroke-linejoin="round" stroke-linecap="round"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;
  });
  return svg(width, height, body.join(''));
}

/** A cup in profile, filled to a share. */
export function cup(share: number, china: string, drink: string, line: string): string {
  const top = 60 + (1 - share) * 150;
  return svg(
    320,
    280,
    [
      `<defs><clipPath id="c"><path d="M40 50H230L216 200C212 232 190 246 160 246H110C80 246 58 232 54 200Z"/></clipPath></defs>`,
      `<path d="M222 84C292 76 300 170 214 178" fill="none" stroke="${line}" stroke-width="34"/>`,
      `<path d="M214 85C292 76 300 170 208 179" fill="none" stroke="${china}" stroke-width="20"/>`,
      `<path d="M40 50H230L216 200C212 232 190 246 160 246H110C80 246 58 232 54 200Z" fill="${china}"/>`,
      share > 0
        ? `<rect x="30" y="${top}" width="220" height="220" fill="${drink}" clip-path="url(#c)"/>`
        : '',
      `<path d="M40 50H230L216 200C212 232 190 246 160 246H110C80 246 58 232 54 200Z" fill="none" stroke="${line}" stroke-width="7" stroke-linejoin="round"/>`,
      `<path d="M20 262H250" stroke="${line}" stroke-width="9" stroke-linecap="round"/>`,
    ].join(''),
  );
}

/** A bowl with a bone on it, full or licked clean. */
export function bowl(body: string, mark: string, food?: string): string {
  return svg(
    300,
    170,
    [
      food
        ? `<path d="M52 62C70 20 110 40 128 22C150 2 176 30 196 22C222 14 236 34 248 62Z" fill="${food}"/>`
        : '',
      `<ellipse cx="150" cy="62" rx="116" ry="20" fill="${mark}"/>`,
      food
        ? `<ellipse cx="150" cy="58" rx="102" ry="16" fill="${food}"/>`
        : `<ellipse cx="150" cy="64" rx="98" ry="13" fill="${body}" opacity="0.55"/>`,
      `<path d="M34 62C34 84 88 90 150 90C212 90 266 84 266 62L286 146C288 160 276 166 262 166H38C24 166 12 160 14 146Z" fill="${body}"/>`,
      `<g fill="${mark}"><rect x="122" y="118" width="56" height="16" rx="8"/><circle cx="120" cy="118" r="12"/><circle cx="120" cy="135" r="12"/><circle cx="180" cy="118" r="12"/><circle cx="180" cy="135" r="12"/></g>`,
    ].join(''),
  );
}

/** A door hanger: a card with a hole and a slit for the handle. */
export function hanger(card: string): string {
  return svg(
    420,
    900,
    `<path fill-rule="evenodd" fill="${card}" d="M36 0H384A36 36 0 0 1 420 36V864A36 36 0 0 1 384 900H36A36 36 0 0 1 0 864V250L96 232A128 128 0 1 0 94 152L0 176V36A36 36 0 0 1 36 0Z"/>`,
  );
}

/** One layer of a mattress, seen from above a corner. */
export function slab(top: string, front: string, side: string, thick: number): string {
  return svg(
    760,
    300 + thick,
    `<path d="M20 150L400 18L740 128L360 268Z" fill="${top}"/><path d="M20 150L360 268V${268 + thick}L20 ${150 + thick}Z" fill="${front}"/><path d="M360 268L740 128V${128 + thick}L360 ${268 + thick}Z" fill="${side}"/>`,
  );
}

/** A hand-drawn ring around a word. */
export function scribble(color: string, weight = 9): string {
  return svg(
    420,
    170,
    `<path d="M60 96C40 40 180 14 262 20C350 26 402 60 392 98C380 144 230 160 138 146C60 134 12 96 52 58C84 30 150 16 220 18" fill="none" stroke="${color}" stroke-width="${weight}" stroke-linecap="round"/>`,
  );
}

/** A seal with a toothed edge. */
export function seal(color: string, teeth = 36): string {
  const points = Array.from({ length: teeth * 2 }, (_, index) => {
    const r = index % 2 === 0 ? 298 : 278;
    const angle = (index * Math.PI) / teeth;
    return `${(300 + r * Math.sin(angle)).toFixed(1)},${(300 - r * Math.cos(angle)).toFixed(1)}`;
  }).join(' ');
  return svg(
    600,
    600,
    `<polygon points="${points}" fill="${color}" stroke="${color}" stroke-width="10" stroke-linejoin="round"/>`,
  );
}

/** Bars of reception: `on` of four. */
export function reception(on: number, color: string, off: string): string {
  return svg(
    200,
    150,
    [0, 1, 2, 3]
      .map(
        (index) =>
          `<rect x="${index * 52}" y="${112 - index * 36}" width="38" height="${38 + index * 36}" rx="9" fill="${index < on ? color : off}"/>`,
      )
      .join(''),
  );
}

/** A sun with rays. */
export function sun(color: string): string {
  const rays = Array.from({ length: 16 }, (_, index) => {
    const angle = (index * Math.PI) / 8;
    const at = (r: number) =>
      `${(300 + r * Math.cos(angle)).toFixed(1)} ${(300 + r * Math.sin(angle)).toFixed(1)}`;
    return `M${at(232)}L${at(290)}`;
  }).join('');
  return svg(
    600,
    600,
    `<circle cx="300" cy="300" r="196" fill="${color}"/><path d="${rays}" stroke="${color}" stroke-width="22" stroke-linecap="round"/>`,
  );
}

/** A dog's face, flat. */
export function dog(fur: string, dark: string, nose: string, tongue: string): string {
  return svg(
    560,
    600,
    [
      `<path d="M96 120C40 120 8 210 20 300C30 372 78 396 110 372C140 350 150 240 164 190Z" fill="${dark}"/>`,
      `<path d="M464 120C520 120 552 210 540 300C530 372 482 396 450 372C420 350 410 240 396 190Z" fill="${dark}"/>`,
      `<path d="M280 70C400 70 452 150 452 270C452 360 440 420 404 462C374 498 330 520 280 520C230 520 186 498 156 462C120 420 108 360 108 270C108 150 160 70 280 70Z" fill="${fur}"/>`,
      `<path d="M108 250C108 150 160 76 262 72C226 120 244 230 220 300C200 350 140 330 108 300Z" fill="${dark}" opacity="0.9"/>`,
      `<path d="M280 300C350 300 396 352 390 414C384 470 334 500 280 500C226 500 176 470 170 414C164 352 210 300 280 300Z" fill="#ffffff" opacity="0.92"/>`,
      `<circle cx="196" cy="250" r="25" fill="${nose}"/><circle cx="364" cy="250" r="25" fill="${nose}"/><circle cx="204" cy="242" r="8" fill="#fff"/><circle cx="372" cy="242" r="8" fill="#fff"/>`,
      `<path d="M240 462C240 530 256 574 280 574C304 574 320 530 320 462Z" fill="${tongue}"/>`,
      `<path d="M280 392V440C262 470 226 470 208 448M280 440C298 470 334 470 352 448" fill="none" stroke="${nose}" stroke-width="10" stroke-linecap="round"/>`,
      `<path d="M232 350C232 326 328 326 328 350C328 378 300 398 280 398C260 398 232 378 232 350Z" fill="${nose}"/>`,
    ].join(''),
  );
}

/** A heron standing in water: a joke on legs. */
export function heron(color: string, beak: string): string {
  return svg(
    200,
    320,
    [
      `<path d="M108 60C132 56 142 84 128 108C112 134 108 150 122 176C140 206 120 232 84 230C40 228 20 214 6 196C46 196 68 178 84 150C98 126 90 110 92 88C92 72 98 62 108 60Z" fill="${color}"/>`,
      `<path d="M124 70L196 84L126 88Z" fill="${beak}"/><circle cx="116" cy="74" r="5" fill="#ffffff"/>`,
      `<path d="M92 226V312M112 222V312M76 314H128" stroke="${color}" stroke-width="6" stroke-linecap="round"/>`,
    ].join(''),
  );
}

/** A magnifying glass. */
export function lens(color: string): string {
  return svg(
    100,
    100,
    `<circle cx="42" cy="42" r="30" fill="none" stroke="${color}" stroke-width="11"/><path d="M64 64L92 92" stroke="${color}" stroke-width="12" stroke-linecap="round"/>`,
  );
}

/** A hundred people as heads and shoulders, `on` of them in the strong colour. */
export function hundred(on: number, strong: string, pale: string): string {
  const people = Array.from({ length: 100 }, (_, index) => {
    const x = (index % 20) * 47.6;
    const y = Math.floor(index / 20) * 112;
    return `<g transform="translate(${x.toFixed(1)} ${y})" fill="${index < on ? strong : pale}"><circle cx="20" cy="18" r="16"/><path d="M2 88V58C2 44 10 38 20 38C30 38 38 44 38 58V88Z"/></g>`;
  });
  return svg(952, 560, people.join(''));
}
