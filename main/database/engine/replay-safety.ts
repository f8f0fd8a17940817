/**
 * A journalled statement must have the same effect at every replay. So it uses no clock and no
 * randomness, and an INSERT sets the id explicitly: a replay must not give a row the id of another
 * account.
 */
export function checkWrite(sql: string, hasAutoIncrement: (table: string) => boolean): void {
  checkRecorded(sql)
  if (notRepeatable.test(sql)) refuse('a replay would give another result', sql)
  const [, table, named] = /^\s*INSERT\b.*?\bINTO\s+(\w+)\s*(\([^)]*\))?/is.exec(sql) ?? []
  if (table && hasAutoIncrement(table) && !/\bid\b/i.test(named ?? '')) refuse('a new row names its id', sql)
}

/**
 * What a record may hold. A query inside it could run for ever, and a record that someone else
 * wrote must not hang a start.
 */
export function checkRecorded(sql: string): void {
  if (!/^\s*(INSERT|UPDATE|DELETE)\b/i.test(sql)) refuse('run() takes INSERT, UPDATE or DELETE', sql)
  if (/;\s*\S/.test(sql)) refuse('one statement at a time', sql)
  if (/\b(SELECT|WITH)\b/i.test(sql)) refuse('a change contains no query', sql)
}

/** `get` and `all` accept only SELECT: a change must not bypass the journal. */
export function checkRead(sql: string): void {
  if (!/^\s*SELECT\b/i.test(sql)) refuse('get() and all() take SELECT', sql)
}

const notRepeatable =
  /\b(random|randomblob|date|time|datetime|julianday|unixepoch|strftime|timediff|changes|total_changes|last_insert_rowid)\s*\(|\bcurrent_(date|time|timestamp)\b/i

function refuse(why: string, sql: string): never {
  throw new Error(`${why}: ${sql}`)
}
