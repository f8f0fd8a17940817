import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../scripts/temporary-folder'
import { valueOf } from '../support/people'
import { createWorld } from '../support/world'

const seed = (folder: string) =>
  spawnSync(process.execPath, ['scripts/run-typescript.mjs', 'scripts/seed-demo.ts', folder], { encoding: 'utf8' })

test('replaces an existing demo with accounts that can log in and three months of activity', async () => {
  const folder = join(temporaryFolder(), 'demo')
  mkdirSync(folder)
  for (const old of ['demo.txt', 'accounts.db']) writeFileSync(join(folder, old), 'old')
  const { stdout, status } = seed(folder)
  expect(status).toBe(0)
  const password = /“(.+)”/.exec(stdout)?.[1] ?? ''
  const world = await createWorld({ folder })
  world.clock.shiftWall(Date.now() - world.clock.now())
  const emails = [...stdout.matchAll(/^ {2}(\S+@\S+)$/gm)].map(([, email]) => email)
  expect(world.store.all('SELECT email FROM users ORDER BY id').flat()).toEqual(emails)
  expect(valueOf(await world.auth.people()).length).toBeGreaterThan(2)
  const { profile } = valueOf(await world.auth.logIn({ email: 'sami@example.com', password }))
  expect(profile.failedAttempts.count).toBe(3)
  const { entries, next } = valueOf(await world.auth.activity({ limit: 30 }))
  expect(next).not.toBeNull()
  expect(Math.max(...entries.map(({ at }) => at))).toBeLessThanOrEqual(Date.now())
  // An account that another program wrote.
  const seedUser = { email: 'guillaume@holberton.io', password }
  expect(valueOf(await world.auth.logIn(seedUser)).profile).toMatchObject({ createdAt: null, displayName: 'guillaume' })
  await world.close()
})

test('does not change a folder with other files', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'letter.txt'), 'Dear Ana')
  expect(seed(folder).status).toBe(1)
  expect(readFileSync(join(folder, 'letter.txt'), 'utf8')).toBe('Dear Ana')
  expect(existsSync(join(folder, 'accounts.db'))).toBe(false)
})
