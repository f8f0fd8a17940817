import { crc32 } from 'node:zlib'

export type ZipFile = { readonly name: string; readonly text: string }

/** A zip archive of uncompressed, executable files: the part of the format that the tests need. */
export function zipOf(files: readonly ZipFile[]): Buffer {
  let offset = 0
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []]
  for (const file of files) {
    const local = Buffer.concat([
      numbers([0x04034b50, 4], [20, 2], ...sharedFields(file)),
      bytesOf(file.name),
      bytesOf(file.text),
    ])
    const attributes: Field[] = [
      [0, 2],
      [0, 2],
      [0, 2],
      [0o100755 * 0x10000, 4],
      [offset, 4],
    ]
    const entry = numbers([0x02014b50, 4], [0x0314, 2], [20, 2], ...sharedFields(file), ...attributes)
    locals.push(local)
    directory.push(Buffer.concat([entry, bytesOf(file.name)]))
    offset += local.length
  }
  const size = Buffer.concat(directory).length
  const end = numbers([0x06054b50, 4], [0, 4], [files.length, 2], [files.length, 2], [size, 4], [offset, 4], [0, 2])
  return Buffer.concat([...locals, ...directory, end])
}

type Field = [value: number, bytes: 2 | 4]

/** The fields of both headers: no flags, no compression, no date; checksum, sizes, name length. */
function sharedFields({ name, text }: ZipFile): Field[] {
  const length = bytesOf(text).length
  return [
    [0, 4],
    [0, 4],
    [crc32(text), 4],
    [length, 4],
    [length, 4],
    [bytesOf(name).length, 2],
    [0, 2],
  ]
}

const bytesOf = (text: string) => Buffer.from(text, 'latin1')

function numbers(...fields: Field[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes)
      if (bytes === 2) buffer.writeUInt16LE(value)
      else buffer.writeUInt32LE(value)
      return buffer
    }),
  )
}
