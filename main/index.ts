import { safeStorage } from 'electron'
import iconPath from '../build/icons/256x256.png?asset'
import wasmPath from 'sql.js/dist/sql-wasm.wasm?asset'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import createPasswordWorker from './auth/password-worker?nodeWorker'
import createAgeWorker from './backup/age-worker?nodeWorker'
import createDatabaseWorker from './database/worker/job-worker?nodeWorker'
import { version } from '../package.json'
import { policy } from './policy'
import { systemKeyStore } from './desktop/security/key-store'
import { appPage } from './desktop/security/protocol'
import { systemTimers } from './desktop/lifecycle/timers'
import { start } from './app'

// Only `npm run dev` builds with DEV, so no environment variable can change the page of a release.
const devServer = import.meta.env.DEV ? process.env.ELECTRON_RENDERER_URL : undefined

void start({
  origin: devServer ? { page: devServer, developer: true } : { page: appPage, developer: false },
  paths: {
    renderer: join(import.meta.dirname, '../renderer'),
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    icon: iconPath,
  },
  clock: { now: () => Date.now(), monotonic: () => performance.now() },
  timers: systemTimers(),
  random: { uuid: () => randomUUID(), bytes: (count) => randomBytes(count) },
  policy,
  createPasswordWorker: () => createPasswordWorker({ name: 'password' }),
  createAgeWorker: () => createAgeWorker({ name: 'age' }),
  createDatabaseWorker: (options) => createDatabaseWorker({ ...options, name: 'database' }),
  version,
  keyStore: systemKeyStore(process.platform, safeStorage),
  readWasm: () => readFile(wasmPath),
})
