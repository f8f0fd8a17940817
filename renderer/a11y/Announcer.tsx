import { createContext, useContext, useMemo, useState, type ReactNode } from 'react'

export type Announce = {
  /** Progress, success, a new screen: after what is being read. */
  polite: (text: string) => void
  /** Errors: at once. */
  assertive: (text: string) => void
}

const AnnounceContext = createContext<Announce>({ polite: () => undefined, assertive: () => undefined })

/** What a screen reader is told beside the focus. Both functions stay the same for ever. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext)
}

/** The two live regions of the window, there from the first paint and never more than two: several at once would flood. */
export function Announcer({ children }: { children: ReactNode }) {
  const [{ say: polite, attach: attachPolite }] = useState(createLiveRegion)
  const [{ say: assertive, attach: attachAssertive }] = useState(createLiveRegion)
  const announce = useMemo(() => ({ polite, assertive }), [polite, assertive])
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

const liveRegionsId = 'voices'

/**
 * What lies under a modal dialog is inert, and an inert live region says nothing: both go where they are heard, into
 * the dialog opened last, and back when it closes.
 */
export function moveLiveRegions(): void {
  const home = document.getElementById(liveRegionsId)
  const heard = Array.from(document.querySelectorAll('dialog[open]')).at(-1) ?? home
  for (const id of ['live-polite', 'live-assertive']) {
    const region = document.getElementById(id)
    if (region && region.parentElement !== heard) heard?.append(region)
  }
}

/** Readers keep silent about a text that does not change, so the same one again is taken out and put back. */
const repeatMs = 100

function createLiveRegion() {
  let region: HTMLElement | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  // What is said at one moment, by a screen and by a notice above it: one text, or the last would silence the others.
  let together: string[] = []
  const write = (text: string) => {
    if (region) region.textContent = text
  }
  const say = (text: string) => {
    if (together.includes(text)) return
    if (together.length === 0) setTimeout(() => (together = []))
    together.push(text)
    const whole = together.join(' ')
    clearTimeout(timer)
    const repeated = region?.textContent === whole
    write(repeated ? '' : whole)
    if (repeated) timer = setTimeout(() => write(whole), repeatMs)
  }
  const attach = (element: HTMLElement | null) => {
    region = element
  }
  return { attach, say }
}
