/** The sorted times of one contender. `spread` is the interquartile range over the median. */
export type Times = { median: number; spread: number; all: number[] }

export type Row = {
  name: string
  ours: number
  theirs: number | null
  ratio: number | null
  spread: number
  unit: string
  against: string
}

/**
 * Runs every contender once per round, in a rotating order, so that a slow period of the machine
 * affects all of them equally. Times in milliseconds.
 */
export async function takeTurns<Name extends string>(
  rounds: number,
  contenders: Record<Name, (round: number) => unknown>,
): Promise<Record<Name, Times>> {
  const names = Object.keys(contenders) as Name[]
  const all = new Map<Name, number[]>(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < names.length; turn += 1) {
      const name = names[(round + turn) % names.length]
      if (name !== undefined) all.get(name)?.push(await time(() => contenders[name](round)))
    }
  }
  return Object.fromEntries(names.map((name) => [name, summary(all.get(name) ?? [])])) as Record<Name, Times>
}

/** A row of the table: ours against one peer. `spread` is that of ours. */
export function row(name: string, ours: Times, theirs: Times | null, unit: 'ms' | 'µs', against: string, per = 1): Row {
  const scale = (unit === 'µs' ? 1000 : 1) / per
  return {
    name,
    ours: round(ours.median * scale),
    theirs: theirs && round(theirs.median * scale),
    ratio: theirs && round(ours.median / theirs.median),
    spread: round(ours.spread),
    unit,
    against,
  }
}

export function summary(times: number[]): Times {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? NaN
  return { median: at(0.5), spread: (at(0.75) - at(0.25)) / at(0.5), all: sorted }
}

export function round(value: number): number {
  return Number(value.toPrecision(3))
}

async function time(work: () => unknown): Promise<number> {
  const start = performance.now()
  const result = work()
  // Awaiting a plain value would add an event-loop turn to a time of microseconds.
  if (result instanceof Promise) await result
  return performance.now() - start
}
