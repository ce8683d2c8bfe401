/** The bundle service, loaded when it is first needed: its parsers are large, and most sessions never open a bundle. */
import type { BundleService, BundleServiceOptions } from './service.ts';

export interface LazyBundles {
  get(): Promise<BundleService>;
}

export function createLazyBundles(options: BundleServiceOptions): LazyBundles {
  let service: Promise<BundleService> | undefined;
  return {
    get() {
      service ??= import('./service.ts').then((module) => new module.BundleService(options));
      return service;
    },
  };
}
