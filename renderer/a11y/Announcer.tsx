import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { useText } from '../app/intl'
import { useAuth } from '../app/store-context'

export type Announce = {
  /** For progress, success and new screens: waits until the reader finishes. */
  polite: (text: string) => void
  /** For errors: interrupts the reader. */
  assertive: (text: string) => void
}

const AnnounceContext = createContext<Announce>({ polite: () => undefined, assertive: () => undefined })

/** Announces text to screen readers. Both functions are stable across renders. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}

/**
 * The two live regions of the window. They exist from the first paint. More regions would speak at
 * the same time.
 */
export function Announcer({ children }: { children: ReactNode }) {
  const [{ announce: polite, attach: attachPolite, clear: clearPolite }] = useState(createLiveRegion)
  const [{ announce: assertive, attach: attachAssertive, clear: clearAssertive }] = useState(createLiveRegion)
  const announce = useMemo(() => ({ polite, assertive }), [polite, assertive])
  useClearOnChange(clearPolite)
  useClearOnChange(clearAssertive)
  return (
    <AnnounceContext value={announce}>
      {children}
      <div id={liveRegionsId}>
        <div ref={attachPolite} id="live-polite" className="visually-hidden" role="status" aria-live="polite" />
        <div ref={attachAssertive} id="live-assertive" className="visually-hidden" role="alert" aria-live="assertive" />
      </div>
    </AnnounceContext>
  )
}

/**
 * Clears a region when the screen or the language changes: its text belongs to the earlier screen,
 * and a reader could still find it. React runs a cleanup before the effects of the same update,
 * which announce the new screen, so their texts stay.
 */
function useClearOnChange(clear: () => void) {
  const screen = useAuth((state) => state.screen.name)
  const text = useText()
  useEffect(() => clear, [clear, screen, text])
}

const liveRegionsId = 'voices'

/**
 * Content behind a modal dialog is inert, and inert live regions are silent. Moves both into the
 * topmost dialog, and back when it closes.
 */
export function moveLiveRegions(): void {
  const container = document.getElementById(liveRegionsId)
  const target = Array.from(document.querySelectorAll('dialog[open]')).at(-1) ?? container
  for (const id of ['live-polite', 'live-assertive']) {
    const region = document.getElementById(id)
    if (region && region.parentElement !== target) target?.append(region)
  }
}

/** Readers ignore an unchanged text. A repeated text is removed and set again after this delay. */
const repeatDelayMs = 100

function createLiveRegion() {
  let region: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  // Texts of the same task, for example of a screen and of its notice, become one text. Otherwise
  // the last would replace the others before they are read.
  let batch: string[] = []
  const write = (text: string) => {
    if (region) region.textContent = text
  }
  const announce = (text: string) => {
    if (batch.includes(text)) return
    if (batch.length === 0) setTimeout(() => (batch = []))
    batch.push(text)
    const joined = batch.join(' ')
    clearTimeout(timer)
    const repeated = region?.textContent === joined
    write(repeated ? '' : joined)
    if (repeated) timer = setTimeout(() => write(joined), repeatDelayMs)
  }
  const attach = (element: HTMLElement | null) => {
    region = element
  }
  const clear = () => {
    // A text of this task came with the change, for example the notice of a recovery.
    if (batch.length > 0) return
    clearTimeout(timer)
    write('')
  }
  return { attach, announce, clear }
}
