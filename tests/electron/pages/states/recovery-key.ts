import type { Walk } from '../walk'
import { fileBeside } from '../../file-beside'

/** The recovery key of the new account, until its saving is confirmed. Ends in the session. */
export async function recoveryKey({ latchkey, screens, main, visit, advanceClocks }: Walk): Promise<void> {
  const { text, press } = screens
  await visit('key-created')
  await press('key.copy')
  await text('key.copied', { s: 60 }).waitFor()
  await visit('key-copied')
  await advanceClocks(61_000)
  await text('key.cleared').waitFor()
  await visit('key-cleared')
  const path = fileBeside(latchkey.dataFolder, 'latchkey-recovery-key.txt')
  await main.setDesktop({ saveTo: path })
  await press('key.save')
  await text('key.saved', { path }).waitFor()
  await visit('key-saved')
  await main.refuse('desktop:saveRecoveryKey', { code: 'storage', reason: 'diskFull' })
  await press('key.save')
  await text('key.saveFailed', { reason: screens.translate('reason.full') }).waitFor()
  await visit('key-save-failed')
  await main.passThrough('desktop:saveRecoveryKey')
  await main.answer('desktop:printRecoveryKey', { ok: true, value: { printed: true } })
  await press('key.print')
  await text('key.printed').waitFor()
  await visit('key-printed')
  await press('key.continue')
  await text('key.confirmErr').waitFor()
  await visit('key-not-confirmed')
  await screens.confirmKeySaved()
}
