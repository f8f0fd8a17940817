import { ESLint } from 'eslint'
import { describe, expect, test } from 'vitest'
import { importRules } from '../../scripts/import-rules.mjs'

const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: importRules as never })

async function isRefused(file: string, imported: string, dynamic = false): Promise<boolean> {
  const code = dynamic ? `await import('${imported}')` : `import '${imported}'`
  const [result] = await eslint.lintText(code, { filePath: file })
  return (result?.errorCount ?? 0) > 0
}

const table: [file: string, allowed: string[], refused: string[]][] = [
  [
    'main/auth/x.js',
    ['./user', 'node:crypto', 'bcryptjs', '../../preload/contract'],
    ['electron', 'sql.js', '../database/users', '../calls/calls', '../shell/window', '../start', '../session-holder', './../database/users', 'node:http'],
  ],
  ['main/database/x.js', ['./journal', 'node:fs', 'sql.js', '../auth/user'], ['electron', '../calls/calls', '../shell/log', '../auth/auth', '../../renderer/App', 'node:net']],
  ['main/calls/x.js', ['./parse', '../auth/auth', '../database/events', '../session-holder', 'zod/mini'], ['electron', 'sql.js', '../shell/window', '../start', '../accounts', '../ipc']],
  ['main/shell/x.js', ['electron', '../calls/guarded', '../../copy/en.json', 'node:fs'], ['sql.js', '../start', '../../renderer/App', 'undici', 'node:https']],
  ['main/accounts.ts', ['./auth/auth', './database/users', './background'], ['./shell/window', 'electron', './start']],
  ['preload/contract.ts', ['zod/mini'], ['electron', 'node:fs', '../main/policy', 'zod']],
  ['preload/index.ts', ['electron', './contract', './desktop'], ['zod/mini', 'node:fs', '../main/policy']],
  ['copy/x.js', ['./en.json'], ['electron', '../main/policy']],
  [
    'renderer/screens/x.js',
    ['react', '../components/Button', '../../preload/contract', '../../copy/product', './Reset.module.css', '../intl'],
    ['electron', 'fs', 'node:fs', 'sql.js', 'bcryptjs', '../../main/policy', './../../main/policy', '../../package.json'],
  ],
] // prettier-ignore

describe.each(table)('%s', (file, allowed, refused) => {
  test.each(allowed)('may import %s', async (imported) => {
    expect(await isRefused(file, imported)).toBe(false)
  })
  test.each(refused)('may not import %s, nor load it later', async (imported) => {
    expect(await isRefused(file, imported)).toBe(true)
    expect(await isRefused(file, imported, true)).toBe(true)
  })
})
