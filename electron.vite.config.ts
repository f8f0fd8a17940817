import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Plugin } from 'vite'
import { version, productName, name } from './package.json'
import { authCalls } from './preload/contract'
import { desktopCalls } from './preload/desktop'
import { firstScreenBudget, withoutMenuWords } from './scripts/first-screen'

// The output runs on both runtimes: the one that ships, and the older one of development and tests.
const nodeTarget = 'node20.18'
const chromeTarget = 'chrome130'

/** Vite's dev server needs an inline preamble, styles and a socket; the built page does not. */
const developmentPolicy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-dev'",
  "style-src 'self' 'nonce-dev'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' ws://localhost:*",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ')

/**
 * Three builds, one per process. `--mode test` builds the app of the tests (tests/electron/main.ts)
 * with the same settings, into a separate folder that no package contains.
 */
export default defineConfig(({ command, mode }) => {
  const testing = mode === 'test'
  const into = (name: string) => resolve(testing ? 'out-test' : 'out', name)
  return {
    main: {
      plugins: testing ? [manifest(resolve('out-test'))] : [],
      build: {
        outDir: into('main'),
        externalizeDeps: false,
        target: nodeTarget,
        sourcemap: true,
        rolldownOptions: { input: { index: resolve(testing ? 'tests/electron/main.ts' : 'main/index.ts') } },
      },
    },
    preload: {
      define: {
        AUTH_CALL_NAMES: JSON.stringify(Object.keys(authCalls)),
        DESKTOP_CALL_NAMES: JSON.stringify(Object.keys(desktopCalls)),
      },
      build: {
        outDir: into('preload'),
        externalizeDeps: false,
        isolatedEntries: true,
        target: nodeTarget,
        rolldownOptions: {
          input: { index: resolve('preload/index.ts') },
          // A sandboxed preload must be one CommonJS file.
          output: { format: 'cjs', entryFileNames: '[name].cjs' },
        },
      },
    },
    renderer: {
      root: resolve('renderer'),
      plugins: [react(), withoutMenuWords(), ...(testing ? [] : [firstScreenBudget()])],
      build: {
        outDir: into('renderer'),
        target: chromeTarget,
        minify: true,
        // Inlined assets would be data: URLs, which the policy allows for images only.
        assetsInlineLimit: 0,
        rolldownOptions: { input: { index: resolve('renderer/index.html') } },
      },
      ...(command === 'serve' && {
        html: { cspNonce: 'dev' },
        server: { strictPort: true, headers: { 'Content-Security-Policy': developmentPolicy } },
      }),
    },
  }
})

/** Writes a manifest into the test build, so that Electron opens it like the real app. */
function manifest(folder: string): Plugin {
  const manifest = { name, productName, version, type: 'module', main: 'main/index.js' }
  return {
    name: 'latchkey-test-manifest',
    writeBundle: () => writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest)),
  }
}
