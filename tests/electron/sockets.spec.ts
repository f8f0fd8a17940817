import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from './fixtures'

/**
 * Proof from outside the app: strace records every connection that any of its processes attempts.
 */

const isInstalled = (program: string) => spawnSync('which', [program]).status === 0

test('no process of the app resolves a name or connects to an address', async ({ dataFolder }, info) => {
  test.skip(process.platform !== 'linux' || !isInstalled('strace'), 'strace is not installed.')
  const seen = info.outputPath('connections.txt')
  const electron = createRequire(import.meta.url)('electron') as unknown as string
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = [electron, 'out-test', `--user-data-dir=${dataFolder}`, ...root]
  const watched = spawn('strace', ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', seen, ...app], {
    stdio: 'ignore',
  })
  const exited = new Promise((resolve) => watched.once('exit', resolve))
  await new Promise((resolve) => setTimeout(resolve, 8000))
  // Each line begins with a process id; the first is the main process.
  process.kill(Number.parseInt(readFileSync(seen, 'utf8')), 'SIGTERM')
  await exited
  const calls = readFileSync(seen, 'utf8').split('\n')
  // The connection to the display proves that strace recorded something.
  expect(calls.filter((call) => call.includes('AF_UNIX')).length).toBeGreaterThan(0)
  const network = calls.filter((call) => /AF_INET6?/.test(call) && !isRoutingProbe(call))
  expect(network).toEqual([])
})

/**
 * Chromium asks the kernel for a route to the IPv6 internet. It does so with a UDP `connect`, which
 * sends no packet.
 */
function isRoutingProbe(call: string): boolean {
  return /connect\(\d+, \{sa_family=AF_INET6, .*inet_pton\(AF_INET6, "2001:4860:4860::8888"/.test(call)
}
