import { useCallback, useEffect, useRef } from 'react'

/**
 * Puts a change off until the pressed mouse button is up again. A line that comes or goes under a field when it is left
 * moves what stands below: between press and release it would carry the pressed button away and swallow the click.
 */
export function useAfterPointer(): (change: () => void) => void {
  const pressed = useRef(false)
  const waiting = useRef<(() => void)[]>([])
  useEffect(() => {
    const down = () => (pressed.current = true)
    const up = () => {
      pressed.current = false
      const changes = waiting.current.splice(0)
      if (changes.length > 0) setTimeout(() => changes.forEach((change) => change())) // after the click
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
    if (pressed.current) waiting.current.push(change)
    else change()
  }, [])
}
