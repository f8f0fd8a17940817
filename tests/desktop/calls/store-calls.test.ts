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

describe('reopening the store', () => {
  it('answers null once it is open', async () => {
    expect(await reopenStore({ store: storeThat(null) })).toEqual({ ok: true, value: null })
  })

  it('answers the current reason if it still cannot be opened', async () => {
    expect(await reopenStore({ store: storeThat('locked') })).toEqual({
      ok: false,
      error: { code: 'storage', reason: 'locked' },
    })
  })
})

describe('the store notice', () => {
  it('waits until the store is open and reports what was recovered', async () => {
    const notice = { recovered: 'tornTail', at: 7 } as const
    expect(await storeNotice({ store: storeThat(null, notice) })).toEqual({ ok: true, value: notice })
  })

  it('is null if nothing was recovered or the store cannot be opened', async () => {
    expect(await storeNotice({ store: storeThat(null) })).toEqual({ ok: true, value: null })
    expect(await storeNotice({ store: storeThat('corrupt') })).toEqual({ ok: true, value: null })
  })
})
