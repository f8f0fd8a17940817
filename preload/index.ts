import { contextBridge, ipcRenderer, webFrame, type IpcRendererEvent } from 'electron'
import type { AuthBridge, CallName, Outcome } from './contract'
import type { DesktopBridge, DesktopCallName } from './desktop'
import { listeningChannel, type Messages } from './events'

const auth = {
  welcome: authCall('welcome'),
  register: authCall('register'),
  logIn: authCall('logIn'),
  logOut: authCall('logOut'),
  profile: authCall('profile'),
  restoreSession: authCall('restoreSession'),
  requestReset: authCall('requestReset'),
  resetPassword: authCall('resetPassword'),
  changePassword: authCall('changePassword'),
  renewRecoveryKey: authCall('renewRecoveryKey'),
  confirmRecoveryKey: authCall('confirmRecoveryKey'),
  updatePreferences: authCall('updatePreferences'),
  lock: authCall('lock'),
  unlock: authCall('unlock'),
  stopRemembering: authCall('stopRemembering'),
  people: authCall('people'),
  reportActivity: authCall('reportActivity'),
  activity: authCall('activity'),
  beginTwoFactor: authCall('beginTwoFactor'),
  confirmTwoFactor: authCall('confirmTwoFactor'),
  turnOffTwoFactor: authCall('turnOffTwoFactor'),
  renewBackupCodes: authCall('renewBackupCodes'),
  deleteAccount: authCall('deleteAccount'),
  onSessionEnded: (listener) => subscribe('auth:sessionEnded', listener),
  onIdleWarning: (listener) => subscribe('auth:idleWarning', listener),
} satisfies AuthBridge

const desktop = {
  copyRecoveryKey: desktopCall('copyRecoveryKey'),
  clearRecoveryKey: desktopCall('clearRecoveryKey'),
  protectScreen: desktopCall('protectScreen'),
  saveRecoveryKey: desktopCall('saveRecoveryKey'),
  printRecoveryKey: desktopCall('printRecoveryKey'),
  openRecoveryKey: desktopCall('openRecoveryKey'),
  copyBackupCodes: desktopCall('copyBackupCodes'),
  saveBackupCodes: desktopCall('saveBackupCodes'),
  printBackupCodes: desktopCall('printBackupCodes'),
  saveActivity: desktopCall('saveActivity'),
  showDataFolder: desktopCall('showDataFolder'),
  copyDiagnostics: desktopCall('copyDiagnostics'),
  reopenStore: desktopCall('reopenStore'),
  storeNotice: desktopCall('storeNotice'),
  previewImport: desktopCall('previewImport'),
  importAccounts: desktopCall('importAccounts'),
  cancel: desktopCall('cancel'),
  backUp: desktopCall('backUp'),
  previewRestore: desktopCall('previewRestore'),
  restore: desktopCall('restore'),
  automaticBackups: desktopCall('automaticBackups'),
  settings: desktopCall('settings'),
  changeSettings: desktopCall('changeSettings'),
  onClipboardCleared: (listener) => subscribe('desktop:clipboardCleared', listener),
  onSettingsChanged: (listener) => subscribe('desktop:settingsChanged', listener),
  onCommand: (listener) => subscribe('desktop:command', listener),
  onProgress: (listener) => subscribe('desktop:progress', listener),
} satisfies DesktopBridge

/** The channels that main knows this page listens to. */
const listening = new Set<keyof Messages>()

void expose({ auth, desktop })

function authCall<K extends CallName>(name: K): AuthBridge[K] {
  return ((input?: unknown) => ask(`auth:${name}`, input)) as AuthBridge[K]
}

function desktopCall<K extends DesktopCallName>(name: K): DesktopBridge[K] {
  return ((input?: unknown) => ask(`desktop:${name}`, input)) as DesktopBridge[K]
}

/** Main always answers an Outcome; what can't be cloned into a message never reaches it and is refused here. */
async function ask(channel: string, input: unknown): Promise<Outcome<unknown>> {
  try {
    return (await ipcRenderer.invoke(channel, input)) as Outcome<unknown>
  } catch (problem) {
    if (problem instanceof Error && problem.message.startsWith('Error invoking remote method')) throw problem
    return { ok: false, error: { code: 'invalidInput', fields: { '': 'malformed' } } }
  }
}

/**
 * Gives the page both bridges, before any script of it runs. What cannot be copied between the two worlds Electron either
 * drops (symbols) or answers by throwing in the page (1,000 levels deep, a WeakMap), before anything of ours is asked; so
 * a function that lives in the page stands in front and answers what the contract promises.
 */
async function expose(bridges: Bridges): Promise<void> {
  try {
    if ('executeInMainWorld' in contextBridge) contextBridge.executeInMainWorld({ func: install, args: [bridges] })
    else await installThroughFrame(bridges)
  } catch {
    for (const [name, bridge] of Object.entries(bridges)) contextBridge.exposeInMainWorld(name, Object.freeze(bridge))
  }
}

/** The same before Electron 35: the frame answers with a function of the page's world, through which ours become proxies there. */
async function installThroughFrame(bridges: Bridges): Promise<void> {
  const installed: unknown = await webFrame.executeJavaScript(`(${install.toString()})`)
  ;(installed as typeof install)(bridges)
}

type Bridges = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Runs in the page's world, from its source: it must not reach for anything outside itself. */
function install(bridges: Bridges): void {
  type Call = (...input: unknown[]) => Promise<unknown>
  const isLostOnTheWay = (key: string | symbol) => typeof key === 'symbol' || key === '__proto__'
  const malformed = () => Promise.resolve({ ok: false, error: { code: 'invalidInput', fields: { '': 'malformed' } } })
  const answering = (call: Call): Call => {
    return (...input) => {
      try {
        const [given] = input
        const keys = typeof given === 'object' && given !== null ? Reflect.ownKeys(given) : []
        return keys.some(isLostOnTheWay) ? malformed() : call(...input)
      } catch {
        return malformed()
      }
    }
  }
  for (const [name, bridge] of Object.entries(bridges)) {
    const members = Object.entries(bridge).map(([key, member]) => {
      return [key, /^on[A-Z]/.test(key) ? member : answering(member as Call)]
    })
    Object.defineProperty(globalThis, name, { value: Object.freeze(Object.fromEntries(members)), enumerable: true })
  }
}

function subscribe<K extends keyof Messages>(channel: K, listener: (message: Messages[K]) => void): () => void {
  if (typeof listener !== 'function') throw new TypeError('The listener must be a function')
  const forward = (_event: IpcRendererEvent, message: Messages[K]) => listener(message)
  ipcRenderer.on(channel, forward)
  if (!listening.has(channel)) {
    listening.add(channel)
    // Main holds messages until then. Sent after `on`, so that none arrives too early.
    ipcRenderer.send(listeningChannel, channel)
  }
  return () => void ipcRenderer.removeListener(channel, forward)
}
