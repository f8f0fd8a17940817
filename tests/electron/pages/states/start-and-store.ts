import type { MessageKey } from '../../../../copy/message-key'
import type { AuthError } from '../../../../preload/errors'
import type { Walk } from '../walk'

type StorageReason = Extract<AuthError, { code: 'storage' }>['reason']

const reasons: Readonly<Record<StorageReason, MessageKey>> = {
  locked: 'store.locked',
  corrupt: 'store.corrupt',
  newer: 'store.newer',
  foreign: 'store.foreign',
  diskFull: 'store.full',
  readOnly: 'store.readonly',
  io: 'store.io',
}

/** A slow start, a start that recovered something, and every way in which the store does not open. */
export async function startAndStore(walk: Walk): Promise<void> {
  await slowStart(walk)
  await recovered(walk)
  await problems(walk)
}

async function slowStart({ screens, main, see, pass }: Walk): Promise<void> {
  await main.hold('auth:welcome')
  await screens.page.reload()
  await pass(400)
  await screens.text('welcome.h1').waitFor()
  await pass(400)
  await screens.text('busy.opening').waitFor()
  await see('starting')
  await main.release('auth:welcome')
  await screens.text('welcome.first').waitFor()
}

async function recovered({ screens, main, see }: Walk): Promise<void> {
  for (const kind of ['fromBackup', 'journalSetAside', 'tornTail'] as const) {
    const at = Date.UTC(2026, 10, 21, 14, 3)
    await main.answer('desktop:storeNotice', { ok: true, value: { recovered: kind, at } })
    await screens.page.reload()
    await screens.text('recovered.h2').waitFor()
    await see(`recovered-${kind}`)
  }
  await main.asUsual('desktop:storeNotice')
}

async function problems({ screens, main, see }: Walk): Promise<void> {
  for (const [reason, key] of Object.entries(reasons) as [StorageReason, MessageKey][]) {
    await main.refuse('auth:welcome', { code: 'storage', reason })
    await screens.page.reload()
    await screens.text(key).waitFor()
    await see(`problem-${reason}`)
  }
  await main.refuse('auth:welcome', { code: 'unexpected', reference: 'f3a91c04' })
  await screens.page.reload()
  await screens.text('store.internal').waitFor()
  await screens.press('store.copy')
  await screens.text('store.copied').waitFor()
  await see('problem-unexpected')
  await main.asUsual('auth:welcome')
}
