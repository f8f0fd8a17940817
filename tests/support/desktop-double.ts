import type { Call } from '../../preload/call-shape'
import type { AuthError, ErrorCode, Outcome } from '../../preload/errors'
import type {
  DesktopBridge,
  DesktopOutput,
  MenuCommand,
  Progress,
  Settings,
  DesktopCallName,
  DesktopInput,
} from '../../preload/desktop'

/** What a person would see and touch outside of the window. */
export type OperatingSystem = {
  clipboard: string
  /** What the next file dialog answers; null is Cancel. */
  chosenFile: string | null
  /** What stands in the key file that the next open dialog chooses. */
  keyFile: { email: string; recoveryKey: string } | AuthError | null
  /** The next write of a file fails with this. */
  writeError: AuthError | null
  printerReady: boolean
  screenProtected: boolean
  /** Everything else that was asked of it, in order. */
  asked: string[]
  storeNotice: DesktopOutput<'storeNotice'>
  /** What the next "Try again" of a store that cannot be opened answers. */
  reopens: AuthError | null
  /** What the next previews of a backup answer, in order; null is Cancel. */
  previews: (DesktopOutput<'previewRestore'> | AuthError)[]
  /** What a restore answers instead of being done. */
  restoreError: AuthError | null
  automatic: DesktopOutput<'automaticBackups'>
  importPreview: DesktopOutput<'previewImport'> | AuthError
  importResult: DesktopOutput<'importAccounts'> | AuthError
  /** An import answers only after this. */
  importing: Promise<void>
  /** What main says of an import that is under way. */
  progress: (progress: Progress) => void
  settings: Settings
  /** The menu bar. */
  choose: (command: MenuCommand) => void
  changeSettings: (change: Partial<Settings>) => void
  /** A minute after Copy, or on Continue. */
  clearClipboard: () => void
}

/** An operating system in memory: it stands for the dialogs, clipboard and menus that a test has none of. */
export function createDesktopDouble(): { desktop: DesktopBridge; system: OperatingSystem } {
  const heard = {
    settings: new Set<(settings: Settings) => void>(),
    command: new Set<(command: MenuCommand) => void>(),
    cleared: new Set<() => void>(),
    progress: new Set<(progress: Progress) => void>(),
  }
  const system: OperatingSystem = {
    clipboard: '',
    chosenFile: '/home/ana/latchkey-recovery-key.txt',
    keyFile: null,
    writeError: null,
    printerReady: true,
    screenProtected: false,
    asked: [],
    storeNotice: null,
    reopens: null,
    previews: [],
    restoreError: null,
    automatic: [],
    importPreview: null,
    importResult: null,
    importing: Promise.resolve(),
    progress: (progress) => tell(heard.progress, progress),
    settings: { theme: 'system', language: 'system', resolvedLanguage: 'en', zoomPercent: 100 },
    choose: (command) => tell(heard.command, command),
    changeSettings: (change) => {
      system.settings = { ...system.settings, ...change }
      tell(heard.settings, system.settings)
    },
    clearClipboard: () => {
      system.clipboard = ''
      for (const listener of heard.cleared) listener()
    },
  }
  return { system, desktop: { ...createCalls(system), ...createEvents(heard) } as DesktopBridge }
}

type Heard = {
  settings: Set<(settings: Settings) => void>
  command: Set<(command: MenuCommand) => void>
  cleared: Set<() => void>
  progress: Set<(progress: Progress) => void>
}

function createEvents(heard: Heard): Pick<DesktopBridge, `on${string}` & keyof DesktopBridge> {
  return {
    onClipboardCleared: (listener) => subscribe(heard.cleared, listener),
    onSettingsChanged: (listener) => subscribe(heard.settings, listener),
    onCommand: (listener) => subscribe(heard.command, listener),
    onProgress: (listener) => subscribe(heard.progress, listener),
  }
}

