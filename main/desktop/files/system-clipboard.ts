/**
 * The clipboard for secrets. Where Electron can write raw formats (`ClipboardItem`, since version
 * 44), the copy has markers that ask clipboard histories and cloud clipboards not to store it.
 */

/** The part of Electron's `clipboard` that is used; synchronous before 44, asynchronous since. */
export type ElectronClipboard = {
  readText: () => string | Promise<string>
  writeText: (text: string) => unknown
  write?: (items: never[]) => Promise<void>
  clear: () => void
}

export type ItemConstructor = new (formats: Record<string, string | Blob>) => object

export type SystemClipboard = {
  readText: () => Promise<string>
  /** Returns whether the copy carries the markers for clipboard histories. */
  writeSecret: (text: string) => Promise<boolean>
  clear: () => void
}

const rawFormat = (name: string) => `electron application/osclipboard;format="${name}"`

/** A DWORD of 0, little endian. */
const zero = () => new Blob([new Uint8Array(4)])

/**
 * By platform: KDE's Klipper (x-kde-passwordManagerHint), nspasteboard.org, and "Clipboard Formats"
 * in Microsoft's documentation.
 */
const markers: Partial<Record<NodeJS.Platform, () => Record<string, string | Blob>>> = {
  linux: () => ({ 'x-kde-passwordManagerHint': 'secret' }),
  darwin: () => ({ 'org.nspasteboard.ConcealedType': '1', 'org.nspasteboard.TransientType': '1' }),
  win32: () => ({
    ExcludeClipboardContentFromMonitorProcessing: '1',
    CanIncludeInClipboardHistory: zero(),
    CanUploadToCloudClipboard: zero(),
  }),
}

/** `Item` is Electron's `ClipboardItem`, if it has one. */
export function systemClipboard(
  platform: NodeJS.Platform,
  clipboard: ElectronClipboard,
  Item: ItemConstructor | undefined,
): SystemClipboard {
  async function writeMarked(text: string): Promise<boolean> {
    const marked = markers[platform]?.()
    if (!Item || !clipboard.write || !marked) return false
    const raw = Object.entries(marked).map(([name, value]) => [rawFormat(name), value] as const)
    try {
      await clipboard.write([new Item({ 'text/plain': text, ...Object.fromEntries(raw) }) as never])
      return true
    } catch {
      return false
    }
  }

  return {
    readText: async () => clipboard.readText(),
    async writeSecret(text) {
      if (await writeMarked(text)) return true
      await clipboard.writeText(text)
      return false
    },
    clear: () => clipboard.clear(),
  }
}
