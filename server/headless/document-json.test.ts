import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { documentFromJson, documentToJson, parseDocument, stringifyDocument } from './document-json.ts';
import type { HeadlessFigma } from './figma.ts';
import { startWithFonts } from './test-support.ts';

type Step = { kind: number; a: number; b: number; value: number };

/** Any edit that is legal where it lands; an illegal one is refused and changes nothing. */
function apply({ figma }: HeadlessFigma, step: Step): void {
  const nodes = figma.currentPage.findAll();
  const at = (seed: number) => nodes[seed % Math.max(nodes.length, 1)];
  const [a, b] = [at(step.a), at(step.b)];
  const creators = [
    figma.createFrame,
    figma.createText,
    figma.createRectangle,
    figma.createVector,
    figma.createComponent,
  ];
  if (a === undefined || step.kind === 0) {
    creators[step.a % creators.length]?.();
    return;
  }
  if (step.kind === 1 && b !== undefined && 'appendChild' in b) b.appendChild(a);
  if (step.kind === 2 && 'layoutMode' in a) a.layoutMode = step.value % 2 === 0 ? 'HORIZONTAL' : 'NONE';
  if (step.kind === 3 && 'resize' in a) a.resize(step.value + 1, step.value + 1);
  if (step.kind === 4 && a.type === 'TEXT') a.characters = 'text '.repeat(step.value % 4);
  if (step.kind === 5 && a.type === 'TEXT' && a.characters !== '') a.setRangeFontSize(0, 2, step.value + 1);
  if (step.kind === 6) a.remove();
  if (step.kind === 7) a.clone();
  if (step.kind === 8 && b !== undefined && a.parent !== null && 'appendChild' in a.parent) {
    figma.group([a], figma.currentPage);
  }
  if (step.kind === 9 && 'layoutSizingHorizontal' in a) a.layoutSizingHorizontal = 'FILL';
  if (step.kind === 10 && a.type === 'COMPONENT') a.createInstance();
}

const step = fc.record({ kind: fc.nat(10), a: fc.nat(20), b: fc.nat(20), value: fc.nat(300) });

describe('the document as JSON', () => {
  let fresh: () => Promise<HeadlessFigma>;
  beforeAll(() => {
    fresh = () => startWithFonts();
  });

  it('comes back the same after any edits, through text too', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const headless = await fresh();
        for (const each of steps) {
          try {
            apply(headless, each);
          } catch {
            // Refused: part of the promise is that this leaves a valid document.
          }
        }
        const json = headless.toJSON();
        const back = documentFromJson(parseDocument(stringifyDocument(json)));
        expect(documentToJson(back.document, back.currentPageId)).toEqual(json);
        const reopened = await startWithFonts({ document: json });
        expect(reopened.toJSON()).toEqual(json);
      }),
      { numRuns: 40 },
    );
  });

  it('replaces single values that cannot be used, with a warning', async () => {
    const { figma, toJSON } = await fresh();
    const frame = figma.createFrame();
    const text = figma.createText();
    text.characters = 'Hello';
    const json = JSON.parse(JSON.stringify(toJSON()));
    const [page] = json.root.children;
    Object.assign(page.children[0].props, { fills: 'red', width: null, unknown: 1, name: 'kept' });
    Object.assign(page.children[1].props, { characters: 'Hi' });
    const later = await startWithFonts({ document: json });
    expect(later.warnings).toEqual([
      `The fills of node ${frame.id} could not be used and was reset.`,
      `The width of node ${frame.id} could not be used and was reset.`,
      `The styles of text ${text.id} do not fit its characters and were reset.`,
    ]);
    expect(await later.figma.getNodeByIdAsync(frame.id)).toMatchObject({ name: 'kept', width: 100 });
  });

  it('says what is wrong with data that is no document', () => {
    expect(() => documentFromJson({})).toThrow();
    expect(() => documentFromJson(null)).toThrow();
  });
});
