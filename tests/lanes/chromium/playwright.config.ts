import { defineConfig } from '@playwright/test'

/** `npm run test:lanes`: the built screens in the Chromium of the system. */
export default defineConfig({
  testDir: '.',
  testMatch: /\.lane\.ts$/,
  outputDir: '../../../artifacts/lanes',
  globalSetup: '../../electron/build-both.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 1_200_000,
  expect: { timeout: 15_000 },
  use: { actionTimeout: 15_000 },
  reporter: [['list'], ['../../../scripts/test/playwright-reporter.mjs']],
})
