/** The buffers of the values that are byte arrays and fill theirs. */
export function wholeBuffers(value: object): ArrayBuffer[] {
  return Object.values(value).flatMap((bytes: unknown) =>
    bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer && bytes.length === bytes.buffer.byteLength
      ? [bytes.buffer]
      : [],
  )
}
