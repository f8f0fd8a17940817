import { join } from 'node:path'
import type { Walk } from '../walk'

/** The key of the new account, until it is kept. Ends in the session. */
export async function recoveryKey({ latchkey, screens, main, see, pass }: Walk): Promise<void> {
  const { text, press } = screens
  await see('key-created')
  await press('key.copy')
  await text('key.copied', { s: 60 }).waitFor()
  await see('key-copied')
  await pass(61_000)
  await text('key.cleared').waitFor()
  await see('key-cleared')
  const path = join(latchkey.dataFolder, 'latchkey-recovery-key.txt')
  await main.system({ saveTo: path })
  await press('key.save')
  await text('key.saved', { path }).waitFor()
  await see('key-saved')
  await main.refuse('desktop:saveRecoveryKey', { code: 'storage', reason: 'diskFull' })
  await press('key.save')
  await text('key.saveFailed', { reason: screens.translate('reason.full') }).waitFor()
  await see('key-save-failed')
  await main.asUsual('desktop:saveRecoveryKey')
  await main.answer('desktop:printRecoveryKey', { ok: true, value: { printed: true } })
  await press('key.print')
  await text('key.printed').waitFor()
  await see('key-printed')
  await press('key.continue')
  await text('key.confirmErr').waitFor()
  await see('key-not-confirmed')
  await screens.keepKey()
}
