import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { nodeFileSystem } from '../../main/database/engine/file-system'
import type { DatabaseWorker } from '../../main/database/worker/database-worker'
import { inProcessWorker } from '../support/in-process-worker'
import { ana, bob, errorOf, loggedIn, registered, valueOf } from '../support/people'
import { createTransferWorld, previewBackup, saveBackup, type TransferWorld } from '../support/transfer'
import { createWorld, type World } from '../support/world'

const carol = { email: 'carol@example.com', password: 'la lune est haute' }
const { password } = ana
const sql = await initSqlJs()

let world: World
/** Runs while the worker prepares the new database; once. */
let meanwhile: () => unknown
let transfer: TransferWorld

beforeEach(async () => {
  world = await createWorld()
  meanwhile = () => undefined
  transfer = createTransferWorld(world, { worker: interrupted(inProcessWorker(sql)) })
  await registered(world.auth, ana)
  await loggedIn(world.auth, ana)
})
afterEach(() => world.close())

function interrupted(worker: DatabaseWorker): DatabaseWorker {
  return {
    async run(name, input, options) {
      const output = await worker.run(name, input, options)
      if (name !== 'prepareRestored' && name !== 'insertImported') return output
      const change = meanwhile
      meanwhile = () => undefined
      await change()
      return output
    },
  }
}

/** Runs the change when the last of the prepared files is created. */
const atLastStagedFile = (change: () => unknown) => ({
  ...nodeFileSystem(),
  openSync(...[path, flags, mode]: Parameters<ReturnType<typeof nodeFileSystem>['openSync']>) {
    if (path.endsWith('accounts.db.bak.staged')) void change()
    return nodeFileSystem().openSync(path, flags, mode)
  },
})

const staged = () => names().filter((name) => name.includes('staged'))
const emails = () => world.store.all('SELECT email FROM users ORDER BY id').flat()
const names = () => readdirSync(world.folder)

async function previewSeedFile(): Promise<{ id: string }> {
  const database = new sql.Database()
  database.run('CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, hashed_password TEXT)')
  database.run(`INSERT INTO users (email, hashed_password) VALUES ('${bob.email}', '$2b$04$${'a'.repeat(53)}')`)
  mkdirSync(join(world.folder, 'usb'))
  const path = join(world.folder, 'usb', 'a.db')
  writeFileSync(path, database.export())
  const preview = valueOf(await transfer.previewImport(() => Promise.resolve(path)))
  if (!preview) throw new Error('nothing was chosen')
  return preview
}
const runImport = (id: string) =>
  transfer.importAccounts(
    () => Promise.resolve(null),
    () => '',
    { id, password },
  )

