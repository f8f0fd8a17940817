import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { inVirtualDisplay } from '../../scripts/display.mjs'

const app = `
  process.on('SIGTERM', () => { console.log('ended well'); process.exit(0) })
  setInterval(() => {}, 1000)
  console.log('open')`

/** Stands for xvfb-run: it waits for its command and hands no signal on. */
const display = ['sh', '-c', '"$@"; exit $?', 'display']
const inDisplay = (command: string[]) => [...display, ...inVirtualDisplay(command).slice(4)]

/** A process of its own that runs a command in the foreground, prints its exit code and then another word. */
function wrapper(command: string[], options: object) {
  const module = new URL('../../scripts/foreground.mjs', import.meta.url).href
  const source = `
    const { runInForeground } = await import('${module}')
    console.log('code', await runInForeground(${JSON.stringify(command)}, ${JSON.stringify({ cwd: '/', ...options })}))
    console.log('went on')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  const prints = (word: string) => expect.poll(() => printed, { timeout: 10_000 }).toContain(word)
  return { child, prints, printed: () => printed, end: once(child, 'close') }
}

test('the exit code of the command is told', async () => {
  const { end, printed } = wrapper([process.execPath, '-e', 'process.exit(7)'], {})
  await end
  expect(printed()).toContain('code 7')
})

test('who is told to end tells its command, waits for it, and does not go on', async () => {
  const { child, prints, printed, end } = wrapper([process.execPath, '-e', app], {})
  await prints('open')
  child.kill('SIGTERM')
  expect(await end).toEqual([143, null])
  expect(printed()).toContain('ended well')
  expect(printed()).not.toContain('went on')
})

test('a window in a virtual display is told too, and nothing of it outlives us', async () => {
  const { child, prints, printed, end } = wrapper(inDisplay([process.execPath, '-e', app]), { tellsPid: true })
  await prints('open')
  child.kill('SIGTERM')
  expect(await end).toEqual([143, null])
  expect(printed()).toContain('ended well')
})

test('a command that takes too long is ended and has failed, and what comes after it goes on', async () => {
  const { end, printed } = wrapper(inDisplay([process.execPath, '-e', app]), { tellsPid: true, seconds: 2 })
  await end
  expect(printed()).toMatch(/open[^]*ended well[^]*code 124[^]*went on/)
})
