import { describe, expect, it } from 'vitest'
import { clearRecoveryKey, copyRecoveryKey, createKeyClipboard } from '../../../main/desktop/files/secret-clipboard'
import type { Timers } from '../../../main/desktop/lifecycle/timers'

const key = '7K4MQX2RVT9HDWN3CZFAP8GJT'
const dashed = '7K4MQ-X2RVT-9HDWN-3CZFA-P8GJT'
const other = 'ABCDE-FGHJK-MNPQR-STVWX-YZ01C'

function world() {
  const board = { text: '' }
  let now = 0
  let cleared = 0
  const waiting = new Set<{ due: number; run: () => void }>()
  const timers: Timers = {
    after(ms, run) {
      const timer = { due: now + ms, run }
      waiting.add(timer)
      return () => void waiting.delete(timer)
    },
    every: () => () => undefined,
  }
  const clipboard = {
    readText: () => board.text,
    writeText: (text: string) => void (board.text = text),
    clear: () => void (board.text = ''),
  }
  const keyClipboard = createKeyClipboard({ clipboard, timers, onCleared: () => (cleared += 1) })
  return {
    board,
    keyClipboard,
    cleared: () => cleared,
    pass: async (seconds: number) => {
      now += seconds * 1000
      for (const timer of [...waiting]) {
        if (timer.due <= now && waiting.delete(timer)) timer.run()
      }
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

describe('a copied recovery key', () => {
  it('stands on the clipboard as it is written down, whatever form it came in', async () => {
    const { board, keyClipboard } = world()
    expect(await copyRecoveryKey({ keyClipboard }, { recoveryKey: key.toLowerCase() })).toEqual({
      ok: true,
      value: { clearedAfterSeconds: 60 },
    })
    expect(board.text).toBe(dashed)
  })

  it('goes after 60 seconds, not before, and says so', async () => {
    const { board, keyClipboard, pass, cleared } = world()
    await keyClipboard.copy(dashed)
    await pass(59)
    expect(board.text).toBe(dashed)
    await pass(1)
    expect(board.text).toBe('')
    expect(cleared()).toBe(1)
  })

  it('goes at once when asked, and only once', async () => {
    const { board, keyClipboard, pass, cleared } = world()
    await keyClipboard.copy(dashed)
    expect(await clearRecoveryKey({ keyClipboard })).toEqual({ ok: true, value: null })
    expect(board.text).toBe('')
    await pass(60)
    expect(cleared()).toBe(1)
  })

  it('leaves alone what somebody copied meanwhile', async () => {
    const { board, keyClipboard, pass, cleared } = world()
    await keyClipboard.copy(dashed)
    board.text = 'a shopping list'
    await pass(60)
    expect(board.text).toBe('a shopping list')
    expect(cleared()).toBe(0)
  })

  it('starts a new minute when it is copied again', async () => {
    const { board, keyClipboard, pass } = world()
    await keyClipboard.copy(dashed)
    await pass(40)
    await keyClipboard.copy(dashed)
    await pass(40)
    expect(board.text).toBe(dashed)
    await pass(20)
    expect(board.text).toBe('')
  })

  it('is not taken away by the clearing of the one before it', async () => {
    const { board, keyClipboard } = world()
    await keyClipboard.copy(dashed)
    const clearing = keyClipboard.clear()
    await keyClipboard.copy(other)
    await clearing
    expect(board.text).toBe(other)
  })

  it('is the only thing that is ever cleared', async () => {
    const { board, keyClipboard, cleared } = world()
    board.text = 'nothing of ours'
    await keyClipboard.clear()
    expect(board.text).toBe('nothing of ours')
    expect(cleared()).toBe(0)
  })
})
