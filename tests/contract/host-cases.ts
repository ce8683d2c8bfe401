/** What the executor relies on in its host: the rules of the Figma Plugin API that ad work runs into. */
import { type ContractCase, equal, isTrue, near, throws } from './case.ts';

export const hostCases: readonly ContractCase[] = [
  {
    name: 'a text cannot be written before its font is loaded',
    async run({ figma }) {
      const fonts = await figma.listAvailableFontsAsync();
      // Some font that nothing in this suite loads.
      const rare = fonts.find(({ fontName }) => fontName.family === 'Inter' && fontName.style === 'Thin');
      isTrue(rare !== undefined, 'Inter Thin is available');
      const text = figma.createText();
      await throws(
        () => {
          text.fontName = { family: 'Inter', style: 'Thin' };
        },
        /unloaded font/,
        'fontName without loadFontAsync',
      );
      await figma.loadFontAsync({ family: 'Inter', style: 'Thin' });
      text.fontName = { family: 'Inter', style: 'Thin' };
    },
  },
  {
    name: 'FILL needs an auto-layout parent',
    async run({ figma }) {
      const frame = figma.createFrame();
      const child = figma.createRectangle();
      frame.appendChild(child);
      await throws(
        () => {
          child.layoutSizingHorizontal = 'FILL';
        },
        /FILL can only be set on children of auto-layout frames|must be an auto-layout frame or a child/,
        'FILL in a plain frame',
      );
      frame.layoutMode = 'HORIZONTAL';
      child.layoutSizingHorizontal = 'FILL';
      equal(child.layoutSizingHorizontal, 'FILL', 'FILL in auto layout');
    },
  },
  {
    name: 'ABSOLUTE needs an auto-layout parent',
    async run({ figma }) {
      const frame = figma.createFrame();
      const child = figma.createRectangle();
      frame.appendChild(child);
      await throws(
        () => {
          child.layoutPositioning = 'ABSOLUTE';
        },
        /layoutMode !== NONE/,
        'ABSOLUTE in a plain frame',
      );
    },
  },
  {
    name: 'turning auto layout on hugs the primary axis, and resize fixes both',
    async run({ figma }) {
      const frame = figma.createFrame();
      frame.layoutMode = 'VERTICAL';
      equal(frame.primaryAxisSizingMode, 'AUTO', 'after layoutMode');
      frame.resize(200, 300);
      equal(frame.primaryAxisSizingMode, 'FIXED', 'after resize');
    },
  },
  {
    name: 'x and y of a child in the flow are ignored',
    async run({ figma }) {
      const frame = figma.createFrame();
      frame.layoutMode = 'VERTICAL';
      frame.paddingTop = 12;
      const child = figma.createRectangle();
      frame.appendChild(child);
      child.y = 90;
      near(child.y, 12, 'y in the flow');
    },
  },
  {
    name: 'fills are frozen copies',
    async run({ figma }) {
      const node = figma.createRectangle();
      const fills = node.fills;
      isTrue(typeof fills !== 'symbol' && Object.isFrozen(fills), 'fills are frozen');
      node.fills = [];
      equal(node.fills, [], 'fills after the assignment');
    },
  },
  {
    name: 'an empty group disappears',
    async run({ figma }) {
      const node = figma.createRectangle();
      const group = figma.group([node], figma.currentPage);
      figma.currentPage.appendChild(node);
      isTrue(group.removed, 'the group is gone');
    },
  },
  {
    name: 'grouped children of auto layout keep their distances',
    async run({ figma }) {
      const stack = figma.createFrame();
      stack.layoutMode = 'VERTICAL';
      stack.itemSpacing = 10;
      const flow = [figma.createRectangle(), figma.createRectangle()] as const;
      const free = [figma.createRectangle(), figma.createRectangle()] as const;
      for (const child of [...flow, ...free]) stack.appendChild(child);
      for (const [index, child] of free.entries()) {
        child.layoutPositioning = 'ABSOLUTE';
        child.x = 300 + index * 40;
        child.y = 500 + index * 70;
      }
      figma.group(flow, stack);
      equal(flow[1].y - flow[0].y, 110, 'the second of the flow stays below the first');
      figma.group(free, stack);
      equal(free[1].x - free[0].x, 40, 'distance across');
      equal(free[1].y - free[0].y, 70, 'distance down');
    },
  },
  {
    name: 'a transform has unit axes: it turns, and scales nothing',
    async run({ figma }) {
      const box = figma.createRectangle();
      box.relativeTransform = [
        [2, 0, 30],
        [0, 2, 40],
      ];
      const [[m00, , x], [, m11, y]] = box.relativeTransform;
      near(m00, 1, 'first axis');
      near(m11, 1, 'second axis');
      near(x, 30, 'x');
      near(y, 40, 'y');
      near(box.width, 100, 'width');
    },
  },
  {
    name: 'a picture inside a paint turns by quarters',
    async run({ figma }) {
      const box = figma.createRectangle();
      await throws(
        () => {
          box.fills = [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: null, rotation: 45 }];
        },
        /rotation/,
        'an eighth',
      );
      box.fills = [{ type: 'IMAGE', scaleMode: 'FILL', imageHash: null, rotation: 90 }];
    },
  },
  {
    name: 'opacity outside 0..1 is refused',
    async run({ figma }) {
      const node = figma.createRectangle();
      await throws(
        () => {
          node.opacity = 1.5;
        },
        /opacity/,
        'opacity 1.5',
      );
    },
  },
  {
    name: 'maxLines needs truncation',
    async run({ figma }) {
      const text = figma.createText();
      await figma.loadFontAsync({ family: 'Inter', style: 'Regular' });
      text.textTruncation = 'ENDING';
      text.maxLines = 2;
      equal(text.maxLines, 2, 'maxLines');
    },
  },
  {
    name: 'rotation turns about the top-left corner',
    async run({ figma }) {
      const node = figma.createRectangle();
      node.x = 30;
      node.y = 40;
      node.rotation = 90;
      near(node.relativeTransform[0][2], 30, 'x', 0.01);
      near(node.relativeTransform[1][2], 40, 'y', 0.01);
      near(node.absoluteBoundingBox?.y ?? 0, 40 - node.width, 'top of the turned box', 0.01);
    },
  },
];
