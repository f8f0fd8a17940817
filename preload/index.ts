import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron'
import type { AuthBridge, CallName, Outcome } from './contract'
import type { DesktopBridge, DesktopCallName } from './desktop'

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
  activity: authCall('activity'),
  deleteAccount: authCall('deleteAccount'),
  onSessionEnded: (listener) => subscribe('auth:sessionEnded', listener),
} satisfies AuthBridge

const desktop = {
  copyRecoveryKey: desktopCall('copyRecoveryKey'),
  clearRecoveryKey: desktopCall('clearRecoveryKey'),
  protectScreen: desktopCall('protectScreen'),
  saveRecoveryKey: desktopCall('saveRecoveryKey'),
  printRecoveryKey: desktopCall('printRecoveryKey'),
  openRecoveryKey: desktopCall('openRecoveryKey'),
  saveActivity: desktopCall('saveActivity'),
  showDataFolder: desktopCall('showDataFolder'),
  copyDiagnostics: desktopCall('copyDiagnostics'),
  reopenStore: desktopCall('reopenStore'),
  storeNotice: desktopCall('storeNotice'),
  settings: desktopCall('settings'),
  changeSettings: desktopCall('changeSettings'),
  onClipboardCleared: (listener) => subscribe('desktop:clipboardCleared', listener),
  onSettingsChanged: (listener) => subscribe('desktop:settingsChanged', listener),
  onCommand: (listener) => subscribe('desktop:command', listener),
} satisfies DesktopBridge

contextBridge.exposeInMainWorld('auth', Object.freeze(auth))
contextBridge.exposeInMainWorld('desktop', Object.freeze(desktop))

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

function subscribe(channel: string, listener: (payload: never) => void): () => void {
  if (typeof listener !== 'function') throw new TypeError('The listener must be a function')
  const forward = (_event: IpcRendererEvent, payload: unknown) => listener(payload as never)
  ipcRenderer.on(channel, forward)
  return () => void ipcRenderer.removeListener(channel, forward)
}
