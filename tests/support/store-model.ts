import * as fc from 'fast-check'
import type { OpenedDatabase } from '../../main/database/api'
import { StorageError } from '../../main/database/engine/storage-error'
import { createTrackedSql } from './fault-scenario'
import { createMemoryDisk } from './memory-disk'
import type { MemoryDisk } from './memory-disk'
import { seeded } from './seeded'
import { openStoreIn } from './store'

export type StoreCommand =
  | { do: 'add' | 'add during a checkpoint'; email: number }
  | { do: 'rename' | 'remove'; id: number }
  | { do: 'two at once'; fails: boolean }
  | { do: 'checkpoint' | 'restart' | 'kill' | 'power cut' | 'damage the snapshot' | 'fail the next sync' }

/** Random commands on a store. Changes are more frequent than failures. */
export const storeCommands: fc.Arbitrary<StoreCommand> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constantFrom('add' as const, 'add during a checkpoint'), email: fc.nat(30) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('rename' as const, 'remove' as const), id: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('two at once' as const), fails: fc.boolean() }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'checkpoint' as const,
        'restart',
        'kill',
        'power cut',
        'damage the snapshot',
        'fail the next sync',
      ),
    }),
  },
)

/** The model: emails by id, and the last id ever used. */
type Model = { rows: Map<number, string>; last: number }
type World = {
  disk: MemoryDisk
  store: OpenedDatabase
  model: Model
  /** The state if the refused change did reach the disk. */
  uncertain: Model | null
  random: () => number
  step: number
}

/**
 * Runs the commands on a store with a disk in memory and on the model. Returns the differences; an
 * empty list means success.
 */
export async function playAgainstModel(commands: readonly StoreCommand[], seed: number): Promise<string[]> {
  const sql = await createTrackedSql()
  const disk = createMemoryDisk()
  const open = (): Promise<OpenedDatabase> => openStoreIn('/disk', { fs: disk, sql, limits: { exportMaxBytes: 0 } })
  const world: World = {
    disk,
    store: await open(),
    model: { rows: new Map(), last: 0 },
    uncertain: null,
    random: seeded(seed),
    step: 0,
  }
  const differences: string[] = []
  try {
    for (const command of [...commands, { do: 'kill' } as const]) {
      world.step += 1
      await play(world, command, open)
      const difference = compare(world, command)
      if (difference) differences.push(`${world.step}: after ${command.do}: ${difference}`)
    }
  } finally {
    sql.closeAll()
  }
  return differences
}

async function play(world: World, command: StoreCommand, open: () => Promise<OpenedDatabase>): Promise<void> {
  const { disk, store } = world
  switch (command.do) {
    case 'add':
    case 'rename':
    case 'remove':
    case 'two at once':
      change(world, command)
      return
    case 'add during a checkpoint': {
      const checkpoint = store.checkpoint()
      change(world, command)
      await checkpoint
      return
    }
    case 'checkpoint':
      await store.checkpoint()
      return
    case 'fail the next sync':
      disk.failNextSync()
      return
    case 'restart':
      await store.close()
      disk.killProcess()
      break
    case 'kill':
      disk.killProcess()
      break
    case 'power cut':
      disk.cutPower(world.random)
      break
    case 'damage the snapshot':
      disk.killProcess()
      damage(disk, world.random)
      break
  }
  world.store = await reopen(open)
}

/** Retries after `io`: an injected failure happens only once. */
async function reopen(open: () => Promise<OpenedDatabase>): Promise<OpenedDatabase> {
  return open().catch((error: unknown) => {
    if (error instanceof StorageError && error.reason === 'io') return open()
    throw error
  })
}

function change(world: World, command: StoreCommand): void {
  const next: Model = { rows: new Map(world.model.rows), last: world.model.last }
  try {
    world.store.transaction(() => {
      applyTo(world.store, next, command)
    })
    world.model = next
    world.uncertain = null
  } catch (error) {
    // A refused change may be on disk until the next change succeeds. One that violated a
    // constraint was never written.
    if (error instanceof StorageError) world.uncertain = next
    else if (!isExpectedError(error)) throw error
  }
}

function applyTo(store: OpenedDatabase, model: Model, command: StoreCommand): void {
  if (command.do === 'add' || command.do === 'add during a checkpoint') add(store, model, `person-${command.email}@x`)
  if (command.do === 'two at once') {
    add(store, model, `first-${model.last}@x`)
    add(store, model, `second-${model.last}@x`)
    if (command.fails) throw new Error('changed my mind')
  }
  if (command.do === 'rename') {
    const renamed = `renamed-${command.id}@x`
    const rows = store.run('UPDATE users SET email = ? WHERE id = ?', [renamed, command.id])
    if (rows > 0) model.rows.set(command.id, renamed)
  }
  if (command.do === 'remove') {
    store.run('DELETE FROM users WHERE id = ?', [command.id])
    model.rows.delete(command.id)
  }
}

function add(store: OpenedDatabase, model: Model, email: string): void {
  const id = Number(store.get("SELECT seq FROM sqlite_sequence WHERE name = 'users'")?.[0] ?? 0) + 1
  store.run('INSERT INTO users (id, email, hashed_password) VALUES (?, ?, ?)', [id, email, 'h'])
  model.last = id
  model.rows.set(id, email)
}

function isExpectedError(error: unknown): boolean {
  return error instanceof Error && /UNIQUE|changed my mind/.test(error.message)
}

/** The store must equal the model; after a crash it may also include the uncertain change. */
function compare(world: World, command: StoreCommand): string | null {
  const actual = describe(world.store)
  if (actual === describeModel(world.model)) return null
  const crashed = ['kill', 'power cut', 'damage the snapshot'].includes(command.do)
  if (crashed && world.uncertain && actual === describeModel(world.uncertain)) {
    world.model = world.uncertain
    world.uncertain = null
    return null
  }
  return `${actual} instead of ${describeModel(world.model)}`
}

function describe(store: OpenedDatabase): string {
  const rows = store.all('SELECT id, email FROM users ORDER BY id').map((row) => row.join(':'))
  return `${rows.join(' ')} / ${String(store.get("SELECT seq FROM sqlite_sequence WHERE name = 'users'")?.[0] ?? 0)}`
}

function describeModel({ rows, last }: Model): string {
  const sorted = [...rows].sort(([a], [b]) => a - b).map((row) => row.join(':'))
  return `${sorted.join(' ')} / ${last}`
}

function damage(disk: MemoryDisk, random: () => number): void {
  const bytes = disk.bytes('accounts.db')
  if (!bytes) return
  const at = 100 + Math.floor(random() * (bytes.length - 100))
  disk.put('accounts.db', bytes.with(at, (bytes[at] ?? 0) ^ (1 + Math.floor(random() * 255))))
}
