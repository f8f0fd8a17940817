import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Log } from '../../calls/call'

export type LogDeps = { file: string; maxBytes: number; now: () => number }

/**
 * Writes one JSON object per line to a file that only its owner can read. Keeps one older file.
 * Write errors are ignored: the app must work on a full disk and in a read-only folder.
 */
export function createLog(deps: LogDeps): Log {
  return (event, detail = {}) => append(deps, { time: new Date(deps.now()).toISOString(), event, ...detail })
}

function append({ file, maxBytes }: LogDeps, line: object): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(file, `${file}.old`)
    appendFileSync(file, `${JSON.stringify(line)}\n`, { mode: 0o600 })
  } catch {
    // There is no other place to report this.
  }
}
