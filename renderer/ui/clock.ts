import { createContext, useContext } from 'react'

/** The same two clocks as in main: `now` is the wall clock; `monotonic` cannot be set back. */
export type Clock = { now: () => number; monotonic: () => number }

const ClockContext = createContext<Clock>({ now: () => Date.now(), monotonic: () => performance.now() })

export const ClockProvider = ClockContext.Provider
export const useClock = () => useContext(ClockContext)
