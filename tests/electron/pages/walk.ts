import type { Latchkey } from '../fixtures'
import type { MainSide } from './main-side'
import type { Screens } from './screens'

/**
 * Called once in each state of a screen, with the name of the state: `login-refused`. It may move
 * the focus, but must not change a field.
 */
export type VisitState = (name: string) => Promise<void>

/**
 * The walk visits every screen in every state, in one run of the app. This is what each part of it
 * works with.
 */
export type Walk = {
  latchkey: Latchkey
  screens: Screens
  main: MainSide
  visit: VisitState
  /** Moves the clock of the page and the clock of main by the same time. */
  advanceClocks: (ms: number) => Promise<void>
}
