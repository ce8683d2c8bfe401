/** A Tarrowe running shoe in profile, toe to the right, as SVG outlines. */
export interface ShoeColours {
  upper: string;
  shade: string;
  foam: string;
  foamShade: string;
  sole: string;
  mark: string;
  lace: string;
}

export function shoeSvg(c: ShoeColours): string {
  const mesh = Array.from({ length: 13 }, (_, row) =>
    Array.from({ length: 17 }, (_, column) => {
      const x = 580 + column * 20 + (row % 2) * 10;
      const y = 236 + row * 14;
      return `<ellipse cx="${x}" cy="${y}" rx="4.6" ry="3.2"/>`;
    }).join(''),
  ).join('');
  const upper =
    'M122 380C104 340 104 296 116 256C122 230 116 206 108 184C102 162 122 146 148 154C194 168 224 192 264 200C302 206 328 182 352 158C372 138 398 138 414 158C452 206 520 240 610 262C700 284 800 298 862 334C886 350 892 368 886 386L122 386Z';
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="60 90 880 420" width="1760" height="840">',
    '<defs>',
    `<linearGradient id="u" x1="0" y1="0" x2="0.25" y2="1"><stop offset="0" stop-color="${c.upper}"/><stop offset="0.62" stop-color="${c.upper}"/><stop offset="1" stop-color="${c.shade}"/></linearGradient>`,
    `<linearGradient id="f" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${c.foam}"/><stop offset="0.55" stop-color="${c.foam}"/><stop offset="1" stop-color="${c.foamShade}"/></linearGradient>`,
    `<clipPath id="o"><path d="${upper}"/></clipPath>`,
    '</defs>',
    // Inside of the collar.
    `<path d="M124 168C180 152 214 196 262 204C306 210 338 178 372 150C352 140 300 168 262 162C214 152 170 138 124 168Z" fill="${c.shade}"/>`,
    `<path d="${upper}" fill="url(#u)"/>`,
    '<g clip-path="url(#o)">',
    `<g fill="${c.shade}" opacity="0.55">${mesh}</g>`,
    // Heel counter, toe cap, saddle.
    `<path d="M96 400C92 340 106 290 132 246C172 266 196 320 206 400Z" fill="${c.mark}"/>`,
    `<path d="M736 400C752 348 800 318 880 326L920 400Z" fill="${c.shade}"/>`,
    `<path d="M268 400C300 330 352 262 420 214C440 232 466 246 492 258C440 296 408 344 396 400Z" fill="${c.mark}"/>`,
    `<circle cx="318" cy="344" r="17" fill="${c.upper}"/>`,
    // Eye stay.
    `<path d="M352 160C372 138 400 140 416 160C452 200 520 236 606 260L590 294C500 272 420 236 372 186Z" fill="${c.shade}" opacity="0.85"/>`,
    '</g>',
    // Collar lining and pull tab.
    `<path d="M110 186C102 162 122 146 150 154C196 168 226 192 264 200C302 206 328 182 352 158" fill="none" stroke="${c.shade}" stroke-width="13" stroke-linecap="round"/>`,
    `<path d="M104 200C84 186 82 154 104 144" fill="none" stroke="${c.mark}" stroke-width="13" stroke-linecap="round"/>`,
    // Tongue and laces.
    `<path d="M338 164C346 132 380 104 410 108C424 112 424 130 414 142C402 156 392 152 378 160Z" fill="${c.upper}"/>`,
    ...[0, 1, 2, 3, 4].map((index) => {
      const x = 390 + index * 41;
      const y = 176 + index * 21;
      return `<path d="M${x} ${y}L${x + 34} ${y - 10}" stroke="${c.lace}" stroke-width="12" stroke-linecap="round"/>`;
    }),
    // Foam: thick under the heel, rockered at the toe.
    `<path d="M100 366C180 392 300 398 420 388C560 378 720 372 868 352C900 350 912 366 904 388C890 430 840 458 780 466C600 484 330 492 190 484C126 480 84 452 82 410C82 390 86 374 100 366Z" fill="url(#f)"/>`,
    `<path d="M110 424C240 450 420 448 560 436C680 426 790 418 884 404" fill="none" stroke="${c.foamShade}" stroke-width="6" stroke-linecap="round"/>`,
    // Rubber.
    `<path d="M96 446C112 474 148 486 196 487C330 494 600 486 780 468C836 462 880 440 898 404C900 436 868 480 786 490C610 508 330 514 190 506C130 502 98 482 96 446Z" fill="${c.sole}"/>`,
    '</svg>',
  ].join('');
}
