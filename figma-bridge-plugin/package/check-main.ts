/**
 * What Figma refuses when it loads a main bundle. It scans the text, comments and strings included, and says only
 * "possible import expression rejected", so this says it earlier and better.
 */
const refused: readonly (readonly [RegExp, string])[] = [
  [/\bimport\s*\(/, 'import('],
  [/\beval\s*\(/, 'eval('],
  [/<!--/, '<!--'],
  [/-->/, '-->'],
  [/\brequire\s*\(/, 'require('],
];

/** Throws with every refused form and the text around it. */
export function checkMain(code: string): void {
  const found = refused.flatMap(([pattern, name]) => {
    const match = pattern.exec(code);
    return match ? [`${name} in "${code.slice(Math.max(0, match.index - 40), match.index + 40)}"`] : [];
  });
  if (found.length > 0) throw new Error(`Figma would refuse the main bundle: ${found.join('; ')}`);
}
