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

// Nobody begins with one of these: they load while the first screen is read.
const later = {
  reset: () => import('../screens/reset/Reset'),
  recoveryKey: () => import('../screens/recovery-key/RecoveryKey'),
  backupCodes: () => import('../screens/backup-codes/BackupCodes'),
  session: () => import('../screens/session/Session'),
  problem: () => import('../screens/store-problem/StoreProblem'),
  lock: () => import('../screens/lock/Lock'),
  shortcuts: () => import('../screens/shortcuts/Shortcuts'),
  import: () => import('../screens/import/Import'),
  backUp: () => import('../screens/back-up/BackUp'),
  restore: () => import('../screens/restore/Restore'),
  idleWarning: () => import('../screens/idle-warning/IdleWarning'),
}
const Reset = lazy(async () => ({ default: (await later.reset()).Reset }))
const RecoveryKey = lazy(async () => ({ default: (await later.recoveryKey()).RecoveryKey }))
const BackupCodes = lazy(async () => ({ default: (await later.backupCodes()).BackupCodes }))
const Session = lazy(async () => ({ default: (await later.session()).Session }))
const StoreProblem = lazy(async () => ({ default: (await later.problem()).StoreProblem }))
const Lock = lazy(async () => ({ default: (await later.lock()).Lock }))
const Import = lazy(async () => ({ default: (await later.import()).Import }))
const BackUp = lazy(async () => ({ default: (await later.backUp()).BackUp }))
const Restore = lazy(async () => ({ default: (await later.restore()).Restore }))
const IdleWarning = lazy(async () => ({ default: (await later.idleWarning()).IdleWarning }))
const Shortcuts = lazy(async () => ({ default: (await later.shortcuts()).Shortcuts }))

/** For those who build on it: the dev server and the tests' build have it, what ships has neither it nor its words. */
const explorerAddress = import.meta.env.DEV || import.meta.env.MODE === 'test' ? '#/dev/api' : null
const Explorer =
  import.meta.env.DEV || import.meta.env.MODE === 'test'
    ? lazy(async () => ({ default: (await import('../explorer/Explorer')).Explorer }))
    : null

/** What was loaded before the first paint. */
export type FirstWords = { language: Language; messages: Messages }
type AppProps = { store: AuthStore; desktop: DesktopBridge; first: FirstWords }

/** The window: gives the screens what they need, and shows the one that the store names. */
export function App({ store, desktop, first }: AppProps) {
  const [strength] = useState(createStrengthLoader)
  return (
    <StoreProvider value={store}>
      <DesktopProvider value={desktop}>
        <StrengthProvider value={strength}>
          <Words first={first}>
            <Window />
          </Words>
        </StrengthProvider>
      </DesktopProvider>
    </StoreProvider>
  )
}

/** Changes the language without forgetting what was typed: the new words replace the old ones once they are there. */
function Words({ first, children }: { first: FirstWords; children: ReactNode }) {
  const language = useAuth(({ settings }) => settings.resolvedLanguage)
  const [words, setWords] = useState(first)
  useEffect(() => {
    if (language === words.language) return
    let wanted = true
    void loadMessages(language).then((messages) => {
      if (wanted) setWords({ language, messages })
    })
    return () => {
      wanted = false
    }
  }, [language, words.language])
  return (
    <Intl language={words.language} messages={words.messages}>
      {children}
    </Intl>
  )
}

function Window() {
  const recovered = useAuth((state) => state.recovered)
  const dialog = useAuth((state) => state.dialog)
  const idle = useAuth((state) => state.idleWarning)
  const hash = useHash()
  const explores = explorerAddress !== null && hash.startsWith(explorerAddress)
  const { closeDialog, dismissRecovered } = useActions()
  useWindowLife()
  useActivityReports()
  return (
    <Shell>
      {recovered && <RecoveredNotice recovered={recovered} onDismiss={dismissRecovered} />}
      <Suspense>{Explorer && explores ? <Explorer /> : <CurrentScreen />}</Suspense>
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

/** Only the explorer has an address of its own: which screen is shown is the store's to say. */
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

/** Begins, listens, and fetches the later screens once nothing else is to be done. */
function useWindowLife() {
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
        for (const load of Object.values(later)) void load()
      }),
    [],
  )
}
