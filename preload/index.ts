import { contextBridge, ipcRenderer, webFrame, type IpcRendererEvent } from 'electron'
import type { AuthBridge, CallName } from './contract'
import type { Outcome } from './errors'
import type { DesktopBridge, DesktopCallName } from './desktop'
import { listeningChannel, type Messages } from './events'

/**
 * The names of the calls in the two tables of the contract. The build puts them in (electron.vite.config.ts), because
 * importing the tables would bring their schemas along.
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

/** The channels that this page has listened to. */
const listening = new Set<keyof Messages>()

void expose({ auth, desktop })

/** One method for each name, which asks main for the call of that name. */
function calls<Methods>(bridge: 'auth' | 'desktop', names: readonly (keyof Methods)[]): Methods {
  const method = (name: keyof Methods) => (input?: unknown) => ask(`${bridge}:${String(name)}`, input)
  return Object.fromEntries(names.map((name) => [name, method(name)])) as Methods
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
