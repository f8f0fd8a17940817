import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from './temporary-folder'

test.runIf(process.platform === 'linux')('a script ends when the npm that runs it is killed with SIGKILL', async () => {
  const folder = temporaryFolder()
  const module = new URL('../../scripts/test/end-with-npm.mjs', import.meta.url).href
  const script = `import { endWithNpm } from '${module}'
    endWithNpm()
    setInterval(() => {}, 1000)
    console.log('pid', process.pid)`
  writeFileSync(join(folder, 'script.mjs'), script)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { wait: 'node script.mjs' } }))
  const npm = spawn('npm', ['run', 'wait'], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
  let printed = ''
  npm.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  await expect.poll(() => printed, { timeout: 15_000 }).toMatch(/pid \d+/)
  const pid = /pid (\d+)/.exec(printed)?.[1] ?? ''
  onTestFinished(() => {
    if (existsSync(`/proc/${pid}`)) process.kill(Number(pid), 'SIGKILL')
  })
  npm.kill('SIGKILL')
  await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 10_000 }).toBe(false)
})
