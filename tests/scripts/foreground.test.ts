import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'

const app = `
  process.on('SIGTERM', () => { console.log('ended well'); process.exit(0) })
  setInterval(() => {}, 1000)
  console.log('open')`

/**
 * Starts a process that runs a command in the foreground, once for each of the options. It prints
 * the exit codes, then "went on".
 */
function wrapper(command: string[], ...options: object[]) {
  const module = new URL('../../scripts/foreground.mjs', import.meta.url).href
  const source = `
    const { runInForeground } = await import('${module}')
    const run = (options) => runInForeground(${JSON.stringify(command)}, { cwd: '/', ...options })
    console.log('code', ...(await Promise.all(${JSON.stringify(options)}.map(run))))
    console.log('went on')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const prints = (text: string) => expect.poll(() => printed, { timeout: 10_000 }).toContain(text)
  return { child, prints, printed: () => printed, end: once(child, 'close') }
}

test('returns the exit code of the command', async () => {
  const { end, printed } = wrapper([process.execPath, '-e', 'process.exit(7)'], {})
  await end
  expect(printed()).toContain('code 7')
})

test('forwards SIGTERM to its command, waits for it, then exits', async () => {
  const { child, prints, printed, end } = wrapper([process.execPath, '-e', app], {})
  await prints('open')
  child.kill('SIGTERM')
  expect(await end).toEqual([143, null])
  expect(printed()).toContain('ended well')
  expect(printed()).not.toContain('went on')
})

test('a command ends when its parent is killed with SIGKILL', async () => {
  const app = `setInterval(() => {}, 1000); console.log('pid', process.pid)`
  const { child, prints, printed } = wrapper([process.execPath, '-e', app], {})
  await prints('pid')
  const pid = Number(/pid (\d+)/.exec(printed())?.[1])
  child.kill('SIGKILL')
  await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
})

test('forwards SIGTERM to two commands in parallel, each with its label', async () => {
  const { child, prints, printed, end } = wrapper([process.execPath, '-e', app], { label: 'one' }, { label: 'two' })
  await prints('one │ open')
  await prints('two │ open')
  child.kill('SIGTERM')
  expect(await end).toEqual([143, null])
  expect(printed()).toContain('one │ ended well')
  expect(printed()).toContain('two │ ended well')
  expect(printed()).not.toContain('went on')
})

test('stops a command after its time limit, returns 124 and continues', async () => {
  const { end, printed } = wrapper([process.execPath, '-e', app], { seconds: 1 })
  await end
  expect(printed()).toMatch(/open[^]*ended well[^]*code 124[^]*went on/)
})

test('throws if a command cannot be started', async () => {
  const { end, printed } = wrapper(['/nowhere/at/all'], {})
  await end
  expect(printed()).not.toContain('code 0')
})

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
