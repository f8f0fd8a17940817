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

/** What a user sees and uses outside of the window. */
export type OperatingSystem = {
  clipboard: string
  /** Whether the system can mark a copied secret for clipboard histories. */
  hidesSecrets: boolean
  /** The answer of file dialogs; null is Cancel. */
  chosenFile: string | null
  /** The content of the key file that the open dialog chooses, or an error; null is Cancel. */
  keyFile: { email: string; recoveryKey: string } | AuthError | null
  /** If set, writing a file, or a backup, fails with this. */
  writeError: AuthError | null
  printerReady: boolean
  screenProtected: boolean
  /** Every other request, in order. */
  asked: string[]
  storeNotice: DesktopOutput<'storeNotice'>
  /** If set, "Try again" on a store that cannot be opened fails with this. */
  reopenError: AuthError | null
  /** The answers of the next backup previews, in order; null is Cancel. */
  previews: (DesktopOutput<'previewRestore'> | AuthError)[]
  /** If set, a restore fails with this. */
  restoreError: AuthError | null
  /** What a restore could not do. */
  restoreWarning: DesktopOutput<'restore'>['warning']
  automaticBackups: DesktopOutput<'automaticBackups'>
  importPreview: DesktopOutput<'previewImport'> | AuthError
  importResult: DesktopOutput<'importAccounts'> | AuthError
  /** An import returns after this resolves. */
  importDelay: Promise<void>
  /** Sends the progress of a running import to the window. */
  progress: (progress: Progress) => void
  settings: Settings
  /** Chooses a command in the menu bar. */
  choose: (command: MenuCommand) => void
  changeSettings: (change: Partial<Settings>) => void
  /** Clears the clipboard, as a minute after Copy or on Continue. */
  clearClipboard: () => void
}

/** An operating system in memory: replaces the dialogs, clipboard and menus. */
export function createDesktopDouble(): { desktop: DesktopBridge; system: OperatingSystem } {
  const listeners = {
    settings: new Set<(settings: Settings) => void>(),
    command: new Set<(command: MenuCommand) => void>(),
    cleared: new Set<() => void>(),
    progress: new Set<(progress: Progress) => void>(),
  }
  const system: OperatingSystem = {
    clipboard: '',
    hidesSecrets: true,
    chosenFile: '/home/ana/latchkey-recovery-key.txt',
    keyFile: null,
    writeError: null,
    printerReady: true,
    screenProtected: false,
    asked: [],
    storeNotice: null,
    reopenError: null,
    previews: [],
    restoreError: null,
    restoreWarning: null,
    automaticBackups: [],
    importPreview: null,
    importResult: null,
    importDelay: Promise.resolve(),
    progress: (progress) => emit(listeners.progress, progress),
    settings: { theme: 'system', language: 'system', resolvedLanguage: 'en', zoomPercent: 100 },
    choose: (command) => emit(listeners.command, command),
    changeSettings: (change) => {
      system.settings = { ...system.settings, ...change }
      emit(listeners.settings, system.settings)
    },
    clearClipboard: () => {
      system.clipboard = ''
      for (const listener of listeners.cleared) listener()
    },
  }
  return { system, desktop: { ...createCalls(system), ...createEvents(listeners) } as DesktopBridge }
}

type Listeners = {
  settings: Set<(settings: Settings) => void>
  command: Set<(command: MenuCommand) => void>
  cleared: Set<() => void>
  progress: Set<(progress: Progress) => void>
}

function createEvents(listeners: Listeners): Pick<DesktopBridge, `on${string}` & keyof DesktopBridge> {
  return {
    onClipboardCleared: (listener) => subscribe(listeners.cleared, listener),
    onSettingsChanged: (listener) => subscribe(listeners.settings, listener),
    onCommand: (listener) => subscribe(listeners.command, listener),
    onProgress: (listener) => subscribe(listeners.progress, listener),
  }
}

/** The calls, each of which may return any error that a test chooses. */
type AnyAnswer = { [K in DesktopCallName]: Call<DesktopInput<K>, DesktopOutput<K>, ErrorCode> }

