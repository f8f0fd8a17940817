import { contextBridge, ipcRenderer, webFrame, type IpcRendererEvent } from 'electron'
import type { AuthBridge, CallName } from './contract'
import type { Outcome } from './errors'
import type { DesktopBridge, DesktopCallName } from './desktop'
import { listeningChannel, type Messages } from './events'

/**
 * The names of the calls in the two tables of the contract. The build defines them
 * (electron.vite.config.ts), because importing the tables would bundle their schemas.
 */
declare const AUTH_CALL_NAMES: readonly CallName[]
declare const DESKTOP_CALL_NAMES: readonly DesktopCallName[]

const auth = {
  ...calls<Omit<AuthBridge, `on${string}`>>('auth', AUTH_CALL_NAMES),
  onSessionEnded: (listener) => subscribe('auth:sessionEnded', listener),
  onIdleWarning: (listener) => subscribe('auth:idleWarning', listener),
} satisfies AuthBridge

const desktop = {
  ...calls<Omit<DesktopBridge, `on${string}`>>('desktop', DESKTOP_CALL_NAMES),
  onClipboardCleared: (listener) => subscribe('desktop:clipboardCleared', listener),
  onSettingsChanged: (listener) => subscribe('desktop:settingsChanged', listener),
  onCommand: (listener) => subscribe('desktop:command', listener),
  onProgress: (listener) => subscribe('desktop:progress', listener),
} satisfies DesktopBridge

/** The channels that this page has reported to main as listened to. */
const announcedChannels = new Set<keyof Messages>()

void expose({ auth, desktop })

/** Creates one method per name, which invokes the call of that name in main. */
function calls<Methods>(bridge: 'auth' | 'desktop', names: readonly (keyof Methods)[]): Methods {
  const method = (name: keyof Methods) => (input?: unknown) => invoke(`${bridge}:${String(name)}`, input)
  return Object.fromEntries(names.map((name) => [name, method(name)])) as Methods
}

/**
 * Invokes a call. Main always returns an Outcome. Input that cannot be cloned never reaches main
 * and is refused here.
 */
async function invoke(channel: string, input: unknown): Promise<Outcome<unknown>> {
  try {
    return (await ipcRenderer.invoke(channel, input)) as Outcome<unknown>
  } catch (problem) {
    if (problem instanceof Error && problem.message.startsWith('Error invoking remote method')) throw problem
    return { ok: false, error: { code: 'invalidInput', fields: { '': 'malformed' } } }
  }
}

/**
 * Gives the page both bridges before any of its scripts runs. Electron drops input that cannot be
 * copied between the two worlds (symbols) or throws in the page (more than 1,000 levels, a WeakMap)
 * before our code runs. Therefore a wrapper in the page's world checks the input and returns what
 * the contract promises.
 */
async function expose(bridges: Bridges): Promise<void> {
  try {
    if ('executeInMainWorld' in contextBridge) contextBridge.executeInMainWorld({ func: install, args: [bridges] })
    else await installThroughFrame(bridges)
  } catch {
    for (const [name, bridge] of Object.entries(bridges)) contextBridge.exposeInMainWorld(name, Object.freeze(bridge))
  }
}

/**
 * The equivalent before Electron 35: the frame returns `install` as a function of the page's world;
 * calling it passes the bridges there as proxies.
 */
async function installThroughFrame(bridges: Bridges): Promise<void> {
  const installed: unknown = await webFrame.executeJavaScript(`(${install.toString()})`)
  ;(installed as typeof install)(bridges)
}

type Bridges = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Runs in the page's world, from its source: it must not refer to anything outside itself. */
function install(bridges: Bridges): void {
  type Call = (...input: unknown[]) => Promise<unknown>
  const isDroppedByElectron = (key: string | symbol) => typeof key === 'symbol' || key === '__proto__'
  const malformed = () => Promise.resolve({ ok: false, error: { code: 'invalidInput', fields: { '': 'malformed' } } })
  const withOutcome = (call: Call): Call => {
    return (...input) => {
      try {
        const [argument] = input
        const keys = typeof argument === 'object' && argument !== null ? Reflect.ownKeys(argument) : []
        return keys.some(isDroppedByElectron) ? malformed() : call(...input)
      } catch {
        return malformed()
      }
    }
  }
  for (const [name, bridge] of Object.entries(bridges)) {
    const members = Object.entries(bridge).map(([key, member]) => {
      return [key, /^on[A-Z]/.test(key) ? member : withOutcome(member as Call)]
    })
    Object.defineProperty(globalThis, name, { value: Object.freeze(Object.fromEntries(members)), enumerable: true })
  }
}

function subscribe<K extends keyof Messages>(channel: K, listener: (message: Messages[K]) => void): () => void {
  if (typeof listener !== 'function') throw new TypeError('The listener must be a function')
  const forward = (_event: IpcRendererEvent, message: Messages[K]) => listener(message)
  ipcRenderer.on(channel, forward)
  if (!announcedChannels.has(channel)) {
    announcedChannels.add(channel)
    // Main holds messages until it receives this. Send it after `on`, so that none is missed.
    ipcRenderer.send(listeningChannel, channel)
  }
  return () => void ipcRenderer.removeListener(channel, forward)
}
