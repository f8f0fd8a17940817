import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** The budget of the first screen. Other screens, word lists and languages load later. */
export const firstScreenMaxBytes = 120_000

/** The fields of the bundler's output that the budget reads. */
type Chunk = {
  type: 'chunk'
  fileName: string
  code: string
  isEntry: boolean
  /** Static imports, which load before the chunk runs. */
  imports: string[]
  facadeModuleId: string | null
}
export type Bundle = Readonly<Record<string, Chunk | { type: 'asset' }>>

/** Vite plugin: prints the gzipped size of the first screen's JavaScript; fails above the limit. */
export function firstScreenBudget(print = console.log): Plugin {
  return {
    name: 'latchkey-first-screen',
    generateBundle: (_options, bundle) => print(withinBudget(firstScreenBytes(bundle), firstScreenMaxBytes)),
  }
}

/** What only the main process shows: the menu bar, system dialogs, About and printed pages. */
const mainOnly = /^(menu|dialog|about|print)\./

/** Vite plugin: leaves those words out of the page. */
export function withoutMenuWords(): Plugin {
  return {
    name: 'latchkey-page-words',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/copy\/(en|fr)\.json$/.test(id)) return null
      const words = Object.entries(JSON.parse(code) as Record<string, string>)
      return JSON.stringify(Object.fromEntries(words.filter(([key]) => !mainOnly.test(key))))
    },
  }
}

/** The line that a build prints; throws above the limit. */
export function withinBudget(bytes: number, maxBytes: number): string {
  const line = `The first screen loads ${inKilobytes(bytes)} of JavaScript, gzipped (at most ${inKilobytes(maxBytes)}).`
  if (bytes > maxBytes) throw new Error(line)
  return line
}

/** The gzipped bytes of the entry, of everything it imports, and of the longest language's copy. */
export function firstScreenBytes(bundle: Bundle): number {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
  const copy = chunks.filter(({ facadeModuleId }) => /\/copy\/\w+\.json$/.test(facadeModuleId ?? ''))
  const needed = new Set(chunks.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  // The iteration of a set includes what is added during it.
  for (const fileName of needed) {
    for (const imported of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) needed.add(imported)
  }
  const code = chunks.filter(({ fileName }) => needed.has(fileName)).reduce((sum, chunk) => sum + gzipped(chunk), 0)
  return code + Math.max(0, ...copy.map(gzipped))
}

const gzipped = ({ code }: Chunk) => gzipSync(code).length
const inKilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
