import { defineConfig } from '@playwright/test'
import type { Build } from './tests/electron/latchkey'

const walks = /tests\/electron\/acceptance\/.+\.walk\.ts$/

/**
 * `npm test` runs `electron`, on the test build (tests/electron/main.ts), and `real`, on the build
 * that ships. `npm run test:long` runs `long` (kills, fuzzing, the system's key store) and `walk`
 * (every state in two combinations of language and theme); `looks` runs the other two combinations.
 * `tour` takes a picture of each screen along the main path. All output goes to artifacts/.
 */
export default defineConfig<object, { build: Build }>({
  testDir: 'tests/electron',
  outputDir: 'artifacts/electron',
  globalSetup: './tests/electron/build-both.ts',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: true,
  // Two windows keep two cores busy; more would only slow each other down.
  workers: 2,
  // Generous, for a busy machine: a passing test takes seconds.
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
