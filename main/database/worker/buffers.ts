import { deserialize, serialize } from 'node:v8'

/** A buffer that a worker reads in place: to copy 50 MB for it would block this thread. */
export const sharedBuffer = (bytes: number): Buffer => Buffer.from(new SharedArrayBuffer(bytes))

/**
 * A part of a long list, for `deserialize` of node:v8. Node reads all messages that have arrived in
 * one go: as objects, 100,000 accounts would block the thread that receives them, and the one that
 * sends them.
 */
export type Slice<T> = Uint8Array & { readonly of?: T }

export const toSlice = <T>(values: readonly T[]): Slice<T> => serialize(values)
export const fromSlice = <T>(slice: Slice<T>): T[] => deserialize(slice) as T[]

/** The buffers of the values that are byte arrays and fill theirs. */
export function wholeBuffers(value: object): ArrayBuffer[] {
  return Object.values(value).flatMap((bytes: unknown) =>
    bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength
      ? [bytes.buffer]
      : [],
  )
}