/** The calls, with any error for an answer: the test says which. */
type AnyAnswer = { [K in DesktopCallName]: Call<DesktopInput<K>, DesktopOutput<K>, ErrorCode> }

function createCalls(system: OperatingSystem): AnyAnswer {
  const note = (what: string) => {
    system.asked.push(what)
    return good(null)
  }
  const save = () => {
    if (system.writeError) return bad(system.writeError)
    return good(system.chosenFile === null ? null : { path: system.chosenFile })
  }
  return {
    copyRecoveryKey: ({ recoveryKey }) => {
      system.clipboard = recoveryKey
      return good({ clearedAfterSeconds: 60 })
    },
    clearRecoveryKey: () => {
      if (system.clipboard !== '') system.clearClipboard()
      return good(null)
    },
    protectScreen: ({ on }) => {
      system.screenProtected = on
      return good(null)
    },
    saveRecoveryKey: save,
    printRecoveryKey: () => good(system.printerReady ? { printed: true } : null),
    openRecoveryKey: () => (system.keyFile && 'code' in system.keyFile ? bad(system.keyFile) : good(system.keyFile)),
    copyBackupCodes: ({ backupCodes }) => {
      system.clipboard = backupCodes.join('\n')
      return good({ clearedAfterSeconds: 60 })
    },
    saveBackupCodes: save,
    printBackupCodes: () => good(system.printerReady ? { printed: true } : null),
    saveActivity: save,
    showDataFolder: () => note('showDataFolder'),
    copyDiagnostics: () => note('copyDiagnostics'),
    reopenStore: () => (system.reopens ? bad(system.reopens) : note('reopenStore')),
    storeNotice: () => good(system.storeNotice),
    ...transfer(system),
    settings: () => good(system.settings),
    changeSettings: ({ theme, language, zoomPercent }) => {
      const { settings } = system
      system.changeSettings({
        theme: theme ?? settings.theme,
        language: language ?? settings.language,
        zoomPercent: zoomPercent ?? settings.zoomPercent,
        resolvedLanguage: language === 'en' || language === 'fr' ? language : settings.resolvedLanguage,
      })
      return good(system.settings)
    },
  }
}

/** Backups and imports as the test gives them; what was asked is noted. */
function transfer(
  system: OperatingSystem,
): Pick<
  AnyAnswer,
  'backUp' | 'previewRestore' | 'restore' | 'automaticBackups' | 'previewImport' | 'importAccounts' | 'cancel'
> {
  const note = (what: string) => {
    system.asked.push(what)
    return good(null)
  }
  return {
    backUp: ({ passphrase }) => {
      system.asked.push(passphrase === undefined ? 'backUp' : 'backUp encrypted')
      if (system.writeError) return bad(system.writeError)
      return good(system.chosenFile === null ? null : { path: system.chosenFile })
    },
    previewRestore: (input) => {
      system.asked.push(`previewRestore ${JSON.stringify(input)}`)
      return answer(system.previews.shift() ?? null)
    },
    restore: (input) => {
      system.asked.push(`restore ${JSON.stringify(input)}`)
      return system.restoreError ? bad(system.restoreError) : good({ accounts: 1, keptAs: null })
    },
    automaticBackups: () => good(system.automatic),
    previewImport: () => answer(system.importPreview),
    importAccounts: async (input) => {
      system.asked.push(`importAccounts ${JSON.stringify(input)}`)
      await system.importing
      return answer(system.importResult)
    },
    cancel: ({ id }) => note(`cancel ${id}`),
  }
}

const good = <T>(value: T): Promise<Outcome<T>> => Promise.resolve({ ok: true, value })
/** A value, or the error that stands in its place. */
const answer = <T extends object>(given: T | AuthError | null): Promise<Outcome<T | null>> =>
  given && 'code' in given ? bad(given) : good(given)
const bad = (error: AuthError): Promise<Outcome<never>> => Promise.resolve({ ok: false, error })

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function tell<E>(listeners: Set<(event: E) => void>, event: E) {
  for (const listener of listeners) listener(event)
}
