import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const guide = readFileSync('docs/add-a-call.md', 'utf8')
const [contract = '', reference = '', call = '', behaviour = '', action = ''] = [
  ...guide.matchAll(/```ts\n([\s\S]*?)```/g),
].map(([, code = '']) => code)

test('the worked example of docs/add-a-call.md compiles and passes its own test, step by step', () => {
  const folder = mkdtempSync(resolve('node_modules/.cache/add-a-call-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const part of ['main', 'preload', 'copy', 'tests/support', 'renderer/store', 'renderer/app']) {
    cpSync(part, join(folder, part), { recursive: true, errorOnExist: false, force: true })
  }
  for (const file of ['tsconfig.base.json', 'package.json']) cpSync(file, join(folder, file))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction')

  insert(join(folder, 'preload/contract.ts'), '  deleteAccount: {\n', contract)
  insert(join(folder, 'preload/reference.ts'), '  deleteAccount: {', reference)
  writeFileSync(join(folder, 'main/calls/session/last-log-in.ts'), call)
  insert(
    join(folder, 'main/calls/calls.ts'),
    "import { lock } from './session/lock'\n",
    "import { lastLogIn } from './session/last-log-in'\n",
  )
  insert(join(folder, 'main/calls/calls.ts'), '  deleteAccount,\n  accounts,\n', '  lastLogIn,\n')
  insert(join(folder, 'renderer/store/session-calls.ts'), '    logOut: async () => {\n', action)
  writeFileSync(join(folder, 'tests/last-log-in.test.ts'), `${harness}\n${behaviour}`)
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))

  const types = spawnSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', folder])
  expect(types.stdout.toString()).toBe('')
  writeFileSync(join(folder, 'vitest.config.ts'), "export default { test: { include: ['tests/*.test.ts'] } }")
  const vitest = [resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder]
  const run = spawnSync(process.execPath, vitest, { cwd: folder })
  expect(run.stderr.toString()).toBe('')
  expect(run.status).toBe(0)
}, 240_000)

/** Inserts lines before a line that occurs once. */
function insert(file: string, before: string, lines: string): void {
  const text = readFileSync(file, 'utf8')
  expect(text.split(before)).toHaveLength(2)
  writeFileSync(
    file,
    text.replace(before, () => lines + before),
  )
}

const harness = `
import { beforeEach, expect, test } from 'vitest'
import { loggedIn, registered, valueOf } from './support/people'
import { createWorld, type World } from './support/world'
let world: World
beforeEach(async () => {
  world = await createWorld()
  await registered(world.auth)
})
`

const tsconfig = {
  extends: './tsconfig.base.json',
  compilerOptions: {
    noEmit: true,
    jsx: 'react-jsx',
    types: ['node', 'electron-vite/node'],
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    composite: false,
  },
  include: ['main', 'preload', 'renderer/store', 'tests/last-log-in.test.ts'],
}
