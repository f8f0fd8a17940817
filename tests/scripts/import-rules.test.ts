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
    ['electron', 'sql.js', '../database/tables/users', '../calls/calls', '../desktop/window/window', '../app', '../session/current-session', './../database/tables/users', 'node:http'],
  ],
  ['main/secrets/x.js', ['./totp-secrets', 'node:crypto', '../auth/secrets'], ['electron', '../calls/calls', '../database/api', '../session/current-session']],
  ['main/session/x.js', ['./session-limits', '../auth/user', '../secrets/envelope-encryption', '../atomic-write-file'], ['electron', '../calls/call', '../database/api', '../desktop/desktop']],
  [
    'main/database/engine/x.js',
    ['./journal', 'node:fs', 'sql.js', '../../auth/user', '../api', '../../../preload/desktop'],
    ['electron', '../../calls/calls', '../../desktop/lifecycle/log', '../../auth/auth', '../../../renderer/app/App', 'node:net', '../database'],
  ],
  [
    'main/calls/session/x.js',
    ['./log-in', '../../auth/auth', '../../database/tables/events', '../../session/current-session', '../steps/reauthenticate', '../call', 'zod/mini'],
    ['electron', 'sql.js', '../../desktop/window/window', '../../app', '../../open-accounts', '../../ipc', '../../backup/backup'],
  ],
  ['main/backup/x.js', ['./age', '../calls/outcome', '../database/database-handle', 'age-encryption', '../atomic-write-file'], ['electron', 'sql.js', '../desktop/files/dialogs', '../app', '../transfer']],
  [
    'main/desktop/menu/x.js',
    ['electron', '../../calls/outcome', '../../../copy/en.json', '../settings/i18n', 'node:fs', '../../atomic-write-file'],
    ['sql.js', '../../app', '../../../renderer/app/App', 'undici', 'node:https'],
  ],
  ['main/open-accounts.ts', ['./auth/auth', './database/tables/users', './session/background'], ['./desktop/window/window', 'electron', './app']],
  ['main/atomic-write-file.ts', ['node:fs'], ['electron', './policy', './database/engine/files']],
  ['preload/contract.ts', ['zod/mini'], ['electron', 'node:fs', '../main/policy', 'zod']],
  ['preload/index.ts', ['electron', './contract', './desktop'], ['zod/mini', 'node:fs', '../main/policy']],
  ['copy/x.js', ['./en.json'], ['electron', '../main/policy']],
  [
    'renderer/screens/reset/x.js',
    ['react', '../../ui/Button', '../../../preload/contract', '../../../copy/product', './Reset.module.css', '../../app/intl', '../restore/AutomaticBackups'],
    ['electron', 'fs', 'node:fs', 'sql.js', 'bcryptjs', '../../../main/policy', './../../../main/policy', '../../../package.json'],
  ],
  ['renderer/app/App.tsx', ['../explorer/Explorer'], ['../explorer/words', '../../main/policy']],
  ['renderer/app/x.js', ['../store/state'], ['../explorer/Explorer', '../main/policy']],
  ['renderer/ui/x.js', ['./Button', '../app/intl', '../a11y/Announcer', 'react'], ['../app/store-context', '../store/state', '../screens/lock/Lock', 'zustand']],
] // prettier-ignore

describe.each(table)('%s', (file, allowed, refused) => {
  test.each(allowed)('may import %s', async (imported) => {
    expect(await isRefused(file, imported)).toBe(false)
  })
  test.each(refused)('may not import %s, statically or dynamically', async (imported) => {
    expect(await isRefused(file, imported)).toBe(true)
    expect(await isRefused(file, imported, true)).toBe(true)
  })
})
