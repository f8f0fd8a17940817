import { defineConfig } from '@playwright/test'
import type { Build } from './tests/electron/latchkey'

const walks = /tests\/electron\/acceptance\/.+\.walk\.ts$/

/**
 * `electron` runs on the tests' own world (tests/electron/main.ts), `real` on the build that ships; `npm test` runs these
 * two. `long` and `walk` belong to `npm run test:long`: kills and the system's key store, and every state in two looks;
 * `looks` sees the states in the other two. `tour` plays the main job and leaves a picture of each screen. Everything
 * they leave behind goes to artifacts/.
 */
export default defineConfig<object, { build: Build }>({
  testDir: 'tests/electron',
  outputDir: 'artifacts/electron',
  globalSetup: './tests/electron/build-both.ts',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: true,
  // Two windows keep two cores busy; more only wait for each other.
  workers: 2,
  // For a machine that is busy with other things; a test that passes takes seconds.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['./scripts/test/playwright-reporter.mjs']],
  projects: [
    {
      name: 'electron',
      testMatch: /tests\/electron\/((acceptance|visual)\/)?[^/]+\.spec\.ts$/,
      use: { build: 'test' },
    },
    { name: 'real', testMatch: /tests\/electron\/real\/.+\.spec\.ts$/, use: { build: 'real' } },
    { name: 'long', testMatch: /tests\/electron\/(.+\.long|fuzz\.spec)\.ts$/, use: { build: 'test' } },
    { name: 'walk', testMatch: walks, grep: /en, light|fr, dark/, use: { build: 'test' } },
    { name: 'looks', testMatch: walks, grepInvert: /en, light|fr, dark/, use: { build: 'test' } },
    { name: 'tour', testMatch: /tests\/electron\/tour\/.+\.tour\.ts$/, use: { build: 'test' }, timeout: 120_000 },
  ],
})