function createCalls(system: OperatingSystem): AnyAnswer {
  const record = (request: string) => {
    system.asked.push(request)
    return ok(null)
  }
  const save = () => {
    if (system.writeError) return err(system.writeError)
    return ok(system.chosenFile === null ? null : { path: system.chosenFile })
  }
  return {
    copyRecoveryKey: ({ recoveryKey }) => {
      system.clipboard = recoveryKey
      return ok({ clearedAfterSeconds: 60, hiddenFromHistory: system.hidesSecrets })
    },
    clearRecoveryKey: () => {
      if (system.clipboard !== '') system.clearClipboard()
      return ok(null)
    },
    protectScreen: ({ on }) => {
      system.screenProtected = on
      return ok(null)
    },
    saveRecoveryKey: save,
    printRecoveryKey: () => ok(system.printerReady ? { printed: true } : null),
    openRecoveryKey: () => (system.keyFile && 'code' in system.keyFile ? err(system.keyFile) : ok(system.keyFile)),
    copyBackupCodes: ({ backupCodes }) => {
      system.clipboard = backupCodes.join('\n')
      return ok({ clearedAfterSeconds: 60, hiddenFromHistory: system.hidesSecrets })
    },
    saveBackupCodes: save,
    printBackupCodes: () => ok(system.printerReady ? { printed: true } : null),
    saveIssuedCode: (sheet) => {
      system.asked.push(`saveIssuedCode ${JSON.stringify(sheet)}`)
      return save()
    },
    printIssuedCode: (sheet) => {
      system.asked.push(`printIssuedCode ${JSON.stringify(sheet)}`)
      return ok(system.printerReady ? { printed: true } : null)
    },
    saveActivity: save,
    showDataFolder: () => record('showDataFolder'),
    copyDiagnostics: () => record('copyDiagnostics'),
    reopenStore: () => (system.reopenError ? err(system.reopenError) : record('reopenStore')),
    storeNotice: () => ok(system.storeNotice),
    ...transfer(system),
    settings: () => ok(system.settings),
    changeSettings: ({ theme, language, zoomPercent }) => {
      const { settings } = system
      system.changeSettings({
        theme: theme ?? settings.theme,
        language: language ?? settings.language,
        zoomPercent: zoomPercent ?? settings.zoomPercent,
        resolvedLanguage: language === 'en' || language === 'fr' ? language : settings.resolvedLanguage,
      })
      return ok(system.settings)
    },
  }
}

/** The transfer calls: return what the test has set and record each request. */
function transfer(
  system: OperatingSystem,
): Pick<
  AnyAnswer,
  'backUp' | 'previewRestore' | 'restore' | 'automaticBackups' | 'previewImport' | 'importAccounts' | 'cancel'
> {
  const record = (request: string) => {
    system.asked.push(request)
    return ok(null)
  }
  return {
    backUp: (input) => {
      system.asked.push(`backUp ${JSON.stringify(input)}`)
      if (system.writeError) return err(system.writeError)
      return ok(system.chosenFile === null ? null : { path: system.chosenFile })
    },
    previewRestore: (input) => {
      system.asked.push(`previewRestore ${JSON.stringify(input)}`)
      return answer(system.previews.shift() ?? null)
    },
    restore: (input) => {
      system.asked.push(`restore ${JSON.stringify(input)}`)
      if (system.restoreError) return err(system.restoreError)
      return ok({ accounts: 1, keptAs: null, warning: system.restoreWarning })
    },
    automaticBackups: () => ok(system.automaticBackups),
    previewImport: () => answer(system.importPreview),
    importAccounts: async (input) => {
      system.asked.push(`importAccounts ${JSON.stringify(input)}`)
      await system.importDelay
      return answer(system.importResult)
    },
    cancel: ({ id }) => record(`cancel ${id}`),
  }
}

const ok = <T>(value: T): Promise<Outcome<T>> => Promise.resolve({ ok: true, value })
/** An outcome from a value or an error. */
const answer = <T extends object>(result: T | AuthError | null): Promise<Outcome<T | null>> =>
  result && 'code' in result ? err(result) : ok(result)
const err = (error: AuthError): Promise<Outcome<never>> => Promise.resolve({ ok: false, error })

function subscribe<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function emit<E>(listeners: Set<(event: E) => void>, event: E) {
  for (const listener of listeners) listener(event)
}
