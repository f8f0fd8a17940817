import { useEffect, useEffectEvent, useRef } from 'react'
import { useAnnounce } from './Announcer'

/**
 * Announces the message of a notice that appears while the screen is shown. The screen announces
 * its first notice. A change of language changes the message, not the notice.
 */
export function useLaterNotice(notice: unknown, message: string | undefined): void {
  const { polite } = useAnnounce()
  const previous = useRef(notice)
  const announce = useEffectEvent(() => {
    if (message !== undefined) polite(message)
  })
  useEffect(() => {
    if (previous.current !== notice) announce()
    previous.current = notice
  }, [notice])
}
