import type { Walk } from '../walk'

const sunday = Date.UTC(2026, 10, 22, 9, 12)

/** From Welcome without accounts: an import to its end, and a restore up to its confirmation. */
export async function transfer(walk: Walk): Promise<void> {
  await importing(walk)
  await restoring(walk)
}

async function importing({ screens, main, visit }: Walk): Promise<void> {
  const { press, text } = screens
  await press('welcome.import')
  await text('import.lead').waitFor()
  await visit('import-choose')
  await main.refuse('desktop:previewImport', { code: 'invalidInput', fields: { file: 'malformed' } })
  await press('import.choose')
  await text('import.notdb').waitFor()
  await visit('import-refused')
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
  await visit('import-preview')
  await main.hold('desktop:importAccounts')
  await screens.button('import.go', { n: 2 }).click()
  await text('import.progress', { i: 0, n: 2 }).waitFor()
  await visit('import-progress')
  await main.answer('desktop:importAccounts', {
    ok: true,
    value: { imported: 2, skipped: 2, keysSavedIn: '/home/ana/keys' },
  })
  await main.release('desktop:importAccounts')
  await screens.page.reload()
  await screens.expectHeading('welcome.h1')
  await press('welcome.import')
  await press('import.choose')
  await screens.button('import.go', { n: 2 }).click()
  await text('import.old').waitFor()
  await visit('import-done')
  await screens.page.reload()
  await screens.expectHeading('welcome.h1')
}

async function restoring({ screens, main, visit }: Walk): Promise<void> {
  const { press, text } = screens
  const backups = [sunday, sunday - 86_400_000].map((madeAt, n) => ({ id: `backup ${n}`, madeAt, accounts: 4 - n }))
  await main.answer('desktop:automaticBackups', { ok: true, value: backups })
  await press('welcome.restore')
  await text('restore.auto.hint').waitFor()
  await visit('restore-choose')
  await main.refuse('desktop:previewRestore', { code: 'invalidInput', fields: { file: 'malformed' } })
  await press('restore.choose')
  await text('restore.bad').waitFor()
  await visit('restore-refused')
  await main.refuse('desktop:previewRestore', { code: 'invalidInput', fields: { passphrase: 'required' } })
  await press('restore.choose')
  await text('restore.pass.hint').waitFor()
  await visit('restore-passphrase')
  await main.answer('desktop:previewRestore', {
    ok: true,
    value: { id: 'a preview', madeAt: sunday, version: '1.2.0', accounts: 4, replaces: 3 },
  })
  await screens.fill({ passphrase: 'cheval correct pile' })
  await press('restore.open')
  await text('restore.warn', { n: 3 }).waitFor()
  await visit('restore-confirm')
  await press('restore.keep')
}
