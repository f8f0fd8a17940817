import { describe, expect, it } from 'vitest'
import { clearRecoveryKey, copyRecoveryKey, createSecretClipboard } from '../../../main/desktop/files/secret-clipboard'
import { systemClipboard } from '../../../main/desktop/files/system-clipboard'
import type { Timers } from '../../../main/desktop/lifecycle/timers'

const key = '7K4MQX2RVT9HDWN3CZFAP8GJT'
const dashed = '7K4MQ-X2RVT-9HDWN-3CZFA-P8GJT'
const other = 'ABCDE-FGHJK-MNPQR-STVWX-YZ01C'

function world() {
  const board = { text: '' }
  let now = 0
  let clearedCount = 0
  const pending = new Set<{ due: number; run: () => void }>()
  const timers: Timers = {
    after(ms, run) {
      const timer = { due: now + ms, run }
      pending.add(timer)
      return () => void pending.delete(timer)
    },
    every: () => () => undefined,
  }
  const clipboard = {
    readText: (): string | Promise<string> => board.text,
    writeText: (text: string): unknown => void (board.text = text),
    clear: () => void (board.text = ''),
  }
  const secretClipboard = createSecretClipboard({
    clipboard: systemClipboard('linux', clipboard, undefined),
    timers,
    onCleared: () => (clearedCount += 1),
  })
  return {
    board,
    clipboard,
    secretClipboard,
    cleared: () => clearedCount,
    advance: async (seconds: number) => {
      now += seconds * 1000
      for (const timer of [...pending]) {
        if (timer.due <= now && pending.delete(timer)) timer.run()
      }
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

/** Writes wait until the returned function runs; it writes them in order. */
function holdWrites(board: { text: string }, clipboard: { writeText: (text: string) => unknown }) {
  const held: (() => void)[] = []
  clipboard.writeText = (text) =>
    new Promise<void>((resolve) => {
      held.push(() => {
        board.text = text
        resolve()
      })
    })
  return async () => {
    for (let turns = 0; turns < 20; turns += 1) {
      held.shift()?.()
      await Promise.resolve()
    }
  }
}

describe('a copied recovery key', () => {
  it('is copied in groups, whatever form it is given in', async () => {
    const { board, secretClipboard } = world()
    expect(await copyRecoveryKey({ secretClipboard }, { recoveryKey: key.toLowerCase() })).toEqual({
      ok: true,
      value: { clearedAfterSeconds: 60, hiddenFromHistory: false },
    })
    expect(board.text).toBe(dashed)
  })

  it('is cleared after 60 seconds, not earlier, and reports it', async () => {
    const { board, secretClipboard, advance, cleared } = world()
    await secretClipboard.copy(dashed)
    await advance(59)
    expect(board.text).toBe(dashed)
    await advance(1)
    expect(board.text).toBe('')
    expect(cleared()).toBe(1)
  })

  it('is cleared at once on request, and only once', async () => {
    const { board, secretClipboard, advance, cleared } = world()
    await secretClipboard.copy(dashed)
    expect(await clearRecoveryKey({ secretClipboard })).toEqual({ ok: true, value: null })
    expect(board.text).toBe('')
    await advance(60)
    expect(cleared()).toBe(1)
  })

  it('is not cleared if something else was copied meanwhile', async () => {
    const { board, secretClipboard, advance, cleared } = world()
    await secretClipboard.copy(dashed)
    board.text = 'a shopping list'
    await advance(60)
    expect(board.text).toBe('a shopping list')
    expect(cleared()).toBe(0)
  })

  it('restarts the 60 seconds when it is copied again', async () => {
    const { board, secretClipboard, advance } = world()
    await secretClipboard.copy(dashed)
    await advance(40)
    await secretClipboard.copy(dashed)
    await advance(40)
    expect(board.text).toBe(dashed)
    await advance(20)
    expect(board.text).toBe('')
  })

  it('survives a clear of the previous key that is still running', async () => {
    const { board, secretClipboard } = world()
    await secretClipboard.copy(dashed)
    const clearing = secretClipboard.clear()
    await secretClipboard.copy(other)
    await clearing
    expect(board.text).toBe(other)
  })

  it('is cleared when its copy ends after the clear', async () => {
    const { board, secretClipboard, clipboard, cleared } = world()
    const write = holdWrites(board, clipboard)
    const copying = secretClipboard.copy(dashed)
    const clearing = secretClipboard.clear()
    await write()
    await Promise.all([copying, clearing])
    expect(board.text).toBe('')
    expect(cleared()).toBe(1)
  })

  it('is cleared when its copy ends after the clear has stopped waiting for it', async () => {
    const { board, secretClipboard, clipboard, advance } = world()
    const write = holdWrites(board, clipboard)
    const copying = secretClipboard.copy(dashed)
    const clearing = secretClipboard.clear()
    await advance(1)
    await clearing
    await write()
    await copying
    expect(board.text).toBe('')
  })

  it('leaves the clipboard alone if its copy fails after the clear', async () => {
    const { board, secretClipboard, clipboard, cleared } = world()
    board.text = 'a shopping list'
    clipboard.writeText = () => Promise.reject(new Error('no clipboard'))
    const copying = secretClipboard.copy(dashed)
    const clearing = secretClipboard.clear()
    await expect(copying).rejects.toThrow('no clipboard')
    await clearing
    expect(board.text).toBe('a shopping list')
    expect(cleared()).toBe(0)
  })

  it('stays if it is copied again before the cleared copy ends', async () => {
    const { board, secretClipboard, clipboard, advance } = world()
    const write = holdWrites(board, clipboard)
    const copying = secretClipboard.copy(dashed)
    const clearing = secretClipboard.clear()
    const again = secretClipboard.copy(other)
    await write()
    await Promise.all([copying, clearing, again])
    expect(board.text).toBe(other)
    await advance(60)
    expect(board.text).toBe('')
  })

  it('does not delay a clear for longer than a read may take', async () => {
    const { secretClipboard, clipboard, advance } = world()
    clipboard.writeText = () => new Promise(() => undefined)
    void secretClipboard.copy(dashed)
    const clearing = secretClipboard.clear()
    await advance(1)
    await advance(1)
    await clearing
  })

  it('is cleared in time even if no program answers the read', async () => {
    const { board, secretClipboard, advance, cleared, clipboard } = world()
    await secretClipboard.copy(dashed)
    clipboard.readText = () => new Promise<string>(() => {})
    const clearing = secretClipboard.clear()
    await advance(1)
    await clearing
    expect(board.text).toBe('')
    expect(cleared()).toBe(1)
  })

  it('is cleared if the read fails', async () => {
    const { board, secretClipboard, clipboard } = world()
    await secretClipboard.copy(dashed)
    clipboard.readText = () => Promise.reject(new Error('no selection owner'))
    await secretClipboard.clear()
    expect(board.text).toBe('')
  })

  it('is the only content that is ever cleared', async () => {
    const { board, secretClipboard, cleared } = world()
    board.text = 'other content'
    await secretClipboard.clear()
    expect(board.text).toBe('other content')
    expect(cleared()).toBe(0)
  })
})
