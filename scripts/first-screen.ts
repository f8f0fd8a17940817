import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** What the window waits for before it shows anything. Later screens, word lists and the other language come after it. */
export const firstScreenMaxBytes = 120_000

/** The part of a bundler's output that is read. */
type Chunk = {
  type: 'chunk'
  fileName: string
  code: string
  isEntry: boolean
  /** The files it imports before it runs. */
  imports: string[]
  facadeModuleId: string | null
}
export type Bundle = Readonly<Record<string, Chunk | { type: 'asset' }>>

/** A Vite plugin: prints how much JavaScript the first screen loads, gzipped, and fails a build above the limit. */
export function firstScreenBudget(print = console.log): Plugin {
  return {
    name: 'latchkey-first-screen',
    generateBundle: (_options, bundle) => print(withinBudget(firstScreenBytes(bundle), firstScreenMaxBytes)),
  }
}

/** The line that a build prints; throws where it is too much. */
export function withinBudget(bytes: number, maxBytes: number): string {
  const line = `The first screen loads ${inKilobytes(bytes)} of JavaScript, gzipped (at most ${inKilobytes(maxBytes)}).`
  if (bytes > maxBytes) throw new Error(line)
  return line
}

/** The entry, all that it imports, and the words of one language: the longer ones. */
export function firstScreenBytes(bundle: Bundle): number {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const words = chunks.filter(({ facadeModuleId }) => /\/copy\/\w+\.json$/.test(facadeModuleId ?? ''))
  const needed = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  // A set is walked on into what is added meanwhile.
  for (const fileName of needed) {
    for (const imported of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) needed.add(imported)
  }
  const code = chunks.filter(({ fileName }) => needed.has(fileName)).reduce((sum, chunk) => sum + gzipped(chunk), 0)
  return code + Math.max(0, ...words.map(gzipped))
}

const gzipped = ({ code }: Chunk) => gzipSync(code).length
const inKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
