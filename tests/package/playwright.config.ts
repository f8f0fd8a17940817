import { defineConfig } from '@playwright/test'

/** What `npm run test:package` runs once the packages and the user are made (scripts/package/test-package.mjs). */
export default defineConfig({
  testDir: '.',
  outputDir: '../../artifacts/package-results',
  forbidOnly: process.env['CI'] !== undefined,
  // There is one system to install into.
  workers: 1,
  timeout: 60_000,
  reporter: [['list'], ['../../scripts/test/playwright-reporter.mjs']],
})
