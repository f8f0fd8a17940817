import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Dialogs } from '../../../main/desktop/files/dialogs'
import type { PrintResult } from '../../../main/desktop/files/printing'
import { createDesktopCalls, type DesktopCalls } from '../../../main/desktop/calls/desktop-calls'
import type { DesktopDeps } from '../../../main/desktop/calls/desktop-deps'
import { createTranslate, formatDateTime } from '../../../main/desktop/settings/i18n'
import type { Outcome } from '../../../preload/errors'
import { ana, bob, errorOf, loggedIn, madeOwner, registered, valueOf } from '../../support/people'
import { createWorld, type World } from '../../support/world'
import { inputs } from '../../calls/good-inputs'

const minute = 60_000
const none = { code: 'notLoggedIn', reason: 'none' }
const inDataFolder = { code: 'invalidInput', fields: { path: 'malformed' } }

let world: World
/** Outside of the data folder. */
let folder: string
let path: string
let dialogs: FakeDialogs
let desktop: DesktopCalls
beforeEach(async () => {
  world = await createWorld()
  folder = mkdtempSync(join(tmpdir(), 'latchkey-saved-'))
  path = join(folder, 'saved')
  dialogs = fakeDialogs()
  desktop = desktopOf(world, dialogs)
  await registered(world.auth, ana)
  await registered(world.auth, bob)
})
afterEach(async () => {
  await world.close()
  rmSync(folder, { recursive: true, force: true })
})

type FakeDialogs = Dialogs & {
  print: () => Promise<PrintResult>
  /** Resolves when a dialog is open. Returns a function that answers it. */
  opened: Promise<(chosen: string | null) => void>
}

/** Dialogs that stay open until the test answers them. */
function fakeDialogs(): FakeDialogs {
  const { promise: opened, resolve: open } = withResolvers<(chosen: string | null) => void>()
  const choose = () => {
    const { promise, resolve } = withResolvers<string | null>()
    open(resolve)
    return promise
  }
  const print = async (): Promise<PrintResult> => ((await choose()) === null ? 'cancelled' : 'printed')
  return { save: choose, open: choose, folder: choose, print, opened }
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((resolvePromise) => (resolve = resolvePromise))
  return { promise, resolve }
}

/** The real calls on the real database, with dialogs that a test answers. */
function desktopOf({ accounts, folder: dataFolder }: World, { print, ...fake }: FakeDialogs): DesktopCalls {
  const deps: Partial<DesktopDeps> = {
    store: accounts.store,
    transfer: accounts.transfer,
    activity: accounts.calls.activity,
    pageSize: 100,
    translate: createTranslate('en'),
    today: () => '22 November 2026',
    dateTime: (at) => formatDateTime('en', at),
    dialogs: fake,
    print,
    dataFolder,
  }
  return createDesktopCalls(deps as DesktopDeps, accounts.handler)
}

const anytime = ['saveRecoveryKey', 'printRecoveryKey', 'saveBackupCodes', 'printBackupCodes'] as const
const ofOwners = ['saveIssuedCode', 'printIssuedCode', 'backUp'] as const
const calls = [...anytime, 'saveActivity', ...ofOwners] as const
type SavingCall = (typeof calls)[number]
const saves = calls.filter((name) => !name.startsWith('print'))

/** Makes the call, and answers its dialog with the path once `meanwhile` is done. */
async function answered(
  name: SavingCall,
  meanwhile: () => unknown = () => undefined,
  chosen: string | null = path,
): Promise<Outcome<unknown>> {
  const outcome = desktop[name](inputs[`desktop.${name}`])
  const answer = await dialogs.opened
  await meanwhile()
  answer(chosen)
  return outcome
}

const timePasses = (ms: number) => {
  world.clock.advance(ms)
  world.tick()
}
const bobLogsIn = async () => {
  valueOf(await world.auth.logOut())
  await loggedIn(world.auth, bob)
}
const anaLogsInAgain = async () => {
  valueOf(await world.auth.logOut())
  timePasses(minute)
  await loggedIn(world.auth, ana)
}
const anaUnlocks = async () => {
  valueOf(await world.auth.lock())
  valueOf(await world.auth.unlock({ password: ana.password }))
}

