/** A Brackel city bicycle in profile, as SVG outlines. */
export interface BikeColours {
  frame: string;
  tyre: string;
  metal: string;
  leather: string;
  lamp: string;
}

export function bikeSvg({ frame, tyre, metal, leather, lamp }: BikeColours): string {
  const wheel = (cx: number) => {
    const spokes = Array.from({ length: 18 }, (_, index) => {
      const angle = (index * Math.PI) / 9;
      return `M${cx} 430L${(cx + Math.cos(angle) * 158).toFixed(1)} ${(430 + Math.sin(angle) * 158).toFixed(1)}`;
    }).join('');
    return [
      `<path d="${spokes}" stroke="${metal}" stroke-width="1.6"/>`,
      `<circle cx="${cx}" cy="430" r="172" fill="none" stroke="${tyre}" stroke-width="20"/>`,
      `<circle cx="${cx}" cy="430" r="157" fill="none" stroke="${metal}" stroke-width="7"/>`,
      `<circle cx="${cx}" cy="430" r="13" fill="${tyre}"/>`,
    ].join('');
  };
  const tube = (d: string, width: number, color = frame) =>
    `<path d="${d}" stroke="${color}" stroke-width="${width}" fill="none" stroke-linecap="round" stroke-linejoin="round"/>`;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1100 640" width="2200" height="1280">',
    wheel(220),
    wheel(850),
    // Mudguards.
    tube('M36 400A190 190 0 0 1 330 278', 9),
    tube('M752 268A190 190 0 0 1 1030 376', 9),
    // Rack.
    tube('M120 214H330M150 214L220 430M320 214L352 250', 7, tyre),
    // Chain and stays.
    tube('M220 418L490 400M220 442L490 470', 4, tyre),
    tube('M220 430L486 436L382 196', 13),
    tube('M220 430L398 232', 11),
    // Main triangle: a low top tube.
    tube('M486 436L752 208', 19),
    tube('M396 228L742 176', 16),
    // Head tube and fork.
    tube('M730 138L760 236', 21),
    tube('M760 236C770 300 800 372 850 430', 15),
    // Seat post and saddle.
    tube('M382 196L366 150', 10, metal),
    `<path d="M288 140C300 118 350 122 384 128C414 132 446 128 448 138C446 150 404 150 372 152C330 156 282 160 288 140Z" fill="${leather}"/>`,
    // Stem, bars, grip.
    tube('M728 138L716 86', 10, metal),
    tube('M720 86C676 74 654 84 636 104', 11, metal),
    tube('M662 86L628 112', 18, leather),
    // Lamp.
    `<path d="M756 128H786A20 20 0 0 1 786 168H756Z" fill="${tyre}"/><circle cx="790" cy="148" r="17" fill="${lamp}"/>`,
    // Cranks.
    `<circle cx="486" cy="436" r="46" fill="none" stroke="${tyre}" stroke-width="9"/><circle cx="486" cy="436" r="14" fill="${metal}"/>`,
    tube('M486 436L520 512', 11, metal),
    tube('M494 516H552', 13, tyre),
    tube('M486 436L454 362', 9, metal),
    tube('M424 358H480', 11, tyre),
    // Rear light.
    `<rect x="96" y="204" width="24" height="22" rx="6" fill="#e5352b"/>`,
    '</svg>',
  ].join('');
}
