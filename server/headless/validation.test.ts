import { describe, expect, it } from 'vitest';
import { startHeadless } from './test-support.ts';

const RED = { type: 'SOLID', color: { r: 1, g: 0, b: 0 } };
const SHADOW = {
  type: 'DROP_SHADOW',
  color: { r: 0, g: 0, b: 0, a: 0.5 },
  offset: { x: 0, y: 4 },
  radius: 8,
  visible: true,
  blendMode: 'NORMAL',
};

describe('values are checked with Figma’s words', () => {
  it.each([
    ['fills', [{ type: 'COLOR' }], "Invalid discriminator value. Expected 'SOLID' | "],
    ['fills', [{ type: 'COLOR' }], ' at [0].type'],
    [
      'fills',
      [{ ...RED, color: { r: 1, g: 0, b: 0, a: 1 } }],
      "Unrecognized key(s) in object: 'a' at [0].color",
    ],
    [
      'fills',
      [{ ...RED, color: { r: 255, g: 0, b: 0 } }],
      'Number must be less than or equal to 1 at [0].color.r',
    ],
    ['fills', [{ ...RED, opacity: 2 }], 'Number must be less than or equal to 1 at [0].opacity'],
    ['fills', [RED, { type: 'SOLID' }], 'Required at [1].color'],
    ['fills', RED, 'Expected array, received object'],
    ['fills', '#ff0000', 'Expected array, received string'],
    ['effects', [{ ...SHADOW, visible: undefined }], 'Required at [0].visible'],
    ['effects', [{ ...SHADOW, blendMode: undefined }], 'Required at [0].blendMode'],
    ['effects', [{ ...SHADOW, color: { r: 0, g: 0, b: 0 } }], 'Required at [0].color.a'],
    [
      'effects',
      [{ type: 'LAYER_BLUR', radius: 1, visible: true, blurType: 'PROGRESSIVE' }],
      'Required at [0].startRadius',
    ],
    ['opacity', 1.5, 'Number must be less than or equal to 1'],
    ['opacity', -0.1, 'Number must be greater than or equal to 0'],
    ['opacity', '1', 'Expected number, received string'],
    ['x', Number.NaN, 'Expected number, received nan'],
    ['rotation', Number.POSITIVE_INFINITY, 'Number must be finite'],
    [
      'layoutMode',
      'DIAGONAL',
      "Invalid enum value. Expected 'NONE' | 'HORIZONTAL' | 'VERTICAL' | 'GRID', received 'DIAGONAL'",
    ],
    [
      'counterAxisAlignItems',
      'STRETCH',
      "Invalid enum value. Expected 'MIN' | 'MAX' | 'CENTER' | 'BASELINE', received 'STRETCH'",
    ],
    ['cornerRadius', -1, 'Number must be greater than or equal to 0'],
    ['visible', 1, 'Expected boolean, received number'],
    ['name', null, 'Expected string, received null'],
    ['constraints', { horizontal: 'LEFT', vertical: 'MIN' }, 'at horizontal'],
    [
      'relativeTransform',
      [
        [1, 0, 0],
        [1, 0, 0],
      ],
      'Matrix is not invertible',
    ],
  ])('%s = %j', async (property, value, message) => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const before = Reflect.get(frame, property);
    const write = () => Reflect.set(frame, property, value);
    expect(write).toThrow(`in set_${property}: Property "${property}" failed validation: `);
    expect(write).toThrow(message);
    expect(Reflect.get(frame, property)).toEqual(before);
  });

  it('fills in the defaults of paints and effects', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    Reflect.set(frame, 'fills', [RED]);
    expect(frame.fills).toEqual([{ ...RED, visible: true, opacity: 1, blendMode: 'NORMAL' }]);
    Reflect.set(frame, 'effects', [SHADOW, { type: 'LAYER_BLUR', radius: 4, visible: true }]);
    expect(frame.effects).toEqual([
      { ...SHADOW, spread: 0, showShadowBehindNode: false },
      { type: 'LAYER_BLUR', radius: 4, visible: true, blurType: 'NORMAL' },
    ]);
  });

  it('takes gradients, images and every mode of them', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    const gradient: GradientPaint = {
      type: 'GRADIENT_LINEAR',
      gradientTransform: [
        [1, 0, 0],
        [0, 1, 0],
      ],
      gradientStops: [
        { position: 0, color: { r: 0, g: 0, b: 0, a: 1 } },
        { position: 1, color: { r: 1, g: 1, b: 1, a: 0 } },
      ],
    };
    frame.fills = [gradient, { type: 'IMAGE', scaleMode: 'CROP', imageHash: null }];
    expect(frame.fills).toMatchObject([gradient, { type: 'IMAGE', scaleMode: 'CROP' }]);
  });

  it('checks the arguments of methods, by name', async () => {
    const { figma } = await startHeadless();
    const frame = figma.createFrame();
    expect(() => frame.resize(10, 0)).toThrow('in resize: Expected "height" to have value >= 0.01');
    expect(() => frame.resize(0.001, 5)).toThrow('in resize: Expected "width" to have value >= 0.01');
    expect(() => frame.resize(Number.NaN, 5)).toThrow(
      'Argument "width" failed validation: Expected number, received nan',
    );
    expect(() => figma.createLine().resize(50, 1)).toThrow('in resize: Expected "height" to have value 0');
    expect(() => Reflect.apply(frame.appendChild, frame, [{}])).toThrow(
      'in appendChild: Argument "child" failed validation: Expected node, received object',
    );
  });
});
