/** What Figma accepts as effects. Shadows must say `visible` and `blendMode`; the rest has defaults. */
import { z } from 'zod/v3';
import { blendModeSchema, rgbaSchema } from './schema-paint.ts';
import { finite, nonNegative, vectorSchema, zeroToOne } from './validation.ts';

const boundVariables = z.record(z.unknown()).optional();

const shadowMembers = {
  color: rgbaSchema,
  offset: vectorSchema,
  radius: nonNegative,
  spread: finite.default(0),
  visible: z.boolean(),
  blendMode: blendModeSchema,
  boundVariables,
};
const dropShadow = z
  .object({
    type: z.literal('DROP_SHADOW'),
    ...shadowMembers,
    showShadowBehindNode: z.boolean().default(false),
  })
  .strict();
const innerShadow = z.object({ type: z.literal('INNER_SHADOW'), ...shadowMembers }).strict();

const blurMembers = {
  radius: nonNegative,
  visible: z.boolean(),
  blurType: z.enum(['NORMAL', 'PROGRESSIVE']).default('NORMAL'),
  startRadius: nonNegative.optional(),
  startOffset: vectorSchema.optional(),
  endOffset: vectorSchema.optional(),
  boundVariables,
};
const layerBlur = z.object({ type: z.literal('LAYER_BLUR'), ...blurMembers }).strict();
const backgroundBlur = z.object({ type: z.literal('BACKGROUND_BLUR'), ...blurMembers }).strict();

const noise = z
  .object({
    type: z.literal('NOISE'),
    noiseType: z.enum(['MONOTONE', 'DUOTONE', 'MULTITONE']),
    color: rgbaSchema.optional(),
    secondaryColor: rgbaSchema.optional(),
    opacity: zeroToOne.optional(),
    visible: z.boolean(),
    blendMode: blendModeSchema,
    noiseSize: nonNegative,
    noiseSizeVector: vectorSchema.optional(),
    density: zeroToOne,
    boundVariables,
  })
  .strict();
const texture = z
  .object({
    type: z.literal('TEXTURE'),
    visible: z.boolean(),
    noiseSize: nonNegative,
    noiseSizeVector: vectorSchema.optional(),
    radius: nonNegative,
    clipToShape: z.boolean(),
    boundVariables,
  })
  .strict();
const glass = z
  .object({
    type: z.literal('GLASS'),
    visible: z.boolean(),
    lightIntensity: zeroToOne,
    lightAngle: finite,
    refraction: zeroToOne,
    depth: finite.min(1),
    dispersion: zeroToOne,
    radius: nonNegative,
    boundVariables,
  })
  .strict();

const effect = z
  .discriminatedUnion('type', [dropShadow, innerShadow, layerBlur, backgroundBlur, noise, texture, glass])
  .superRefine((value, context) => {
    const isBlur = value.type === 'LAYER_BLUR' || value.type === 'BACKGROUND_BLUR';
    if (!isBlur || value.blurType !== 'PROGRESSIVE') return;
    for (const member of ['startRadius', 'startOffset', 'endOffset'] as const) {
      if (value[member] === undefined)
        context.addIssue({ code: 'custom', message: 'Required', path: [member] });
    }
  });

/** `effects`. The members that a kind of blur or noise must have are checked above, so the cast loses nothing. */
export const effectsSchema = z.array(effect) as unknown as z.ZodType<
  readonly Effect[],
  z.ZodTypeDef,
  unknown
>;
