import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CanvasError } from '../../schemas/canvas-result.ts';
import type { Snapshot } from '../../schemas/snapshot.ts';
import { definition, type Edit, edit, pageOf } from './random-edits.ts';
import { scene } from './scene.ts';
import { nodesOf, type Setting, startExecutor } from './setting.ts';

/** Turns edits into ops over the nodes a page has now. */
function opsFor(edits: readonly Edit[], snapshot: Snapshot) {
  const page = pageOf(nodesOf(snapshot));
  return edits.map((make) => make(page));
}

const selectionOf = ({ figma }: Setting) => figma.currentPage.selection.map((node) => node.id);

/** Of components and instances what no snapshot holds. */
async function linksOf({ figma }: Setting): Promise<unknown> {
  const instances = figma.currentPage.findAllWithCriteria({ types: ['INSTANCE'] });
  const components = figma.currentPage.findAllWithCriteria({ types: ['COMPONENT'] });
  return {
    instances: instances.map(({ id, overrides }) => ({ id, overrides })),
    definitions: components.map((component) => ({ id: component.id, definitions: definitionsOf(component) })),
  };
}

/** Of a variant its set has them. */
function definitionsOf(component: ComponentNode): unknown {
  const { parent } = component;
  try {
    return (parent?.type === 'COMPONENT_SET' ? parent : component).componentPropertyDefinitions;
  } catch (error) {
    return String(error);
  }
}

const anyEdit = fc.oneof({ weight: 6, arbitrary: edit }, { weight: 1, arbitrary: definition });

async function startScene(): Promise<Setting> {
  const setting = await startExecutor();
  await setting.run(scene.ops);
  // Own words and an own colour in an instance, and in one that stands in a component.
  for (const text of setting.figma.currentPage.findAllWithCriteria({ types: ['TEXT'] })) {
    if (/^I\d+:\d+;\d+:\d+$/.test(text.id)) {
      text.fills = [{ type: 'SOLID', color: { r: 1, g: 0, b: 0 } }];
      text.characters = 'Buy it';
    }
  }
  const button = setting.figma.currentPage.findOne((node) => node.name === 'Button') as ComponentNode;
  const words = button.addComponentProperty('Words', 'TEXT', 'Order now');
  const [cta] = button.children;
  if (cta !== undefined) cta.componentPropertyReferences = { characters: words };
  setting.figma.currentPage.selection = setting.figma.currentPage.children.slice(1, 3);
  return setting;
}

/** Fails at its last op, whatever came before. */
const poison = { op: 'update', node: '$nowhere', props: {} } as const;
const lateFailure = [
  { op: 'create', type: 'RECTANGLE', as: 'last', parent: null, props: { name: 'Last' } },
  { op: 'update', node: '$last', props: { opacity: 7 } },
] as const;

describe('a failing program', () => {
  it('leaves the page, the ids and the selection exactly as they were, whatever it did before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEdit, { minLength: 1, maxLength: 5 }), async (edits) => {
        const setting = await startScene();
        const before = await setting.snapshot();
        const links = await linksOf(setting);
        const selection = selectionOf(setting);
        const ops = opsFor(edits, before);
        await expect(setting.run([...ops, ...lateFailure])).rejects.toBeInstanceOf(CanvasError);
        expect(await setting.snapshot()).toEqual(before);
        expect(await linksOf(setting)).toEqual(links);
        expect(selectionOf(setting)).toEqual(selection);
      }),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });

  it('writes nothing at all when the mistake can be seen beforehand', async () => {
    const setting = await startScene();
    const before = await setting.snapshot();
    const [first] = nodesOf(before);
    await expect(setting.run([{ op: 'delete', node: first?.id ?? '' }, poison])).rejects.toMatchObject({
      data: { op: 1, code: 'unknown_binding' },
    });
    expect(await setting.snapshot()).toEqual(before);
  });
});

describe('a transaction', () => {
  it('rolls back several programs, of which some failed on their own, to exactly where it began', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyEdit, { minLength: 1, maxLength: 2 }), { maxLength: 5 }),
        async (programs) => {
          const setting = await startScene();
          const { executor } = setting;
          const before = await setting.snapshot();
          const links = await linksOf(setting);
          const selection = selectionOf(setting);
          const { transaction } = await executor.handle<'begin'>({ kind: 'begin' });
          for (const edits of programs) {
            const middle = await setting.snapshot();
            if (nodesOf(middle).length === 0) break;
            try {
              await setting.run(opsFor(edits, middle), transaction);
            } catch (error) {
              expect(error).toBeInstanceOf(CanvasError);
              expect((error as CanvasError).data.hint ?? '').not.toContain('put back');
              expect(await setting.snapshot()).toEqual(middle);
            }
          }
          await executor.handle<'rollback'>({ kind: 'rollback', transaction });
          expect(await setting.snapshot()).toEqual(before);
          expect(await linksOf(setting)).toEqual(links);
          expect(selectionOf(setting)).toEqual(selection);
          expect(setting.figma.currentPage.children.map((node) => node.name)).not.toContain(
            'Adsmith: deleted layers',
          );
        },
      ),
      { numRuns: Number(process.env['RUNS'] ?? 60) },
    );
  });
});
