/** `sharp`, loaded when it is first used: the native library costs a fifth of the start-up budget. */
import { createRequire } from 'node:module';
import type sharpModule from 'sharp';

type SharpModule = typeof sharpModule;

const load = createRequire(import.meta.url);
let loaded: SharpModule | undefined;

export const sharp: (...args: Parameters<SharpModule>) => ReturnType<SharpModule> = (...args) => {
  loaded ??= load('sharp') as SharpModule;
  return loaded(...args);
};
