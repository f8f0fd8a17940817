import { defineConfig } from '@playwright/test'

/**
 * The tests that `npm run test:package` runs after it has made the packages and the user
 * (scripts/package/test-package.mjs).
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../../artifacts/package-results',
  forbidOnly: process.env['CI'] !== undefined,
  // The tests share one system to install into.
  workers: 1,
  timeout: 60_000,
  reporter: [['list'], ['../../scripts/test/playwright-reporter.mjs']],
})