describe.each(calls)('the dialog of %s', (name) => {
  beforeEach(() => loggedIn(world.auth, ana))

  it('saves or prints for the session that opened it', async () => {
    const value = valueOf(await answered(name))
    expect(value).toEqual(name.startsWith('print') ? { printed: true } : { path })
    expect(existsSync(path)).toBe(!name.startsWith('print'))
  })

  it.each([
    ['the session ended for idleness', () => timePasses(16 * minute), none],
    ['the person logged out', () => world.auth.logOut(), none],
    ['the session was locked', () => world.auth.lock(), { code: 'locked' }],
    ['the session was locked and unlocked', anaUnlocks, { code: 'locked' }],
    ['another person logged in', bobLogsIn, none],
    ['the same person logged in anew', anaLogsInAgain, none],
    ['the store was closed', () => world.store.close(), { code: 'storage', reason: 'io' }],
  ])('writes nothing and says so if %s meanwhile', async (_what, meanwhile, error) => {
    expect(errorOf(await answered(name, meanwhile))).toMatchObject(error)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe.each(ofOwners)('the dialog of %s', (name) => {
  beforeEach(() => loggedIn(world.auth, ana))

  it('writes nothing and says so if the person is no longer an owner when it is answered', async () => {
    const losesTheRole = async () => {
      await madeOwner(world.auth, bob)
      const id = valueOf(await world.auth.accounts({ search: ana.email })).accounts[0]?.id ?? 0
      valueOf(await world.auth.setRole({ id, role: 'member', password: ana.password }))
    }
    expect(errorOf(await answered(name, losesTheRole))).toEqual({ code: 'notAllowed' })
    expect(readdirSync(folder)).toEqual([])
  })
})

describe.each(anytime)('the dialog of %s without a session', (name) => {
  it('saves or prints if there is none afterwards either: a key is shown before the first log-in', async () => {
    expect(valueOf(await answered(name))).not.toBeNull()
  })

  it('saves or prints while the store cannot be opened', async () => {
    await world.store.close()
    expect(valueOf(await answered(name))).not.toBeNull()
  })

  it('writes nothing if someone logged in meanwhile', async () => {
    expect(errorOf(await answered(name, () => loggedIn(world.auth, bob)))).toEqual(none)
    expect(readdirSync(folder)).toEqual([])
  })
})

describe.each(saves)('%s into the data folder', (name) => {
  beforeEach(() => loggedIn(world.auth, ana))
  const link = () => join(folder, 'link')

  it.each([
    ['directly', () => join(world.folder, 'saved')],
    ['onto the accounts', () => join(world.folder, 'accounts.db')],
    ['below it', () => join(world.folder, 'backups', 'new', 'saved')],
    ['through ..', () => `${world.folder}/../${basename(world.folder)}/saved`],
    ['in another case', () => join(dirname(world.folder), basename(world.folder).toUpperCase(), 'saved')],
    ['through a link to it', () => (symlinkSync(world.folder, link()), join(link(), 'saved'))],
    ['through a link to a file in it', () => (symlinkSync(join(world.folder, 'accounts.db'), link()), link())],
    ['through a link to a missing file in it', () => (symlinkSync(join(world.folder, 'saved'), link()), link())],
  ])('is refused: %s', async (_how, chosen) => {
    const before = readdirSync(world.folder)
    expect(errorOf(await answered(name, undefined, chosen()))).toEqual(inDataFolder)
    expect(readdirSync(world.folder)).toEqual(before)
  })

  it('is not confused with a folder beside it whose name begins the same', async () => {
    const beside = `${world.folder}-2`
    mkdirSync(beside)
    try {
      expect(valueOf(await answered(name, undefined, join(beside, 'saved')))).toEqual({ path: join(beside, 'saved') })
    } finally {
      rmSync(beside, { recursive: true })
    }
  })
})

describe('importing accounts whose recovery keys are saved', () => {
  it('refuses a folder in the data folder, and adds no account', async () => {
    await loggedIn(world.auth, ana)
    const transfer: DesktopDeps['transfer'] = {
      ...world.accounts.transfer,
      importAccounts: async (chooseFolder) =>
        (await chooseFolder()) === null ? { ok: true, value: null } : Promise.reject(new Error('imported')),
    }
    desktop = createDesktopCalls(
      { transfer, dialogs, translate: createTranslate('en'), dataFolder: world.folder } as unknown as DesktopDeps,
      world.accounts.handler,
    )
    const outcome = desktop.importAccounts(inputs['desktop.importAccounts'])
    ;(await dialogs.opened)(realpathSync(world.folder))
    expect(errorOf(await outcome)).toEqual(inDataFolder)
  })
})
