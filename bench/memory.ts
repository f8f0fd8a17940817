import { execFileSync } from 'node:child_process'
import { createUsers } from '../main/database/tables/users'
import { round } from './measure'
import type { Row } from './measure'
import { emailOf, nativeFile, openOurs } from './stores'
import { openNative } from './peers'

/**
 * The resident memory of a separate process with the accounts open, minus that of a process with
 * nothing open.
 */
export function benchMemory(folder: string, accounts: number): Row {
  const mebibytes = (contender: string): number =>
    Number(execFileSync(process.execPath, [process.argv[1] ?? '', '--resident', contender, folder, String(accounts)]))
  const bare = mebibytes('none')
  const [ours, theirs] = [mebibytes('ours') - bare, mebibytes('theirs') - bare]
  const name = `memory with all accounts read once, ${accounts.toLocaleString('en')} accounts`
  return {
    name,
    ours: round(ours),
    theirs: round(theirs),
    ratio: round(ours / theirs),
    spread: 0,
    unit: 'MiB',
    against: 'better-sqlite3',
  }
}

/** Runs in the separate process. Prints its resident memory in MiB. */
export async function printResidentMemory(contender: string, folder: string, accounts: number): Promise<void> {
  if (contender === 'ours') {
    const users = createUsers(await openOurs(folder))
    for (let id = 1; id <= accounts; id += 1) users.findUserBy({ email: emailOf(id) })
  }
  if (contender === 'theirs') {
    const statement = openNative(nativeFile(folder)).prepare('SELECT * FROM users WHERE email = ?')
    for (let id = 1; id <= accounts; id += 1) statement.get(emailOf(id))
  }
  console.log(process.memoryUsage().rss / 2 ** 20)
  process.exit(0)
}
