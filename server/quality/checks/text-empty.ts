import { pendingKey } from '../../design/ad-frame.ts';
import type { Check } from '../check.ts';
import { about, called, type Finding, quoted } from '../finding.ts';
import { isDuplicate } from '../frame/duplicate.ts';
import { type CheckNode, hasImage, isText } from '../frame/node.ts';

/** Words that stand where words should be written. */
const stubs: readonly RegExp[] = [
  /\blorem ipsum\b|\bdolor sit amet\b/i,
  /^(your |the |add |insert |write )?(headline|sub-?head(line)?|title|sub-?title|body( copy| text)?|copy|text|caption|tagline|label|button( text)?|cta|eyebrow|legal|disclaimer|brand( name)?|product( name)?|logo)( (text|copy|goes))?( here)?\.{0,3}$/i,
  /\b(text|copy|headline|title|logo|image) (goes )?here\b/i,
  /\{\{.*?\}\}|\$\{.*?\}|\[(brand|product|name|price|headline|subhead|body|cta|logo|your)[^\]]*\]|<[a-z_ ]+>/i,
  /^(type something|placeholder|untitled|tbd|todo|x{3,}|\?{3,}|\.{3,}|—|-)\.?$/i,
];
const guides =
  /^(safe[\s_-]?(zone|area)|guides?$|guide\b|bleed (line|guide)|do not export|wip\b|placeholder)/i;

/** Nothing of a template or a draft is left. */
export const textEmpty: Check = {
  id: 'text.empty',
  run({ nodes, copy, texts }) {
    const findings: Finding[] = [];
    const words = new Set(texts.map(({ text }) => key(text.characters)));
    for (const node of nodes) {
      const task = node.pluginData[pendingKey];
      if (task) {
        findings.push(
          about(node, {
            check: 'text.empty',
            level: 'fail',
            measured: `task:${task}`,
            limit: 'none',
            message: `"${node.name}" still waits for its picture: wait_for_assets, then place task:${task} again.`,
          }),
        );
      } else if (isText(node)) {
        const { characters } = node.text;
        const blank = characters.replace(/[\s\p{Cf}]/gu, '') === '';
        const hide = [{ nodeId: node.id, props: { visible: false } }];
        if (node.shown && blank) {
          findings.push(
            about(node, {
              check: 'text.empty',
              level: 'fail',
              measured: 'empty',
              limit: 'words',
              message: `The text "${node.name}" is empty: write it or delete it.`,
              fix: hide,
            }),
          );
        } else if (node.shown && copy.includes(node) && stubs.some((stub) => stub.test(characters.trim()))) {
          findings.push(
            about(node, {
              check: 'text.empty',
              level: 'fail',
              measured: quoted(node),
              limit: 'words',
              message: `${called(node)} is a placeholder: write the real words.`,
            }),
          );
        } else if (!node.shown && !blank && words.has(key(characters))) {
          findings.push(
            about(node, {
              check: 'text.empty',
              level: 'warn',
              measured: 'hidden copy',
              limit: 'none',
              message: `A hidden copy of ${quoted(node)} is left in the frame: delete it.`,
            }),
          );
        }
      } else if (
        node.shown &&
        guides.test(node.name) &&
        node.role !== 'product' &&
        !/^(background)/i.test(node.role ?? '')
      ) {
        findings.push(
          about(node, {
            check: 'text.empty',
            level: 'fail',
            measured: quoted(node),
            limit: 'none',
            message: `The layer "${node.name}" looks like a guide that would be exported: hide or delete it.`,
            fix: [{ nodeId: node.id, props: { visible: false } }],
          }),
        );
      }
    }
    findings.push(...twice(nodes));
    return findings;
  },
};

/** The upper of two that lie on one another; what is inside a layer that is there twice goes with it. */
function twice(nodes: readonly CheckNode[]): Finding[] {
  const candidates = nodes.filter((node) => node.shown && (isText(node) || hasImage(node)));
  return candidates.flatMap((node, index) => {
    const below = candidates.slice(0, index).find((other) => isDuplicate(other, node));
    if (!below) return [];
    return [
      about(node, {
        check: 'text.empty',
        level: 'warn',
        measured: 'twice',
        limit: 'once',
        message: `${isText(node) ? called(node) : `"${node.name}"`} lies twice at the same place: delete one.`,
        // A hidden copy of a text is a left-over as well: that one has to be deleted.
        ...(!isText(node) && { fix: [{ nodeId: node.id, props: { visible: false } }] }),
      }),
    ];
  });
}

const key = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
