import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { expect, test } from './fixtures'

/** Chromium runs no sandbox as root, so this test runs the app as an ordinary user. */

const electron = createRequire(import.meta.url)('electron') as unknown as string
const isRoot = process.getuid?.() === 0
const nobody = 65534
const asUser = isRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []

const missing = { pid: 0, command: '' }

test('the renderer runs in the sandbox of the system: filtered system calls, no new privileges, a separate user namespace', async ({
  dataFolder,
}) => {
  test.skip(process.platform !== 'linux', 'Read from /proc.')
  test.skip(!canStart(), 'An ordinary user cannot start the app from this folder.')
  if (isRoot) chmodSync(dataFolder, 0o777)
  const env = { PATH: process.env['PATH'], HOME: dataFolder }
  const [program, ...args] = [
    ...asUser,
    'xvfb-run',
    '-a',
    electron,
    resolve('out-test'),
    `--user-data-dir=${dataFolder}`,
  ]
  const app = spawn(program, args, { env, stdio: 'ignore', detached: true })
  const exited = new Promise((done) => app.once('exit', done))
  try {
    const renderer = () =>
      processes().find(({ command: line }) => line.includes('--type=renderer') && line.includes(dataFolder))
    await expect.poll(renderer, { timeout: 20_000 }).toBeDefined()
    const { pid, command: line } = renderer() ?? missing
    expect(line).not.toContain('--no-sandbox')
    await expect.poll(() => readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/NoNewPrivs:\t1\n[^]*Seccomp:\t2\n/)
    expect(readlinkSync(`/proc/${pid}/ns/user`)).not.toBe(readlinkSync('/proc/self/ns/user'))
  } finally {
    // Ends the process group: xvfb-run, its display and the app.
    if (app.pid) process.kill(-app.pid, 'SIGTERM')
    await exited
    await expect.poll(() => processes().filter(({ command: line }) => line.includes(dataFolder))).toEqual([])
  }
})

function canStart(): boolean {
  const [program, ...args] = [...asUser, 'test', '-r', resolve('out-test/package.json')]
  return spawnSync(program, args).status === 0 && spawnSync('which', ['xvfb-run']).status === 0
}

function processes(): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), command: commandOf(name) }))
}

/** The command line of a process; empty if it has just ended. */
function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
