import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { buildWriter, killWriter } from '../../support/kill-writer'
import { seeded } from '../../support/seeded'
import { temporaryFolder } from '../../support/data-folder'
import { openStoreIn } from '../../support/store'

beforeAll(buildWriter)

test('every acknowledged change survives kill -9 at any moment, and the file passes the integrity check', async () => {
  const folder = temporaryFolder()
  const random = seeded(1)
  for (let kill = 0; kill < 10; kill += 1) {
    const acknowledged = await killWriter(folder, random() * 40, 7)
    const store = await openStoreIn(folder)
    const rows = store.all('SELECT id, email, hashed_password, display_name FROM users ORDER BY id')
    expect(rows.length - acknowledged === 0 || rows.length - acknowledged === 1).toBe(true)
    expect(rows).toEqual(
      rows.map((_, n) => [n + 1, `${n + 1}@x`, `hash of ${n + 1}`, n + 1 < rows.length ? `after ${n + 2}` : null]),
    )
    expect(store.get('SELECT * FROM pragma_integrity_check')).toEqual(['ok'])
    await store.close()
  }
}, 120_000)

const sqlite3 = spawnSync('sqlite3', ['--version']).status === 0

test.skipIf(!sqlite3)(
  'the sqlite3 command opens the file of the app (skipped where sqlite3 is not installed)',
  async () => {
    const folder = temporaryFolder()
    await killWriter(folder, 20, 5)
    await (await openStoreIn(folder)).close()
    const { stdout } = spawnSync('sqlite3', [
      join(folder, 'accounts.db'),
      'PRAGMA integrity_check; SELECT count(*) > 0 FROM users',
    ])
    expect(stdout.toString()).toBe('ok\n1\n')
  },
  60_000,
)
