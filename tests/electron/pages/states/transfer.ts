import { bob } from '../../../support/people'
import type { Walk } from '../walk'
import { anaWithNewPassword } from './log-in'

const sunday = Date.UTC(2026, 10, 22, 9, 12)

const emailsOf = (name: string, count: number) => ({
  count,
  emails: Array.from({ length: Math.min(count, 100) }, (_, n) => `${name}${n}@example.com`),
})

/** Every kind of difference, with a list that is cut, and an email that must wrap. */
const difference = {
  added: { count: 2, emails: ['leo@example.com', `${'w'.repeat(238)}@example.com`] },
  removed: emailsOf('student', 120),
  otherPassword: emailsOf('teacher', 3),
  backupCodesOnly: { count: 1, emails: ['leo@example.com'] },
}

const sentences = { backUp: 'backup.owner', restore: 'restore.owner', import: 'import.owner' } as const

/** A member is told that only owners can do this. An owner backs up, imports and restores. */
export async function transfer(walk: Walk): Promise<void> {
  const { screens } = walk
  await screens.logIn(bob)
  await asMember(walk)
  await screens.logOut()
  await screens.logIn(anaWithNewPassword)
  await backingUp(walk)
  await importing(walk)
  await restoring(walk)
  await screens.logOut()
}

async function asMember({ screens, main, visit }: Walk): Promise<void> {
  for (const command of ['backUp', 'restore', 'import'] as const) {
    await main.chooseCommand(command)
    await screens.text(sentences[command]).waitFor()
    await visit(`${command.toLowerCase()}-member`)
    await screens.press('shell.close')
  }
}

async function backingUp({ screens, main, visit }: Walk): Promise<void> {
  const { press, fill, text, field } = screens
  await main.chooseCommand('backUp')
  await text('backup.body').waitFor()
  await visit('backup')
  await press('backup.go')
  await text('login.pw.empty').waitFor()
  await visit('backup-empty')
  await main.refuse('desktop:backUp', { code: 'wrongCredentials' })
  await fill({ password: 'quite wrong' })
  await press('backup.go')
  await text('lock.wrong').waitFor()
  await visit('backup-refused')
  await main.refuse('desktop:backUp', { code: 'secondFactorRequired' })
  await fill({ password: anaWithNewPassword.password })
  await press('backup.go')
  await field('code').waitFor()
  await visit('backup-code')
  await main.refuse('desktop:backUp', { code: 'wrongCode' })
  await fill({ code: '123456' })
  await press('backup.go')
  await text('code.wrong').waitFor()
  await visit('backup-code-wrong')
  await main.refuse('desktop:backUp', { code: 'notAllowed' })
  await press('backup.go')
  await text('owner.only').waitFor()
  await visit('backup-not-allowed')
  await main.answer('desktop:backUp', { ok: true, value: { path: '/media/stick/latchkey-backup-2026-11-22.db' } })
  await press('backup.go')
  await text('backup.done', { path: '/media/stick/latchkey-backup-2026-11-22.db' }).waitFor()
  await visit('backup-done')
  await screens.page.keyboard.press('Escape')
}

async function importing({ screens, main, visit }: Walk): Promise<void> {
  const { press, fill, text } = screens
  await main.chooseCommand('import')
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
  await fill({ password: anaWithNewPassword.password })
  await screens.button('import.go', { n: 2 }).click()
  await text('import.progress', { i: 0, n: 2 }).waitFor()
  await visit('import-progress')
  await main.answer('desktop:importAccounts', {
    ok: true,
    value: { imported: 2, skipped: 2, keysSavedIn: '/home/ana/keys' },
  })
  await main.release('desktop:importAccounts')
  await screens.page.reload()
  await screens.expectHome('Ana')
  await main.chooseCommand('import')
  await press('import.choose')
  await fill({ password: anaWithNewPassword.password })
  await screens.button('import.go', { n: 2 }).click()
  await text('import.old').waitFor()
  await visit('import-done')
  await press('shell.close')
}

async function restoring({ screens, main, visit }: Walk): Promise<void> {
  const { press, text } = screens
  const backups = [sunday, sunday - 86_400_000].map((madeAt, n) => ({ id: `backup ${n}`, madeAt, accounts: 4 - n }))
  await main.answer('desktop:automaticBackups', { ok: true, value: backups })
  await main.chooseCommand('restore')
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
    value: { id: 'a preview', madeAt: sunday, version: '1.2.0', accounts: 4, replaces: 3, difference },
  })
  await screens.fill({ passphrase: 'cheval correct pile' })
  await press('restore.open')
  await text('restore.warn', { n: 3 }).waitFor()
  await visit('restore-confirm')
  await screens.button('restore.more', { n: 115 }).click()
  await screens.text('import.more', { n: 20 }).waitFor()
  await visit('restore-confirm-more')
  await main.refuse('desktop:restore', { code: 'secondFactorRequired', backupCodesOnly: true })
  await screens.fill({ password: anaWithNewPassword.password })
  await press('restore.go')
  await text('code.backup.hint').waitFor()
  await visit('restore-code')
  await main.refuse('desktop:restore', { code: 'lastOwner' })
  await screens.fill({ code: 'K7QF M2XN 4TBW 9HJD' })
  await press('restore.go')
  await text('restore.lastOwner').waitFor()
  await visit('restore-last-owner')
  await press('restore.keep')
  await main.passThrough('desktop:restore')
}

/** Welcome offers a restore while there is no account. An owner in the backup confirms it. */
export async function firstRestore({ screens, main, visit }: Walk): Promise<void> {
  const { press, text } = screens
  await press('welcome.restore')
  await text('restore.auto.hint').waitFor()
  await main.answer('desktop:previewRestore', {
    ok: true,
    value: { id: 'a preview', madeAt: sunday, version: '1.2.0', accounts: 4, replaces: 0, difference: null },
  })
  await press('restore.choose')
  await screens.button('restore.go').waitFor()
  await visit('restore-first')
  await press('restore.go')
  await text('err.heading').waitFor()
  await visit('restore-first-empty')
  await main.refuse('desktop:restore', { code: 'wrongCredentials' })
  await screens.fill({ email: bob.email, password: 'quite wrong' })
  await press('restore.go')
  await text('login.wrong').waitFor()
  await visit('restore-first-refused')
  await main.refuse('desktop:restore', { code: 'secondFactorRequired', backupCodesOnly: true })
  await screens.fill({ password: bob.password })
  await press('restore.go')
  await text('restore.turnsOff').waitFor()
  await visit('restore-first-code')
  await main.passThrough('desktop:restore')
  await press('restore.keep')
}
