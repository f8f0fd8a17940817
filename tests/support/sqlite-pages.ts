/** Reads the pages of an honest SQLite file. https://sqlite.org/fileformat.html, 1.6 and 2.1 */

export type TreePage = {
  number: number
  /** Where the header of the page starts in the file: page 1 starts with the header of the file. */
  at: number
  /** Where the page itself starts: cell pointers count from here. */
  start: number
  kind: 'interior index' | 'interior table' | 'leaf index' | 'leaf table'
  cells: Cell[]
}

/** Offsets in the file; null for what such a cell does not have. */
export type Cell = {
  pointer: number
  child: number | null
  /** The varint with the length of the payload. */
  length: number | null
  /** The start of the record: its header begins with its own length. */
  record: number | null
  /** The number of the first overflow page. */
  overflow: number | null
}

const kinds = new Map<number | undefined, TreePage['kind']>([
  [2, 'interior index'],
  [5, 'interior table'],
  [10, 'leaf index'],
  [13, 'leaf table'],
])

/** Throws if an earlier mutation left a size that SQLite does not have. */
export function pageSizeOf(file: Buffer): number {
  const size = file.readUInt16BE(16)
  if (size < 512) throw new Error(`pages of ${size} bytes`)
  return size
}

/** Every page of a tree: an overflow page or a free page starts with a small number, so with 0. */
export function treePages(file: Buffer): TreePage[] {
  const size = pageSizeOf(file)
  const pages: TreePage[] = []
  for (let start = 0; start + size <= file.length; start += size) {
    const at = start === 0 ? 100 : start
    const kind = kinds.get(file[at])
    if (kind) pages.push({ number: start / size + 1, at, start, kind, cells: cellsOf(file, at, start, kind) })
  }
  return pages
}

function cellsOf(file: Buffer, at: number, start: number, kind: TreePage['kind']): Cell[] {
  const isInterior = kind.startsWith('interior')
  const count = file.readUInt16BE(at + 3)
  return Array.from({ length: count }, (_, n) => {
    const pointer = at + (isInterior ? 12 : 8) + 2 * n
    const cell = start + file.readUInt16BE(pointer)
    const child = isInterior ? cell : null
    if (kind === 'interior table') return { pointer, child, length: null, record: null, overflow: null }
    const length = isInterior ? cell + 4 : cell
    const [payload, afterLength] = readVarint(file, length)
    const record = kind === 'leaf table' ? readVarint(file, afterLength)[1] : afterLength
    const local = localBytes(payload, pageSizeOf(file), kind === 'leaf table')
    return { pointer, child, length, record, overflow: local < payload ? record + local : null }
  })
}

/** How many bytes of a payload are in the cell itself. */
function localBytes(payload: number, size: number, isTable: boolean): number {
  const max = isTable ? size - 35 : Math.floor(((size - 12) * 64) / 255) - 23
  if (payload <= max) return payload
  const min = Math.floor(((size - 12) * 32) / 255) - 23
  const kept = min + ((payload - min) % (size - 4))
  return kept <= max ? kept : min
}

/** The value, and the offset after it. */
export function readVarint(file: Buffer, offset: number): [number, number] {
  let value = 0
  for (let at = offset; at < offset + 8; at += 1) {
    const byte = file[at] ?? 0
    value = value * 128 + (byte & 127)
    if (byte < 128) return [value, at + 1]
  }
  return [value * 256 + (file[offset + 8] ?? 0), offset + 9]
}
