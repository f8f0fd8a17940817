import { useCallback, useEffect, useRef } from 'react'

/**
 * Defers a change until the pressed pointer button is released. A line that appears or disappears
 * under a field on blur moves the content below. Between press and release this would move the
 * pressed button away, and the click would be lost.
 */
export function useAfterPointer(): (change: () => void) => void {
  const pressed = useRef(false)
  const queued = useRef<(() => void)[]>([])
  useEffect(() => {
    const down = () => (pressed.current = true)
    const up = () => {
      pressed.current = false
      const changes = queued.current.splice(0)
      // A timer runs after the click.
      if (changes.length > 0) setTimeout(() => changes.forEach((change) => change()))
    }
    document.addEventListener('pointerdown', down, true)
    document.addEventListener('pointerup', up, true)
    document.addEventListener('pointercancel', up, true)
    return () => {
      document.removeEventListener('pointerdown', down, true)
      document.removeEventListener('pointerup', up, true)
      document.removeEventListener('pointercancel', up, true)
    }
  }, [])
  return useCallback((change: () => void) => {
    if (pressed.current) queued.current.push(change)
    else change()
  }, [])
}
