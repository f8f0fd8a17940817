import type { JournalHeader } from './journal'

/** A journal to replay, and the sequence number behind which its records are void. */
export type Segment = { header: JournalHeader; upTo: number }

export type Timeline = {
  /** The journals that lead from the snapshot to now, oldest first. */
  segments: Segment[]
  /** False if the oldest of them begins after the snapshot: something between is missing. */
  isContiguous: boolean
  /** Journals of another store. */
  otherTimelines: JournalHeader[]
}

/**
 * Finds the way from a snapshot to now. It starts at the newest journal and asks each where it went on from; a journal
 * that none goes on from was begun by a checkpoint that failed, and is passed over. Pure.
 */
export function traceTimeline(timelineId: string, sequence: number, journals: readonly JournalHeader[]): Timeline {
  const own = journals.filter((journal) => journal.timelineId === timelineId).sort((a, b) => a.base - b.base)
  const segments: Segment[] = []
  let upTo = Infinity
  let header = own.pop()
  while (header) {
    segments.unshift({ header, upTo })
    if (header.base <= sequence) break
    const { base, after } = header
    upTo = after
    header = own.findLast((older) => older.base <= after && older.base < base)
  }
  const [oldest, next] = segments
  return {
    segments,
    isContiguous: oldest !== undefined && oldest.header.base <= sequence && (!next || sequence <= next.header.after),
    otherTimelines: journals.filter((journal) => journal.timelineId !== timelineId),
  }
}