describe('while an import prepares the new database', () => {
  it('an account that is created stays, also after a crash', async () => {
    const { id } = await previewSeedFile()
    meanwhile = () => registered(world.auth, carol)
    expect(valueOf(await runImport(id))).toEqual({ imported: 1, skipped: 0 })
    expect(emails()).toEqual([ana.email, carol.email, bob.email])
    world = await world.kill()
    expect(emails()).toEqual([ana.email, carol.email, bob.email])
    expect(world.store.notice()).toBeNull()
    await loggedIn(world.auth, carol)
  })

  it('an account with an imported email stays as it is', async () => {
    const { id } = await previewSeedFile()
    meanwhile = () => registered(world.auth, bob)
    expect(valueOf(await runImport(id))).toEqual({ imported: 0, skipped: 1 })
    await loggedIn(world.auth, bob)
  })

  it('a lock or a log-out ends the import', async () => {
    const { id } = await previewSeedFile()
    meanwhile = () => world.auth.lock()
    expect(errorOf(await runImport(id))).toEqual({ code: 'locked' })
    expect(emails()).toEqual([ana.email])
  })

  it('a cancel ends it', async () => {
    const { id } = await previewSeedFile()
    meanwhile = () => transfer.cancel({ id })
    expect(valueOf(await runImport(id))).toBeNull()
    expect(emails()).toEqual([ana.email])
  })

  it('a cancel after the files were written removes them at once', async () => {
    const cancel = vi.fn()
    transfer = createTransferWorld(world, { fs: atLastStagedFile(cancel) })
    const { id } = await previewSeedFile()
    cancel.mockImplementation(() => transfer.cancel({ id }))
    expect(valueOf(await runImport(id))).toBeNull()
    expect(cancel).toHaveBeenCalledOnce()
    expect(emails()).toEqual([ana.email])
    expect(staged()).toEqual([])
  })

  it('another program that changes accounts.db keeps its file, under another name', async () => {
    const { id } = await previewSeedFile()
    await world.store.close()
    world = await world.restart()
    transfer = createTransferWorld(world, { worker: interrupted(inProcessWorker(sql)) })
    await loggedIn(world.auth, ana)
    const again = await previewAgain()
    const edited = readFileSync(join(world.folder, 'accounts.db'))
    edited.writeUInt32BE(9, 24)
    meanwhile = () => writeFileSync(join(world.folder, 'accounts.db'), edited)
    expect(valueOf(await runImport(again))).toEqual({ imported: 1, skipped: 0 })
    const kept = names().find((name) => name.startsWith('accounts.db.aside-')) ?? ''
    expect(readFileSync(join(world.folder, kept))).toEqual(edited)
    expect(id).not.toBe(again)
  })

  it('a store that changes every time refuses the import', async () => {
    const { id } = await previewSeedFile()
    const change = async () => {
      await world.auth.updatePreferences({ preferences: { idleMinutes: 30 } })
      await world.auth.updatePreferences({ preferences: { idleMinutes: 15 } })
      meanwhile = change
    }
    meanwhile = change
    await expect(runImport(id)).rejects.toMatchObject({ reason: 'locked' })
    expect(emails()).toEqual([ana.email])
  })

  it('closing the store ends the import and loses nothing', async () => {
    const { id } = await previewSeedFile()
    meanwhile = () => world.store.close()
    await expect(runImport(id)).rejects.toMatchObject({ reason: 'io' })
    world = await world.kill()
    expect(emails()).toEqual([ana.email])
  })
})

describe('while a restore prepares the new database', () => {
  it('an account that is created is in the copy that is kept', async () => {
    const path = await saveBackup(world, transfer)
    const { id } = await previewBackup(transfer, path)
    meanwhile = () => registered(world.auth, carol)
    const { keptAs } = valueOf(await transfer.restore({ id, password }))
    expect(emails()).toEqual([ana.email])
    const copy = new sql.Database(readFileSync(join(world.folder, keptAs ?? '')))
    expect(copy.exec('SELECT email FROM users')[0]?.values.flat()).toEqual([ana.email, carol.email])
    world = await world.kill()
    expect(emails()).toEqual([ana.email])
    expect(world.store.notice()).toBeNull()
  })

  it('a log-out ends the restore', async () => {
    const path = await saveBackup(world, transfer)
    await registered(world.auth, bob)
    const { id } = await previewBackup(transfer, path)
    meanwhile = () => world.auth.logOut()
    expect(errorOf(await transfer.restore({ id, password }))).toEqual({ code: 'notLoggedIn', reason: 'none' })
    expect(emails()).toEqual([ana.email, bob.email])
    expect(names().filter((name) => name.startsWith('latchkey-backup-'))).toEqual([])
  })
})

describe('after a restore has written the new files', () => {
  it('a lock ends it and removes them at once', async () => {
    const path = await saveBackup(world, transfer)
    await registered(world.auth, bob)
    const lock = vi.fn(() => {
      world.accounts.deps.session.current.lock()
    })
    transfer = createTransferWorld(world, { fs: atLastStagedFile(lock) })
    const { id } = await previewBackup(transfer, path)
    expect(errorOf(await transfer.restore({ id, password }))).toEqual({ code: 'locked' })
    expect(lock).toHaveBeenCalledOnce()
    expect(emails()).toEqual([ana.email, bob.email])
    expect(staged()).toEqual([])
  })
})

async function previewAgain(): Promise<string> {
  const path = join(world.folder, 'usb', 'a.db')
  return valueOf(await transfer.previewImport(() => Promise.resolve(path)))?.id ?? ''
}
