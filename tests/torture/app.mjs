/**
 * The long tests on the real app: 500 kills, 20,000 hostile messages. TORTURE_KILLS and
 * TORTURE_MESSAGES reduce them.
 */
import { spawnSync } from 'node:child_process'

const { TORTURE_KILLS = '500', TORTURE_MESSAGES = '20000' } = process.env
const { status } = spawnSync(
  process.execPath,
  ['scripts/with-electron.mjs', 'playwright', 'test', '--project=long', 'kill', 'fuzz'],
  { stdio: 'inherit', env: { ...process.env, TORTURE_KILLS, TORTURE_MESSAGES } },
)
process.exit(status ?? 1)
