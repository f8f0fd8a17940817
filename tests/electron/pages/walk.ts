import type { Latchkey } from '../fixtures'
import type { MainSide } from './main-side'
import type { Screens } from './screens'

/** Called in each state, with a name that says which: `login-refused`. It may move the focus; the fields stay. */
export type See = (name: string) => Promise<void>

/** What each part of the walk through every state works with. */
export type Walk = {
  latchkey: Latchkey
  screens: Screens
  main: MainSide
  see: See
  /** Time passes on both sides of the border: in the page's clock and in main's. */
  pass: (ms: number) => Promise<void>
}
