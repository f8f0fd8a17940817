import type { Latchkey } from '../fixtures'
import { mainSideOf } from './main-side'
import { screensOf } from './screens'
import { closedRegistration } from './states/closed-registration'
import { firstRun } from './states/first-run'
import { logIn, logOut } from './states/log-in'
import { recoveryKey } from './states/recovery-key'
import { sessionLifecycle } from './states/life'
import { reset } from './states/reset'
import { deletion } from './states/deletion'
import { session } from './states/session'
import { accounts } from './states/accounts'
import { activity } from './states/activity'
import { firstRestore, transfer } from './states/transfer'
import { startAndStore } from './states/start-and-store'
import { twoFactor } from './states/two-factor'
import { otherKeys } from './states/other-keys'
import { privateData } from './states/private-data'
import type { VisitState, Walk } from './walk'
import type { Language } from './words'

/**
 * Brings one running app into every state of every screen, from the first start to a store that
 * does not open, and calls `visit` in each.
 */
export async function everyState(latchkey: Latchkey, language: Language, visit: VisitState): Promise<void> {
  const main = mainSideOf(latchkey)
  await latchkey.page.clock.install()
  const advanceClocks = async (ms: number) => {
    await main.advance(ms)
    await latchkey.page.clock.fastForward(ms)
  }
  const walk: Walk = { latchkey, screens: screensOf(latchkey.page, language), main, visit, advanceClocks }
  for (const part of [
    firstRun,
    recoveryKey,
    session,
    activity,
    accounts,
    logOut,
    closedRegistration,
    logIn,
    sessionLifecycle,
    twoFactor,
    reset,
    otherKeys,
    privateData,
    transfer,
    deletion,
    firstRestore,
    startAndStore,
  ]) {
    await part(walk)
  }
}
