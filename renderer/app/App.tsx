import { lazy, Suspense, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { RecoveredNotice } from './RecoveredNotice'
import { Shell } from './Shell'
import { useActivityReports } from './use-activity-reports'
import { Intl, loadMessages, type Language, type Messages } from './intl'
import { LogIn } from '../screens/log-in/LogIn'
import { Register } from '../screens/register/Register'
import { Starting } from '../screens/starting/Starting'
import { Welcome } from '../screens/welcome/Welcome'
import { DesktopProvider, StoreProvider, useActions, useAuth } from './store-context'
import type { DesktopBridge } from '../../preload/desktop'
import type { AuthStore } from '../store/state'
import { whenIdle } from './when-idle'
import { createStrengthLoader, StrengthProvider } from '../forms/strength'

// Rarely the first screen: these load when the window is idle.
const screenLoaders = {
  reset: () => import('../screens/reset/Reset'),
  recoveryKey: () => import('../screens/recovery-key/RecoveryKey'),
  backupCodes: () => import('../screens/backup-codes/BackupCodes'),
  session: () => import('../screens/session/Session'),
  problem: () => import('../screens/store-problem/StoreProblem'),
  lock: () => import('../screens/lock/Lock'),
  shortcuts: () => import('../screens/shortcuts/Shortcuts'),
  import: () => import('../screens/import/Import'),
  backUp: () => import('../screens/back-up/BackUp'),
  restore: () => import('../screens/restore/RestoreWithWords'),
  idleWarning: () => import('../screens/idle-warning/IdleWarning'),
}
const Reset = lazy(async () => ({ default: (await screenLoaders.reset()).Reset }))
const RecoveryKey = lazy(async () => ({ default: (await screenLoaders.recoveryKey()).RecoveryKey }))
const BackupCodes = lazy(async () => ({ default: (await screenLoaders.backupCodes()).BackupCodes }))
const Session = lazy(async () => ({ default: (await screenLoaders.session()).Session }))
const StoreProblem = lazy(async () => ({ default: (await screenLoaders.problem()).StoreProblem }))
const Lock = lazy(async () => ({ default: (await screenLoaders.lock()).Lock }))
const Import = lazy(async () => ({ default: (await screenLoaders.import()).Import }))
const BackUp = lazy(async () => ({ default: (await screenLoaders.backUp()).BackUp }))
const Restore = lazy(async () => ({ default: (await screenLoaders.restore()).RestoreWithWords }))
const IdleWarning = lazy(async () => ({ default: (await screenLoaders.idleWarning()).IdleWarning }))
const Shortcuts = lazy(async () => ({ default: (await screenLoaders.shortcuts()).Shortcuts }))

/** For developers: only the dev server and the test build contain the explorer and its texts. */
const explorerAddress = import.meta.env.DEV || import.meta.env.MODE === 'test' ? '#/dev/api' : null
const Explorer =
  import.meta.env.DEV || import.meta.env.MODE === 'test'
    ? lazy(async () => ({ default: (await import('../explorer/Explorer')).Explorer }))
    : null

/** The messages loaded before the first paint. */
export type InitialMessages = { language: Language; messages: Messages }
type AppProps = { store: AuthStore; desktop: DesktopBridge; initial: InitialMessages }

/** The window: provides the dependencies of the screens and shows the current one. */
export function App({ store, desktop, initial }: AppProps) {
  const [strength] = useState(createStrengthLoader)
  return (
    <StoreProvider value={store}>
      <DesktopProvider value={desktop}>
        <StrengthProvider value={strength}>
          <LoadedIntl initial={initial}>
            <Window />
          </LoadedIntl>
        </StrengthProvider>
      </DesktopProvider>
    </StoreProvider>
  )
}

/** Switches the language once its messages are loaded. The screens keep their input. */
function LoadedIntl({ initial, children }: { initial: InitialMessages; children: ReactNode }) {
  const language = useAuth(({ settings }) => settings.resolvedLanguage)
  const [loaded, setLoaded] = useState(initial)
  useEffect(() => {
    if (language === loaded.language) return
    let current = true
    void loadMessages(language).then((messages) => {
      if (current) setLoaded({ language, messages })
    })
    return () => {
      current = false
    }
  }, [language, loaded.language])
  return (
    <Intl language={loaded.language} messages={loaded.messages}>
      {children}
    </Intl>
  )
}

function Window() {
  const recovered = useAuth((state) => state.recovered)
  const dialog = useAuth((state) => state.dialog)
  const idle = useAuth((state) => state.idleWarning)
  const hash = useHash()
  const showsExplorer = explorerAddress !== null && hash.startsWith(explorerAddress)
  const { closeDialog, dismissRecovered } = useActions()
  useStartUp()
  useActivityReports()
  return (
    <Shell>
      {recovered && <RecoveredNotice recovered={recovered} onDismiss={dismissRecovered} />}
      <Suspense>{Explorer && showsExplorer ? <Explorer /> : <CurrentScreen />}</Suspense>
      <Suspense>
        {dialog === 'shortcuts' && <Shortcuts onClose={closeDialog} />}
        {dialog === 'import' && <Import onClose={closeDialog} />}
        {dialog === 'backUp' && <BackUp onClose={closeDialog} />}
        {dialog === 'restore' && <Restore onClose={closeDialog} />}
      </Suspense>
      <Suspense>{idle && <IdleWarning key={idle.logOutAt} logOutAt={idle.logOutAt} />}</Suspense>
    </Shell>
  )
}

/** The hash only opens the explorer: the store decides which screen is shown. */
function useHash(): string {
  return useSyncExternalStore(onHashChange, () => (Explorer ? window.location.hash : ''))
}

function onHashChange(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}

function CurrentScreen() {
  const screen = useAuth((state) => state.screen)
  switch (screen.name) {
    case 'starting':
      return <Starting />
    case 'welcome':
      return <Welcome state={screen} />
    case 'register':
      return <Register state={screen} />
    case 'recoveryKey':
      return <RecoveryKey state={screen} />
    case 'backupCodes':
      return <BackupCodes state={screen} />
    case 'logIn':
      return <LogIn state={screen} />
    case 'session':
      return <Session state={screen} />
    case 'lock':
      return <Lock state={screen} />
    case 'reset':
      return <Reset state={screen} />
    case 'problem':
      return <StoreProblem state={screen} />
  }
}

/** Starts the store, subscribes to main, and loads the other screens when the window is idle. */
function useStartUp() {
  const { start, listen, runMenuCommands } = useActions()
  const starting = useAuth(({ screen }) => screen.name === 'starting')
  useEffect(() => listen(), [listen])
  useEffect(() => {
    if (starting) void start()
  }, [starting, start])
  useEffect(() => (starting ? undefined : runMenuCommands()), [starting, runMenuCommands])
  useEffect(
    () =>
      whenIdle(() => {
        for (const load of Object.values(screenLoaders)) void load()
      }),
    [],
  )
}
