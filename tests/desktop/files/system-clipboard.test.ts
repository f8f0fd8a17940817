import { describe, expect, it } from 'vitest'
import { systemClipboard } from '../../../main/desktop/files/system-clipboard'

/** Electron's `ClipboardItem`, as far as it is used. */
class Item {
  constructor(readonly formats: Record<string, string | Blob>) {}
}

function electronClipboard({ refusesRawFormats = false } = {}) {
  const written: Record<string, string | Blob>[] = []
  return {
    written,
    readText: () => Promise.resolve(''),
    writeText: (text: string) => void written.push({ 'text/plain': text }),
    write: (items: Item[]) => {
      if (refusesRawFormats) return Promise.reject(new Error('unknown format'))
      written.push(...items.map(({ formats }) => formats))
      return Promise.resolve()
    },
    clear: () => undefined,
  }
}

describe('a secret on the clipboard', () => {
  it.each([
    ['linux', ['x-kde-passwordManagerHint']],
    ['darwin', ['org.nspasteboard.ConcealedType', 'org.nspasteboard.TransientType']],
    [
      'win32',
      ['ExcludeClipboardContentFromMonitorProcessing', 'CanIncludeInClipboardHistory', 'CanUploadToCloudClipboard'],
    ],
  ] as const)('carries the markers of %s', async (platform, names) => {
    const clipboard = electronClipboard()
    expect(await systemClipboard(platform, clipboard, Item).writeSecret('7K4MQ')).toBe(true)
    const formats = names.map((name) => `electron application/osclipboard;format="${name}"`)
    expect(clipboard.written.map((item) => Object.keys(item))).toEqual([['text/plain', ...formats]])
    expect(clipboard.written[0]?.['text/plain']).toBe('7K4MQ')
  })

  it('says no to the history of Windows with a DWORD of 0', async () => {
    const clipboard = electronClipboard()
    await systemClipboard('win32', clipboard, Item).writeSecret('7K4MQ')
    const value = clipboard.written[0]?.['electron application/osclipboard;format="CanIncludeInClipboardHistory"']
    expect(value).toBeInstanceOf(Blob)
    expect(new Uint8Array(await (value as Blob).arrayBuffer())).toEqual(new Uint8Array(4))
  })

  it('is copied as plain text, and reported as such, by an Electron without raw formats', async () => {
    const clipboard = electronClipboard()
    expect(await systemClipboard('linux', clipboard, undefined).writeSecret('7K4MQ')).toBe(false)
    expect(clipboard.written).toEqual([{ 'text/plain': '7K4MQ' }])
  })

  it('is copied as plain text if the system refuses a raw format', async () => {
    const clipboard = electronClipboard({ refusesRawFormats: true })
    expect(await systemClipboard('darwin', clipboard, Item).writeSecret('7K4MQ')).toBe(false)
    expect(clipboard.written).toEqual([{ 'text/plain': '7K4MQ' }])
  })
})
