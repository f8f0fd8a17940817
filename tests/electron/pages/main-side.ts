import type { AuthError, Outcome } from '../../../preload/errors'
import type { MenuCommand } from '../../../preload/desktop'
import { expect, type Latchkey } from '../fixtures'
import type { FakeDesktop } from '../world/desktop'
import type { FakeKeyStore } from '../world/key-store'

/** What a test controls and reads in the main process because no screen offers it. */
export type MainSide = {
  /** Replaces the outcome of the call from now on. */
  answer: (call: string, outcome: Outcome<unknown>) => Promise<void>
  refuse: (call: string, error: AuthError) => Promise<void>
  /** The call returns its own outcome again. */
  passThrough: (call: string) => Promise<void>
  /** Delays the call until it is released. */
  hold: (call: string) => Promise<void>
  release: (call: string) => Promise<void>
  advance: (ms: number) => Promise<void>
  /** How often main received each call. */
  callCounts: () => Promise<Record<string, number>>
  setDesktop: (change: Partial<Pick<FakeDesktop, 'saveTo' | 'open' | 'printer' | 'clipboard'>>) => Promise<void>
  clipboard: () => Promise<string>
  openedDialogs: () => Promise<FakeDesktop['openedDialogs']>
  /** Clicks the menu item with this id, as soon as it can be chosen. */
  clickMenuItem: (id: string) => Promise<void>
  /** Sends a menu command to the page, through its menu item where the test build has one. */
  chooseCommand: (command: MenuCommand) => Promise<void>
  /**
   * Sends the page an idle warning. The session itself does not time out, so the test is not under
   * time pressure.
   */
  warnOfIdleness: () => Promise<void>
  setKeyStore: (state: FakeKeyStore['state']) => Promise<void>
}

const oneHourMs = 3_600_000

export function mainSideOf({ world, app }: Pick<Latchkey, 'world' | 'app'>): MainSide {
  const delay = (call: string, ms: number) =>
    world.evaluate((there, [name, time]) => void (there.calls.delays[name] = time), [call, ms] as const)
  const answer = (call: string, outcome: Outcome<unknown> | undefined) =>
    world.evaluate((there, [name, given]) => void (there.calls.answers[name] = given), [call, outcome] as const)
  const clickMenuItem = (id: string) =>
    expect.poll(() => clickIfEnabled(app, id), { message: `the menu item ${id} was clicked` }).toBe(true)
  return {
    answer,
    refuse: (call, error) => answer(call, { ok: false, error }),
    passThrough: (call) => answer(call, undefined),
    hold: (call) => delay(call, oneHourMs),
    release: (call) => delay(call, 0),
    advance: (ms) => world.evaluate((there, time) => there.clock.advance(time), ms),
    callCounts: async () => countByName(await world.evaluate((there) => [...there.calls.received])),
    setDesktop: (change) => world.evaluate((there, given) => void Object.assign(there.desktop, given), change),
    clipboard: () => world.evaluate((there) => there.desktop.clipboard),
    openedDialogs: () => world.evaluate((there) => [...there.desktop.openedDialogs]),
    warnOfIdleness: () =>
      app.evaluate(({ BrowserWindow }) => {
        const logOutAt = globalThis.latchkeyTest.clock.now() + 60_000
        for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send('auth:idleWarning', { logOutAt })
      }),
    setKeyStore: (state) => world.evaluate((there, given) => void (there.keyStore.state = given), state),
    clickMenuItem,
    chooseCommand: (command) => (command === 'apiExplorer' ? sendCommand(app, command) : clickMenuItem(command)),
  }
}

/**
 * Clicks the menu item with this id if it is enabled, and returns whether it did. The check is
 * needed because `click` also works on a disabled item. `setImmediate` is needed because `evaluate`
 * can run in the middle of a function of the main process.
 */
function clickIfEnabled(app: Latchkey['app'], id: string): Promise<boolean> {
  return app.evaluate(
    ({ Menu }, wanted) =>
      new Promise<boolean>((resolve) => {
        setImmediate(() => {
          const item = Menu.getApplicationMenu()?.getMenuItemById(wanted)
          const canBeChosen = item?.enabled === true
          if (canBeChosen) Reflect.apply(item.click, item, [])
          resolve(canBeChosen)
        })
      }),
    id,
  )
}

/**
 * Sends a command without its menu item. The API explorer has one only in developer mode, which the
 * test build lacks.
 */
function sendCommand(app: Latchkey['app'], command: MenuCommand): Promise<void> {
  return app.evaluate(({ BrowserWindow }, given) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send('desktop:command', given)
  }, command)
}

function countByName(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
