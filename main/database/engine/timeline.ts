import type { JournalHeader } from './journal'

/** A journal to replay, and the sequence number after which its records are void. */
export type Segment = { header: JournalHeader; upTo: number }

export type Timeline = {
  /** The journals that lead from the snapshot to the current state, oldest first. */
  segments: Segment[]
  /** False if the oldest segment starts after the snapshot: records in between are missing. */
  isContiguous: boolean
  /** Journals of other timelines. */
  otherTimelines: JournalHeader[]
}

/**
 * Finds the journals between a snapshot and the current state. Starts at the newest journal and
 * follows each one's `after` back to its predecessor. Skips a journal that no other continues: a
 * failed checkpoint left it. Pure.
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
