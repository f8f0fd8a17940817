import type { Row } from './measure'

export function printTable(rows: readonly Row[]): void {
  const cells = rows.map((row) => [
    row.name,
    `${row.ours} ${row.unit}`,
    row.theirs === null ? '' : `${row.theirs} ${row.unit}`,
    row.ratio === null ? '' : `${row.ratio}×`,
    `±${Math.round(row.spread * 50)} %`,
    row.against,
  ])
  const all = [['', 'ours', 'theirs', 'ratio', 'spread', 'theirs is'], ...cells]
  const widths = (all[0] ?? []).map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  for (const line of all) console.log(line.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  '))
}

/** Prints each target and whether this run met it. */
export function printTargets(rows: readonly Row[]): void {
  console.log()
  for (const { name, value, limit, atLeast } of targets(rows)) {
    const met = atLeast ? value >= limit : value <= limit
    console.log(
      `${met ? 'met  ' : 'MISSED'} ${name}: ${value.toPrecision(3)} (${atLeast ? 'at least' : 'at most'} ${limit})`,
    )
  }
}

type Target = { name: string; value: number; limit: number; atLeast?: boolean }

function targets(rows: readonly Row[]): Target[] {
  const ratios = (prefix: string, against: string, limit: number): Target[] =>
    rows
      .filter((row) => row.name.startsWith(prefix) && row.against === against && row.ratio !== null)
      .map((row) => ({ name: `${row.name} / ${against}`, value: row.ratio ?? NaN, limit }))
  const atMost = (prefix: string, limit: number): Target[] =>
    rows
      .filter((row) => row.name.startsWith(prefix))
      .map((row) => ({ name: `${row.name}, in ${row.unit}`, value: row.ours, limit }))
  return [
    ...ratios('commit,', 'better-sqlite3 WAL FULL', 1.1),
    ...ratios('commit back to back', 'better-sqlite3 WAL FULL', 1.4),
    ...growth(rows, 'commit,', 1.2),
    ...ratios('lookup', 'better-sqlite3', 3),
    ...lessRoundTrip(rows, 'accounts ', 1.5),
    ...growth(rows, 'open, journal empty', 2),
    ...growth(rows, 'open, journal full', 2),
    ...rows
      .filter((row) => row.name.startsWith('replay'))
      .map((row) => ({ name: row.name, value: row.ours, limit: 80_000, atLeast: true })),
    ...ratios('hash', 'native bcrypt', 1.35),
    ...ratios('log-in', 'a bare comparison', 1.3),
    ...ratios('log-in, unknown email', 'a wrong password', 1.1),
    ...ratios('event-loop delay p50', 'idle', 1.1),
    ...ratios('event-loop delay max', 'bcryptjs in the main thread', 1 / 8),
    ...atMost('delay of main p99 of calls,', 50),
    ...atMost('delay of main max,', 150),
  ]
}

/** The ratio to better-sqlite3 after the time of one round trip is subtracted from ours. */
function lessRoundTrip(rows: readonly Row[], prefix: string, limit: number): Target[] {
  return rows
    .filter((row) => row.name.startsWith(prefix))
    .map((row) => {
      const trip = rows.find(({ name }) => name === `round trip of ${row.name}`)?.ours ?? NaN
      const value = (row.ours - trip) / (row.theirs ?? NaN)
      return { name: `${row.name} less a round trip / ${row.against}`, value, limit }
    })
}

/** Compares the largest number of accounts with the smallest. */
function growth(rows: readonly Row[], prefix: string, limit: number): Target[] {
  const sizes = rows.filter(
    (row) =>
      row.name.startsWith(prefix) && row.against !== 'bare append + fdatasync' && row.against !== 'whole-file export',
  )
  const [first, last] = [sizes.at(0), sizes.at(-1)]
  return first && last && first !== last
    ? [{ name: `${last.name} / ${first.name}`, value: last.ours / first.ours, limit }]
    : []
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 || column === 5 ? cell.padEnd(width) : cell.padStart(width)
}
