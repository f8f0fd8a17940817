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
  tooLarge: 'store.tooLarge',
  readOnly: 'store.readonly',
  io: 'store.io',
}

/** A slow start, a start after a recovery, and every error that keeps the store from opening. */
export async function startAndStore(walk: Walk): Promise<void> {
  await slowStart(walk)
  await recovered(walk)
  await problems(walk)
}

async function slowStart({ screens, main, visit, advanceClocks }: Walk): Promise<void> {
  await main.hold('auth:welcome')
  await screens.page.reload()
  await advanceClocks(400)
  await screens.text('welcome.h1').waitFor()
  await advanceClocks(400)
  await screens.text('busy.opening').waitFor()
  await visit('starting')
  await main.release('auth:welcome')
  await screens.text('welcome.first').waitFor()
}

async function recovered({ screens, main, visit }: Walk): Promise<void> {
  for (const kind of ['fromBackup', 'journalSetAside', 'tornTail'] as const) {
    const at = Date.UTC(2026, 10, 21, 14, 3)
    await main.answer('desktop:storeNotice', { ok: true, value: { recovered: kind, at } })
    await screens.page.reload()
    await screens.text('recovered.h2').waitFor()
    await visit(`recovered-${kind}`)
  }
  await main.passThrough('desktop:storeNotice')
}

async function problems({ screens, main, visit }: Walk): Promise<void> {
  for (const [reason, key] of Object.entries(reasons) as [StorageReason, MessageKey][]) {
    await main.refuse('auth:welcome', { code: 'storage', reason })
    await screens.page.reload()
    await screens.text(key).waitFor()
    await visit(`problem-${reason}`)
  }
  await main.refuse('auth:welcome', { code: 'unexpected', reference: 'f3a91c04' })
  await screens.page.reload()
  await screens.text('store.internal').waitFor()
  await screens.press('store.copy')
  await screens.text('store.copied').waitFor()
  await visit('problem-unexpected')
  await main.passThrough('auth:welcome')
}
