import iconPath from '../../build/icons/256x256.png?asset'
import wasmPath from 'sql.js/dist/sql-wasm.wasm?asset'
import { randomBytes, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import createPasswordWorker from '../../main/auth/password-worker?nodeWorker'
import createAgeWorker from '../../main/backup/age-worker?nodeWorker'
import createDatabaseWorker from '../../main/database/worker/job-worker?nodeWorker'
import { version } from '../../package.json'
import { appPage } from '../../main/desktop/security/protocol'
import { start } from '../../main/app'
import { testPolicy } from './world/policy'
import { createTestWorld } from './world/world'

/**
 * Entry point of the test build: the app with a clock that tests move, a low hash cost, and fakes
 * of the system's dialogs, clipboard, printer and key store. It is built into a separate folder
 * (`out-test`). No package contains it, and no switch or variable turns the real build into it.
 */
const world = createTestWorld(Number(process.env['LATCHKEY_TEST_CLOCK'] ?? 0))
globalThis.latchkeyTest = world

void start({
  origin: { page: appPage, developer: false },
  paths: {
    renderer: join(import.meta.dirname, '../renderer'),
    preload: join(import.meta.dirname, '../preload/index.cjs'),
    icon: iconPath,
  },
  clock: world.clock,
  timers: world.timers,
  random: { uuid: () => randomUUID(), bytes: (count) => randomBytes(count) },
  policy: testPolicy,
  storeLimits: process.env['LATCHKEY_TEST_SMALL_JOURNAL'] ? { journalDueBytes: 2048 } : {},
  createPasswordWorker: () => createPasswordWorker({ name: 'password' }),
  createAgeWorker: () => createAgeWorker({ name: 'age' }),
  createDatabaseWorker: (options) => createDatabaseWorker({ ...options, name: 'database' }),
  version,
  keyStore: world.keyStore,
  readWasm: () => readFile(wasmPath),
})
