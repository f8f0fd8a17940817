import type { AuthError, Outcome } from '../../../preload/errors'
import type { MenuCommand } from '../../../preload/desktop'
import { expect, type Latchkey } from '../fixtures'
import type { FakeDesktop } from '../world/desktop'
import type { FakeKeyStore } from '../world/key-store'

/** What a test does in the main process: the part of the story that no screen can tell. */
export type MainSide = {
  /** Answers this in the call's place from now on. */
  answer: (call: string, outcome: Outcome<unknown>) => Promise<void>
  refuse: (call: string, error: AuthError) => Promise<void>
  /** The call answers for itself again. */
  asUsual: (call: string) => Promise<void>
  /** Keeps the call waiting, until it is released. */
  hold: (call: string) => Promise<void>
  release: (call: string) => Promise<void>
  advance: (ms: number) => Promise<void>
  /** How often each call arrived. */
  made: () => Promise<Record<string, number>>
  system: (change: Partial<Pick<FakeDesktop, 'saveTo' | 'open' | 'printer' | 'clipboard'>>) => Promise<void>
  clipboard: () => Promise<string>
  asked: () => Promise<FakeDesktop['asked']>
  /** Clicks the menu item with this id, as soon as it can be chosen. */
  choose: (id: string) => Promise<void>
  /** Chooses the command in the menu bar. */
  command: (command: MenuCommand) => Promise<void>
  /** The page is told that the session ends in a minute; main goes on as before, so that a test may take its time. */
  warnOfIdleness: () => Promise<void>
  keyStore: (state: FakeKeyStore['state']) => Promise<void>
}

const forEver = 3_600_000

export function mainSideOf({ world, app }: Pick<Latchkey, 'world' | 'app'>): MainSide {
  const delay = (call: string, ms: number) =>
    world.evaluate((there, [name, time]) => void (there.calls.delays[name] = time), [call, ms] as const)
  const answer = (call: string, outcome: Outcome<unknown> | undefined) =>
    world.evaluate((there, [name, given]) => void (there.calls.answers[name] = given), [call, outcome] as const)
  const choose = (id: string) =>
    expect.poll(() => clickItem(app, id), { message: `the menu item ${id} was clicked` }).toBe(true)
  return {
    answer,
    refuse: (call, error) => answer(call, { ok: false, error }),
    asUsual: (call) => answer(call, undefined),
    hold: (call) => delay(call, forEver),
    release: (call) => delay(call, 0),
    advance: (ms) => world.evaluate((there, time) => there.clock.advance(time), ms),
    made: async () => counted(await world.evaluate((there) => [...there.calls.made])),
    system: (change) => world.evaluate((there, given) => void Object.assign(there.desktop, given), change),
    clipboard: () => world.evaluate((there) => there.desktop.clipboard),
    asked: () => world.evaluate((there) => [...there.desktop.asked]),
    // Not in the middle of whatever main is doing: `evaluate` would interrupt it.
    warnOfIdleness: () =>
      app.evaluate(({ BrowserWindow }) => {
        const logOutAt = globalThis.latchkeyTest.clock.now() + 60_000
        for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send('auth:idleWarning', { logOutAt })
      }),
    keyStore: (state) => world.evaluate((there, given) => void (there.keyStore.state = given), state),
    choose,
    command: (command) => (command === 'apiExplorer' ? sendCommand(app, command) : choose(command)),
  }
}

/**
 * Clicks the menu item with this id if it can be chosen now, and answers whether it was clicked;
 * Electron also clicks a disabled item. Not in the middle of whatever main is doing: `evaluate`
 * would interrupt it.
 */
function clickItem(app: Latchkey['app'], id: string): Promise<boolean> {
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

/** The explorer has a menu item in developer mode only, which the tests' build is not in. */
function sendCommand(app: Latchkey['app'], command: MenuCommand): Promise<void> {
  return app.evaluate(({ BrowserWindow }, given) => {
    for (const { webContents } of BrowserWindow.getAllWindows()) webContents.send('desktop:command', given)
  }, command)
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
