import { createContext, useContext, useId, useRef, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'

type OpenState = readonly [id: string | null, setId: (id: string | null) => void]

const OpenContext = createContext<OpenState | null>(null)

/**
 * Of the openers inside, at most one is open: opening one closes the other. An opener with the
 * name `initial` is open from the start.
 */
export function OneOpen({ initial, children }: { initial: string | null; children: ReactNode }) {
  const state = useState(initial)
  return (
    <OpenContext value={state}>
      <div>{children}</div>
    </OpenContext>
  )
}

/** State of content that opens in place. Closing it returns the focus to the opening button. */
export function useOpener(name?: string) {
  const opener = useRef<HTMLButtonElement>(null)
  const ownId = useId()
  const id = name ?? ownId
  const own = useState<string | null>(null)
  const [openId, setOpenId] = useContext(OpenContext) ?? own
  const isOpen = openId === id
  const close = () => {
    flushSync(() => setOpenId(null)) // the opener must be rendered before it can be focused
    opener.current?.focus()
  }
  return { opener, isOpen, toggle: () => setOpenId(isOpen ? null : id), close }
}
