/**
 * Latchkey without a window: registers, logs in, resets a forgotten password: `npm run example`.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker, type WorkerOptions } from 'node:worker_threads'
import { openHeadless } from '../main/headless'
import type { Outcome } from '../preload/errors'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-example-'))
const createPasswordWorker = () => new Worker(new URL('password-worker.mjs', import.meta.url))
const createDatabaseWorker = (options: WorkerOptions) => new Worker(new URL('job-worker.mjs', import.meta.url), options)
const { calls, close } = await openHeadless({ folder, createPasswordWorker, createDatabaseWorker })
const email = 'guillaume@holberton.io'
const password = 'four quiet winds'

const { recoveryKey } = valueOf(await calls.register({ email, password }))
console.log('registered', email)
const { profile } = valueOf(await calls.logIn({ email, password }))
console.log('logged in', profile.displayName)
valueOf(await calls.logOut())

const { resetToken } = valueOf(await calls.requestReset({ email, recoveryKey }))
valueOf(await calls.resetPassword({ email, resetToken, newPassword: 'another quiet wind' }))
console.log('reset; the old password is', (await calls.logIn({ email, password })).ok ? 'accepted' : 'refused')
valueOf(await calls.logIn({ email, password: 'another quiet wind' }))
console.log('logged in with the new one')

await close()
rmSync(folder, { recursive: true })

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.error.code)
  return outcome.value
}
