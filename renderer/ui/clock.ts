import { createContext, useContext } from 'react'

/** Two clocks, as in main: the wall clock says when, the monotonic one cannot be set. */
export type Clock = { now: () => number; monotonic: () => number }

const ClockContext = createContext<Clock>({ now: () => Date.now(), monotonic: () => performance.now() })

export const ClockProvider = ClockContext.Provider
export const useClock = () => useContext(ClockContext)
