import type { SqlJsStatic } from 'sql.js'
import { openDatabase } from '../../main/database/database'
import { createMemoryDisk } from './memory-disk'
import type { MemoryDisk } from './memory-disk'
import { createEngineJobs } from '../../main/database/worker/database-worker'
import { inProcessWorker } from './in-process-worker'
import { addAccount } from './store'

export type Journal = { disk: MemoryDisk; name: string; bytes: Uint8Array; ends: number[] }

/**
 * A store with a journal of `records` records, each incrementing a counter. `bytes` ends with the
 * last record; `ends` holds the end offset of the header and of each record.
 */
export async function journalOf(records: number, sql: SqlJsStatic): Promise<Journal> {
  const disk = createMemoryDisk()
  const store = await openOn(disk, sql)
  addAccount(store, 'a@x')
  await store.checkpoint()
  const name = 'accounts.1.journal'
  const ends = [disk.bytes(name)?.length ?? 0]
  for (let n = 1; n <= records; n += 1) {
    store.transaction(() => store.run('UPDATE users SET shown_failures = ?', [n]))
    ends.push((disk.bytes(name)?.findLastIndex((byte) => byte !== 0) ?? 0) + 1)
  }
  return { disk, name, bytes: disk.bytes(name)?.slice(0, ends.at(-1)) ?? new Uint8Array(), ends }
}

/** Opens the store on these journal bytes. Returns the count of replayed records and the notice. */
export async function openWith(
  { disk, name }: Journal,
  bytes: Uint8Array,
  sql: SqlJsStatic & { closeAll(): void },
): Promise<{ records: unknown; recovered: string | null }> {
  const copy = disk.copy()
  copy.put(name, bytes)
  try {
    const store = await openOn(copy, sql)
    return { records: store.get('SELECT shown_failures FROM users')?.[0], recovered: store.notice?.recovered ?? null }
  } finally {
    sql.closeAll()
  }
}

function openOn(fs: MemoryDisk, sql: SqlJsStatic): ReturnType<typeof openDatabase> {
  return openDatabase({
    folder: '/disk',
    fs,
    sql,
    jobs: createEngineJobs(inProcessWorker(sql)),
    now: () => 0,
    randomId: () => crypto.randomUUID(),
    log: () => undefined,
  })
}
