import type { Latchkey } from '../fixtures'
import { mainSideOf } from './main-side'
import { screensOf } from './screens'
import { firstRun } from './states/first-run'
import { logIn, logOut } from './states/log-in'
import { recoveryKey } from './states/recovery-key'
import { life } from './states/life'
import { reset } from './states/reset'
import { deletion } from './states/deletion'
import { session } from './states/session'
import { activity } from './states/activity'
import { transfer } from './states/transfer'
import { startAndStore } from './states/start-and-store'
import { twoFactor } from './states/two-factor'
import { otherKeys } from './states/other-keys'
import type { See, Walk } from './walk'
import type { Language } from './words'

/** One launch, every screen in every state it has, from a first start to a broken store. */
export async function everyState(latchkey: Latchkey, language: Language, see: See): Promise<void> {
  const main = mainSideOf(latchkey)
  await latchkey.page.clock.install()
  const pass = async (ms: number) => {
    await main.advance(ms)
    await latchkey.page.clock.fastForward(ms)
  }
  const walk: Walk = { latchkey, screens: screensOf(latchkey.page, language), main, see, pass }
  for (const part of [
    firstRun,
    recoveryKey,
    session,
    activity,
    logOut,
    logIn,
    life,
    twoFactor,
    reset,
    otherKeys,
    deletion,
    transfer,
    startAndStore,
  ]) {
    await part(walk)
  }
}
