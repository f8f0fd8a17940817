import { useEffect, useEffectEvent } from 'react'
import { useActions } from '../app/store-context'
import { firstEmptyField } from '../ui/Screen'

/** What the whole window answers to: the way back by keyboard, and the focus when somebody returns to the window. */
export function useWindowKeys(mainId: string) {
  const { back } = useActions()
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isBack(event)) return
    event.preventDefault()
    back()
  })
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }, [])
  useKeyboardMark()
  useFocusReturn(mainId)
}

/** Alt+Left; on macOS, where that moves the caret by a word, ⌘[. */
function isBack({ key, altKey, metaKey, ctrlKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || shiftKey) return false
  if (navigator.platform.startsWith('Mac')) return key === '[' && metaKey && !altKey
  return key === 'ArrowLeft' && altKey && !metaKey
}

/**
 * Marks the page while somebody uses the keyboard: a heading that takes the focus by script shows its ring only then.
 * Controls show theirs always.
 */
function useKeyboardMark() {
  useEffect(() => {
    const { dataset } = document.documentElement
    const key = () => (dataset['keyboard'] = '')
    const pointer = () => delete dataset['keyboard']
    window.addEventListener('keydown', key, true)
    window.addEventListener('pointerdown', pointer, true)
    return () => {
      window.removeEventListener('keydown', key, true)
      window.removeEventListener('pointerdown', pointer, true)
    }
  }, [])
}

/** Chromium can lose the focus to the body while the window is away: back to where it was, else where typing goes on. */
function useFocusReturn(mainId: string) {
  useEffect(() => {
    let last: HTMLElement | null = null
    const remember = (event: FocusEvent) => {
      last = event.target instanceof HTMLElement ? event.target : null
    }
    const restore = () => {
      if (document.activeElement !== document.body) return
      const there = last?.isConnected ? last : firstEmptyField(document.getElementById(mainId))
      there?.focus()
    }
    document.addEventListener('focusin', remember)
    window.addEventListener('focus', restore)
    return () => {
      document.removeEventListener('focusin', remember)
      window.removeEventListener('focus', restore)
    }
  }, [mainId])
}
