import { useEffect, useEffectEvent } from 'react'
import { useActions } from '../app/store-context'
import { firstEmptyField } from '../ui/Screen'

/** The keyboard shortcut for Back, and the focus when the window becomes active again. */
export function useWindowKeys(mainId: string) {
  const { back } = useActions()
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (!isBackShortcut(event)) return
    event.preventDefault()
    if (!document.querySelector('dialog[open]')) back() // a modal dialog blocks what is behind it
  })
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event)
    window.addEventListener('keydown', key)
    return () => window.removeEventListener('keydown', key)
  }, [])
  useKeyboardFlag()
  useFocusRestore(mainId)
}

/** Alt+Left; on macOS ⌘[, because Alt+Left moves the caret by a word there. */
function isBackShortcut({ key, altKey, metaKey, ctrlKey, shiftKey }: KeyboardEvent): boolean {
  if (ctrlKey || shiftKey) return false
  if (navigator.platform.startsWith('Mac')) return key === '[' && metaKey && !altKey
  return key === 'ArrowLeft' && altKey && !metaKey
}

/**
 * Marks the page while a person moves the focus with Tab or the arrow keys. A heading focused by
 * script shows its focus ring only then; controls always show theirs. Typing removes the mark:
 * a person who types a password and presses Enter does not move the focus by keyboard.
 */
function useKeyboardFlag() {
  useEffect(() => {
    const { dataset } = document.documentElement
    const set = ({ key }: KeyboardEvent) => {
      if (key === 'Tab' || key.startsWith('Arrow')) dataset['keyboard'] = ''
    }
    const clear = () => delete dataset['keyboard']
    window.addEventListener('keydown', set, true)
    // Not `input`: the space bar on a checkbox sends it too.
    window.addEventListener('beforeinput', clear, true)
    window.addEventListener('pointerdown', clear, true)
    return () => {
      window.removeEventListener('keydown', set, true)
      window.removeEventListener('beforeinput', clear, true)
      window.removeEventListener('pointerdown', clear, true)
    }
  }, [])
}

/**
 * Chromium can move the focus to the body while the window is inactive. Restores it to the last
 * element, else to the first empty field.
 */
function useFocusRestore(mainId: string) {
  useEffect(() => {
    let last: HTMLElement | null = null
    const remember = (event: FocusEvent) => {
      last = event.target instanceof HTMLElement ? event.target : null
    }
    const restore = () => {
      if (document.activeElement !== document.body) return
      const target = last?.isConnected ? last : firstEmptyField(document.getElementById(mainId))
      target?.focus()
    }
    document.addEventListener('focusin', remember)
    window.addEventListener('focus', restore)
    return () => {
      document.removeEventListener('focusin', remember)
      window.removeEventListener('focus', restore)
    }
  }, [mainId])
}
