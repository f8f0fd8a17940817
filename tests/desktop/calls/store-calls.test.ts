import { describe, expect, it } from 'vitest'
import type { Recovered } from '../../../preload/desktop'
import type { StorageReason } from '../../../main/database/engine/storage-error'
import { reopenStore, storeNotice, type StoreDeps } from '../../../main/desktop/calls/store-calls'

function storeThat(problemAfterOpening: StorageReason | null, notice: Recovered | null = null): StoreDeps['store'] {
  const store = {
    problem: 'readOnly' as StorageReason | null,
    open() {
      store.problem = problemAfterOpening
      return Promise.resolve()
    },
    notice: () => (store.problem ? null : notice),
  }
  return store
}

describe('trying the store again', () => {
  it('answers null once it is open', async () => {
    expect(await reopenStore({ store: storeThat(null) })).toEqual({ ok: true, value: null })
  })

  it('answers the reason that stands now', async () => {
    expect(await reopenStore({ store: storeThat('locked') })).toEqual({
      ok: false,
      error: { code: 'storage', reason: 'locked' },
    })
  })
})

describe('what opening had to recover', () => {
  it('is said once the store is open, and waits for that', async () => {
    const notice = { recovered: 'tornTail', at: 7 } as const
    expect(await storeNotice({ store: storeThat(null, notice) })).toEqual({ ok: true, value: notice })
  })

  it('is nothing when there was nothing, or no store', async () => {
    expect(await storeNotice({ store: storeThat(null) })).toEqual({ ok: true, value: null })
    expect(await storeNotice({ store: storeThat('corrupt') })).toEqual({ ok: true, value: null })
  })
})
