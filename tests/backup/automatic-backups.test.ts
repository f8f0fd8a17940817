import { mkdirSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outdated, removeAutomaticBackups } from '../../main/backup/automatic-backup'
import { inProcessWorker } from '../support/in-process-worker'
import { ana, bob, loggedIn, registered, valueOf } from '../support/people'
import { createTransferWorld, previewBackup } from '../support/transfer'
import { createWorld, type World } from '../support/world'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

describe('automatic backups', () => {
  let world: World
  beforeEach(async () => {
    world = await createWorld()
  })
  afterEach(() => world.close())
  const names = () => readdirSync(join(world.folder, 'backups')).sort()
  const put = (name: string) => writeFileSync(join(world.folder, 'backups', name), 'x')
  const nameOf = (day: string) => `latchkey-backup-${day}.db`

  it('are made once a day, once there is an account, and the last seven are kept', async () => {
    const transfer = createTransferWorld(world)
    await transfer.backUpIfDue()
    expect(readdirSync(world.folder)).not.toContain('backups')
    await registered(world.auth, ana)
    for (let day = 0; day < 10; day += 1) {
      await transfer.backUpIfDue()
      await transfer.backUpIfDue()
      world.clock.advance(dayMs)
    }
    const lastSeven = ['11-25', '11-26', '11-27', '11-28', '11-29', '11-30', '12-01']
    expect(names()).toEqual(lastSeven.map((day) => `latchkey-backup-2026-${day}.db`))
    expect(statSync(join(world.folder, 'backups')).mode & 0o777).toBe(0o700)
    await loggedIn(world.auth, ana)
    const listed = valueOf(await transfer.automaticBackups())
    expect(listed.map(({ id }) => id)).toEqual(names().reverse())
    expect(listed[0]).toMatchObject({ accounts: 1, madeAt: world.clock.now() - dayMs })
  })

  it('leave other files in their folder alone', async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    mkdirSync(join(world.folder, 'backups'))
    writeFileSync(join(world.folder, 'backups', 'latchkey-backup-2020-01-01-mine.db'), 'mine')
    for (let day = 0; day < 9; day += 1) {
      await transfer.backUpIfDue()
      world.clock.advance(dayMs)
    }
    expect(names()).toContain('latchkey-backup-2020-01-01-mine.db')
    expect(names()).toHaveLength(8)
  })

  it("keep today's backup although the clock was set back behind seven newer ones", async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    for (let day = 0; day < 7; day += 1) {
      world.clock.advance(dayMs)
      await transfer.backUpIfDue()
    }
    world.clock.shiftWall(-60 * dayMs)
    await transfer.backUpIfDue()
    expect(names()).toContain('latchkey-backup-2026-09-30.db')
    expect(names()).toHaveLength(7)
  })

  it('list only backups that can be restored, and log why one could not be made', async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await transfer.backUpIfDue()
    const [name = ''] = names()
    await loggedIn(world.auth, ana)
    const { id } = await previewBackup(transfer, join(world.folder, 'backups', name))
    expect(id).not.toBe('')
    writeFileSync(join(world.folder, 'backups', name), 'damaged')
    expect(valueOf(await transfer.automaticBackups())).toEqual([])
    const blocked = await createWorld()
    await registered(blocked.auth, ana)
    writeFileSync(join(blocked.folder, 'backups'), 'in the way')
    await createTransferWorld(blocked).backUpIfDue()
    expect(blocked.logged.at(-1)).toMatchObject({ event: 'no automatic backup' })
    await blocked.close()
  })

  it.each([1, 3, 7, 10, 40])('keep a deleted account for less than seven days, opened every %i days', async (every) => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await registered(world.auth, bob)
    await transfer.backUpIfDue()
    await loggedIn(world.auth, bob)
    valueOf(await world.auth.deleteAccount({ password: bob.password }))
    const deletedAt = world.clock.now()
    while (world.clock.now() < deletedAt + 80 * dayMs) {
      world.clock.advance(every * dayMs)
      await transfer.backUpIfDue()
      await loggedIn(world.auth, ana)
      const listed = valueOf(await transfer.automaticBackups())
      const withBob = listed.filter(({ accounts }) => accounts === 2)
      expect(withBob).toHaveLength(world.clock.now() - deletedAt < 7 * dayMs ? 1 : 0)
      expect(listed.length).toBeGreaterThan(withBob.length)
    }
  })

  it('are pruned on days on which none can be made, and when today already has one', async () => {
    const failing = createTransferWorld(world, {
      worker: { run: () => Promise.reject(new Error('no worker')) },
    })
    await registered(world.auth, ana)
    mkdirSync(join(world.folder, 'backups'))
    for (const day of ['2026-11-15', '2026-11-16']) put(nameOf(day))
    await failing.backUpIfDue()
    expect(world.logged.at(-1)).toMatchObject({ event: 'no automatic backup' })
    expect(names()).toEqual([nameOf('2026-11-16')])
    const transfer = createTransferWorld(world)
    await transfer.backUpIfDue()
    put(nameOf('2026-11-01'))
    await transfer.backUpIfDue()
    expect(names()).toEqual([nameOf('2026-11-16'), nameOf('2026-11-22')])
  })

  it('are not pushed out by a clock that is set forward and back while the app runs', async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    const onSevenDays = async () => {
      for (let day = 0; day < 7; day += 1) {
        if (day > 0) world.clock.advance(dayMs)
        await transfer.backUpIfDue()
      }
    }
    await onSevenDays()
    const before = names()
    for (let forward = 3650; forward < 3656; forward += 1) {
      world.clock.shiftWall(forward * dayMs)
      await transfer.backUpIfDue()
      world.clock.advance(minuteMs)
      await transfer.backUpIfDue()
      world.clock.shiftWall(-forward * dayMs)
      await transfer.backUpIfDue()
    }
    expect(names()).toEqual(before)
  })

  it('follow the date again five minutes after the computer slept', async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await transfer.backUpIfDue()
    world.clock.shiftWall(8 * dayMs)
    await transfer.backUpIfDue()
    expect(names()).toEqual([nameOf('2026-11-22')])
    world.clock.advance(5 * minuteMs)
    await transfer.backUpIfDue()
    expect(names()).toEqual([nameOf('2026-11-30')])
  })

  it('of a date in the future go first, and all of them after a week', async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    mkdirSync(join(world.folder, 'backups'))
    for (let year = 2036; year < 2044; year += 1) put(nameOf(`${year}-01-01`))
    await transfer.backUpIfDue()
    expect(names()).toHaveLength(7)
    expect(names()).toContain(nameOf('2026-11-22'))
    world.clock.advance(6 * dayMs)
    await transfer.backUpIfDue()
    expect(names()).toHaveLength(7)
    expect(names()).toContain(nameOf('2026-11-22'))
    world.clock.advance(dayMs)
    await transfer.backUpIfDue()
    expect(names()).toEqual([nameOf('2026-11-28'), nameOf('2026-11-29')])
  })

  it('leave folders, links and other names alone, and remove what a killed write left', async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    const folder = join(world.folder, 'backups')
    mkdirSync(join(folder, nameOf('2020-01-01')), { recursive: true })
    writeFileSync(join(world.folder, 'mine'), 'mine')
    symlinkSync(join(world.folder, 'mine'), join(folder, nameOf('2020-01-02')))
    for (const name of ['notes.txt', 'latchkey-backup-2020-01-03.db.age', 'x.part']) put(name)
    const others = names()
    put(nameOf('2020-01-04'))
    put(`${nameOf('2020-01-05')}.part`)
    await transfer.backUpIfDue()
    expect(names()).toEqual([...others, nameOf('2026-11-22')].sort())
    expect(await removeAutomaticBackups(world.folder)).toBe(true)
    expect(names()).toEqual(others)
  })

  it('are all that is left of a lost store, and stay until it has an account again', async () => {
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await transfer.backUpIfDue()
    const kept = names()
    await world.store.close()
    for (const name of readdirSync(world.folder)) {
      if (name.startsWith('accounts.')) rmSync(join(world.folder, name))
    }
    world.clock.advance(30 * dayMs)
    await transfer.backUpIfDue()
    await world.store.open()
    await transfer.backUpIfDue()
    expect(names()).toEqual(kept)
  })

  it('can all be removed, also when there are none or when their folder cannot be read', async () => {
    expect(await removeAutomaticBackups(world.folder)).toBe(true)
    const transfer = createTransferWorld(world)
    await registered(world.auth, ana)
    await transfer.backUpIfDue()
    world.clock.advance(dayMs)
    await transfer.backUpIfDue()
    expect(await removeAutomaticBackups(world.folder)).toBe(true)
    expect(names()).toEqual([])
    const blocked = join(world.folder, 'blocked')
    mkdirSync(blocked)
    writeFileSync(join(blocked, 'backups'), 'in the way')
    expect(await removeAutomaticBackups(blocked)).toBe(true)
  })

  it('do not come back if the last account is deleted while one is written', async () => {
    const worker = inProcessWorker(initSqlJs())
    const transfer = createTransferWorld(world, {
      worker: {
        async run(name, input, options) {
          const output = await worker.run(name, input, options)
          await loggedIn(world.auth, ana)
          valueOf(await world.auth.deleteAccount({ password: ana.password }))
          await removeAutomaticBackups(world.folder)
          return output
        },
      },
    })
    await registered(world.auth, ana)
    await transfer.backUpIfDue()
    expect(names()).toEqual([])
  })
})

describe('the outdated backups', () => {
  const now = new Date(2026, 10, 22, 9).getTime()
  const nameOf = (day: string) => `latchkey-backup-${day}.db`
  const outdatedOf = (days: string[]) => outdated(days.map(nameOf), now).map((name) => name.slice(16, 26))

  it.each([
    [['2026-11-22', '2026-11-21', '2026-11-16'], []],
    [
      ['2026-11-22', '2026-11-16', '2026-11-15', '2020-01-01'],
      ['2026-11-15', '2020-01-01'],
    ],
    [['2036-01-01', '2026-11-22'], []],
    [
      ['2036-01-01', '2026-11-22', '2026-11-15'],
      ['2026-11-15', '2036-01-01'],
    ],
    [['2026-11-22', ...['31', '32', '33', '34', '35', '36', '37'].map((year) => `20${year}-01-01`)], ['2031-01-01']],
    [['22', '21', '20', '19', '18', '17', '16'].map((day) => `2026-11-${day}`).concat('2036-01-01'), ['2036-01-01']],
  ])('of %j are %j', (days, expected) => {
    expect(outdatedOf(days)).toEqual(expected)
  })
})
