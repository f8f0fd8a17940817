import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    reporters: ['default', './scripts/test/vitest-reporter.mjs'],
    // The reporter prints the line of a failed test.
    includeTaskLocation: true,
    // Nothing runs beside these tests (scripts/test/suites.mjs); vitest would leave a core free.
    maxWorkers: '100%',
    // `isolate: false` below: the files of a worker share their modules, because a new process, its
    // jsdom and all imports cost more than the tests of most files. A support module must therefore
    // not register a hook on import: it would apply to the first file only. Set-up files may,
    // because they run before each file.
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
