import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './scripts/test/vitest-reporter.mjs'],
    // A failed test is named with its line.
    includeTaskLocation: true,
    // Nothing else runs beside these tests (scripts/test/suites.mjs); vitest would leave one core free.
    maxWorkers: '100%',
    // `isolate: false` below: the files of a worker share its modules, because a fresh process, its jsdom and all imports
    // cost more than most files' tests. So a support module must not register a hook as it is imported: it would hold for
    // the first file alone. The set-up files do it, which run before each file.
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/screens/**'],
          globalSetup: ['tests/support/build-worker.ts'],
          setupFiles: ['tests/support/unit-setup.ts'],
          isolate: false,
          testTimeout: 120_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'screens',
          environment: 'jsdom',
          include: ['tests/screens/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/support/screens-setup.ts'],
          isolate: false,
          testTimeout: 120_000,
        },
      },
    ],
  },
})
