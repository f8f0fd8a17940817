/**
 * What may be journalled: a statement that does the same again whenever it is replayed. So no clock and no chance in
 * SQL, and a new row names its id, so that a replay can't give one person's row to another.
 */
export function checkWrite(sql: string, numbersItself: (table: string) => boolean): void {
  if (!/^\s*(INSERT|UPDATE|DELETE)\b/i.test(sql)) refuse('run() takes INSERT, UPDATE or DELETE', sql)
  if (/;\s*\S/.test(sql)) refuse('one statement at a time', sql)
  if (notRepeatable.test(sql)) refuse('a replay would give another result', sql)
  const [, table, named] = /^\s*INSERT\b.*?\bINTO\s+(\w+)\s*(\([^)]*\))?/is.exec(sql) ?? []
  if (table && numbersItself(table) && !/\bid\b/i.test(named ?? '')) refuse('a new row names its id', sql)
}

/** What `get` and `all` take: nothing that changes a row behind the journal's back. */
export function checkRead(sql: string): void {
  if (!/^\s*SELECT\b/i.test(sql)) refuse('get() and all() take SELECT', sql)
}

const notRepeatable =
  /\b(random|randomblob|date|time|datetime|julianday|unixepoch|strftime|timediff|changes|total_changes|last_insert_rowid)\s*\(|\bcurrent_(date|time|timestamp)\b/i

function refuse(why: string, sql: string): never {
  throw new Error(`${why}: ${sql}`)
}
