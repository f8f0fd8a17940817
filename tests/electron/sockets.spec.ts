import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from './fixtures'

/** The proof from outside: the system itself writes down every connection that any process of the app tries. */

const isHere = (program: string) => spawnSync('which', [program]).status === 0

test('no process of the app asks for a name or an address', async ({ dataFolder }, info) => {
  test.skip(process.platform !== 'linux' || !isHere('strace'), 'strace is not here to watch.')
  const seen = info.outputPath('connections.txt')
  const electron = createRequire(import.meta.url)('electron') as unknown as string
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const app = [electron, 'out-test', `--user-data-dir=${dataFolder}`, ...root]
  const watched = spawn('strace', ['-f', '-qq', '-e', 'trace=connect,sendto,sendmsg,sendmmsg', '-o', seen, ...app], {
    stdio: 'ignore',
  })
  const gone = new Promise((resolve) => watched.once('exit', resolve))
  await new Promise((resolve) => setTimeout(resolve, 8000))
  // Each line begins with its process; the first is the app's own.
  process.kill(Number.parseInt(readFileSync(seen, 'utf8')), 'SIGTERM')
  await gone
  const calls = readFileSync(seen, 'utf8').split('\n')
  // Something was watched at all: the display is a socket too.
  expect(calls.filter((call) => call.includes('AF_UNIX')).length).toBeGreaterThan(0)
  const network = calls.filter((call) => /AF_INET6?/.test(call) && !isRoutingProbe(call))
  expect(network).toEqual([])
})

/** Chromium asks the kernel whether there is a route to the IPv6 internet: a UDP "connect", by which no packet leaves. */
function isRoutingProbe(call: string): boolean {
  return /connect\(\d+, \{sa_family=AF_INET6, .*inet_pton\(AF_INET6, "2001:4860:4860::8888"/.test(call)
}
