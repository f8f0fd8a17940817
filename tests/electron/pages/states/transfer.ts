import type { Walk } from '../walk'

const aSunday = Date.UTC(2026, 10, 22, 9, 12)

/** From an empty Welcome: accounts of another copy, and a backup, each up to the deed. */
export async function transfer(walk: Walk): Promise<void> {
  await importing(walk)
  await restoring(walk)
}

async function importing({ screens, main, see }: Walk): Promise<void> {
  const { press, text } = screens
  await press('welcome.import')
  await text('import.lead').waitFor()
  await see('import-choose')
  await main.refuse('desktop:previewImport', { code: 'invalidInput', fields: { file: 'malformed' } })
  await press('import.choose')
  await text('import.notdb').waitFor()
  await see('import-refused')
  await main.answer('desktop:previewImport', {
    ok: true,
    value: {
      id: 'a preview',
      file: 'a.db',
      rows: [
        { email: 'ana@example.com', status: 'ready' },
        { email: `${'w'.repeat(238)}@example.com`, status: 'taken' },
        { email: 'leo@lab', status: 'noPassword' },
        { email: '', status: 'badEmail' },
      ],
    },
  })
  await press('import.choose')
  await text('import.nopw').waitFor()
  await see('import-preview')
  await main.hold('desktop:importAccounts')
  await screens.button('import.go', { n: 2 }).click()
  await text('import.progress', { i: 0, n: 2 }).waitFor()
  await see('import-progress')
  await main.answer('desktop:importAccounts', {
    ok: true,
    value: { imported: 2, skipped: 2, keysSavedIn: '/home/ana/keys' },
  })
  await main.release('desktop:importAccounts')
  await screens.page.reload()
  await screens.arrive('welcome.h1')
  await press('welcome.import')
  await press('import.choose')
  await screens.button('import.go', { n: 2 }).click()
  await text('import.old').waitFor()
  await see('import-done')
  await screens.page.reload()
  await screens.arrive('welcome.h1')
}

async function restoring({ screens, main, see }: Walk): Promise<void> {
  const { press, text } = screens
  const made = [aSunday, aSunday - 86_400_000].map((madeAt, n) => ({ id: `backup ${n}`, madeAt, accounts: 4 - n }))
  await main.answer('desktop:automaticBackups', { ok: true, value: made })
  await press('welcome.restore')
  await text('restore.auto.hint').waitFor()
  await see('restore-choose')
  await main.refuse('desktop:previewRestore', { code: 'invalidInput', fields: { file: 'malformed' } })
  await press('restore.choose')
  await text('restore.bad').waitFor()
  await see('restore-refused')
  await main.refuse('desktop:previewRestore', { code: 'invalidInput', fields: { passphrase: 'required' } })
  await press('restore.choose')
  await text('restore.pass.hint').waitFor()
  await see('restore-passphrase')
  await main.answer('desktop:previewRestore', {
    ok: true,
    value: { id: 'a preview', madeAt: aSunday, version: '1.2.0', accounts: 4, replaces: 3 },
  })
  await screens.fill({ passphrase: 'cheval correct pile' })
  await press('restore.open')
  await text('restore.warn', { n: 3 }).waitFor()
  await see('restore-confirm')
  await press('restore.keep')
}
