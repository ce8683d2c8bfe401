import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{schemas,figma-bridge-plugin,server,tools,tests,scripts}/**/*.test.ts'],
    setupFiles: ['tests/setup/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
