import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../main/database/api'
import { buildWriter, killWriter } from '../support/kill-writer'
import { openStoreIn } from '../support/store'
import type { Outcome } from './sweeps'

/** Kills a writing process `kills` times; a new folder every 25 kills keeps the database small. */
export async function killings(kills: number): Promise<Outcome> {
  await buildWriter()
  const outcome: Outcome = { cases: 0, failures: [] }
  let folder = ''
  for (let kill = 0; kill < kills; kill += 1) {
    if (kill % 25 === 0) {
      rmSync(folder, { recursive: true, force: true })
      folder = mkdtempSync(join(tmpdir(), 'latchkey-torture-'))
    }
    const acknowledged = await killWriter(folder, Math.random() * 80, 5 + (kill % 20))
    const store = await openStoreIn(folder)
    outcome.cases += 1
    outcome.failures.push(...problems(store, acknowledged).map((problem) => `kill ${kill}: ${problem}`))
    // The next writer opens a closed store half of the time, a killed one otherwise.
    if (kill % 2 === 0) await store.close()
    if (kill % 25 === 24) outcome.failures.push(...sqliteProblems(folder))
  }
  rmSync(folder, { recursive: true, force: true })
  return outcome
}

function problems(store: Database, acknowledged: number): string[] {
  const rows = store.all('SELECT id, email, hashed_password, display_name FROM users ORDER BY id')
  const broken = rows.find(([id, email, hash, name], n) => {
    const after = n + 1 < rows.length ? `after ${n + 2}` : null
    return id !== n + 1 || email !== `${n + 1}@x` || hash !== `hash of ${n + 1}` || name !== after
  })
  return [
    rows.length < acknowledged && `${acknowledged} were acknowledged, ${rows.length} are there`,
    rows.length > acknowledged + 1 && `${rows.length} are there, only ${acknowledged} were acknowledged`,
    broken && `half-done: ${broken.join()}`,
    store.get('SELECT * FROM pragma_integrity_check')?.[0] !== 'ok' && 'integrity_check',
  ].filter((problem) => typeof problem === 'string')
}

function sqliteProblems(folder: string): string[] {
  const { error, stdout } = spawnSync('sqlite3', [join(folder, 'accounts.db'), 'PRAGMA integrity_check'])
  return error || stdout.toString() === 'ok\n' ? [] : [`sqlite3 says: ${stdout.toString()}`]
}
