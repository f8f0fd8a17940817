import { defineConfig } from '@playwright/test'
import type { Build } from './tests/electron/fixtures'

const walks = /tests\/electron\/acceptance\/.+\.walk\.ts$/

/**
 * `electron` runs on the tests' own world (tests/electron/main.ts), `real` on the build that ships. `walk` sees every
 * state, `looks` sees them in the looks that `walk` leaves out, `tour` plays the main job and leaves a picture of each
 * screen. Everything they leave behind goes to artifacts/.
 */
export default defineConfig<{ build: Build }>({
  testDir: 'tests/electron',
  outputDir: 'artifacts/electron',
  globalSetup: './tests/electron/build-both.ts',
  forbidOnly: process.env['CI'] !== undefined,
  fullyParallel: true,
  // Two windows keep two cores busy; more only wait for each other.
  workers: 2,
  timeout: 40_000,
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_JSON_OUTPUT_NAME'] ?? 'artifacts/electron/results.json' }],
  ],
  projects: [
    {
      name: 'electron',
      testMatch: /tests\/electron\/((acceptance|visual)\/)?[^/]+\.spec\.ts$/,
      use: { build: 'test' },
    },
    { name: 'real', testMatch: /tests\/electron\/real\/.+\.spec\.ts$/, use: { build: 'real' } },
    { name: 'walk', testMatch: walks, grep: /en, light|fr, dark/, use: { build: 'test' } },
    { name: 'looks', testMatch: walks, grepInvert: /en, light|fr, dark/, use: { build: 'test' } },
    { name: 'tour', testMatch: /tests\/electron\/tour\/.+\.tour\.ts$/, use: { build: 'test' }, timeout: 120_000 },
  ],
})
