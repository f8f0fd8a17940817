/**
 * The `electron` module for the Chromium lane: it runs the built main process in plain Node, with a
 * browser page in the place of the window. It implements what main uses and records nothing else.
 * The parent process (latchkey.ts) owns the browser; both talk over the channel of `fork`.
 */
import { EventEmitter } from 'node:events'
import { homedir } from 'node:os'

/** @param {object} message */
const post = (message) => void process.send?.(message)
const nothing = () => undefined
const switches = new Map(
  process.argv
    .filter((argument) => argument.startsWith('--'))
    .map((argument) => /** @type {const} */ ([argument.slice(2).split('=')[0] ?? '', argument.split('=')[1] ?? ''])),
)

export const app = Object.assign(new EventEmitter(), {
  commandLine: {
    hasSwitch: (/** @type {string} */ name) => switches.has(name),
    getSwitchValue: (/** @type {string} */ name) => switches.get(name) ?? '',
    appendSwitch: nothing,
  },
  enableSandbox: nothing,
  getPath: (/** @type {string} */ name) => (name === 'userData' ? (switches.get('user-data-dir') ?? '') : homedir()),
  getPreferredSystemLanguages: () => [process.env['LANGUAGE'] ?? 'en'],
  getVersion: () => '0.0.0',
  requestSingleInstanceLock: () => true,
  setAboutPanelOptions: nothing,
  showAboutPanel: nothing,
  whenReady: () => Promise.resolve(),
  quit() {
    app.emit('will-quit', { preventDefault: nothing })
  },
  exit: (/** @type {number} */ code) => process.exit(code),
})

/** @type {Map<string, (event: object, ...input: unknown[]) => Promise<unknown>>} */
const handlers = new Map()
export const ipcMain = {
  handle: (/** @type {string} */ channel, /** @type {(event: object) => Promise<unknown>} */ handler) => {
    handlers.set(channel, handler)
  },
}

/** @type {((request: { method: string, url: string }) => Promise<Response>) | undefined} */
let servePage
const createSession = () => ({
  protocol: {
    handle: (/** @type {string} */ _scheme, /** @type {typeof servePage} */ handler) => {
      servePage = handler
    },
  },
  webRequest: { onBeforeRequest: nothing },
  ...Object.fromEntries(
    [
      'setSpellCheckerEnabled',
      'setSpellCheckerLanguages',
      'setPermissionRequestHandler',
      'setPermissionCheckHandler',
      'setDevicePermissionHandler',
      'on',
    ].map((name) => [name, nothing]),
  ),
})
export const session = { fromPartition: createSession }
export const protocol = { registerSchemesAsPrivileged: nothing }

const mainFrame = { url: '' }

class WebContents extends EventEmitter {
  ipc = new EventEmitter()
  mainFrame = mainFrame
  isDestroyed = () => false
  setWindowOpenHandler = nothing
  setWebRTCIPHandlingPolicy = nothing
  // Playwright's page has no zoom: the lane measures the narrow widths instead.
  setZoomFactor = nothing
  print = nothing
  /**
   * @param {string} channel
   * @param {unknown} message
   */
  send(channel, message) {
    post({ kind: 'message', channel, message })
  }
  reload() {
    post({ kind: 'reload' })
  }
}

/** @type {BrowserWindow[]} */
const windows = []

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => windows
  webContents = new WebContents()
  constructor() {
    super()
    windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  /** @param {string} url */
  async loadURL(url) {
    mainFrame.url = url
    post({ kind: 'load', url })
    this.emit('ready-to-show')
    await new Promise((resolve) => this.webContents.once('did-navigate', resolve))
  }
  isDestroyed = () => false
  isFocused = () => true
  isMinimized = () => false
  isMaximized = () => false
  getNormalBounds = () => ({ x: 0, y: 0, width: 960, height: 720 })
  show = nothing
  focus = nothing
  restore = nothing
  maximize = nothing
  setBackgroundColor = nothing
  setContentProtection = nothing
}

/**
 * @typedef {object} MenuItem
 * @property {string} [id]
 * @property {boolean} [enabled]
 * @property {() => void} [click]
 * @property {MenuItem[]} [submenu]
 */

export class Menu {
  /** @type {Menu | null} */
  static current = null
  static getApplicationMenu = () => Menu.current
  static setApplicationMenu = (/** @type {Menu} */ menu) => {
    Menu.current = menu
  }
  static buildFromTemplate = (/** @type {MenuItem[]} */ items) => new Menu(items)
  /** @param {MenuItem[]} items */
  constructor(items) {
    this.items = items
  }
  popup = nothing
  /**
   * @param {string} id
   * @returns {MenuItem | null}
   */
  getMenuItemById(id) {
    const all = (/** @type {MenuItem[]} */ items) => items.flatMap((item) => [item, ...(item.submenu ?? [])])
    const item = all(this.items).find((one) => one.id === id)
    return item ? { enabled: true, click: nothing, ...item } : null
  }
}

export class Notification extends EventEmitter {
  static isSupported = () => false
  show() {
    return undefined
  }
  close() {
    return undefined
  }
}

export const nativeTheme = Object.assign(new EventEmitter(), {
  shouldUseDarkColors: false,
  get themeSource() {
    return this.theme
  },
  set themeSource(theme) {
    this.theme = theme
    this.shouldUseDarkColors = theme === 'dark'
    post({ kind: 'theme', theme })
  },
  theme: 'system',
})

const workArea = { x: 0, y: 0, width: 1280, height: 800 }
export const screen = { getPrimaryDisplay: () => ({ id: 1, workArea }), getAllDisplays: () => [{ id: 1, workArea }] }
export const powerMonitor = new EventEmitter()
export const dialog = { showErrorBox: (/** @type {string[]} */ ...text) => console.error(...text) }
// The world of the tests puts its own functions into these two.
export const clipboard = {}
export const shell = {}
export const safeStorage = {}

/** @typedef {{ kind: 'invoke', id: number, channel: string, input: unknown }} Invoke */
/** @typedef {{ kind: 'request', id: number, url: string }} PageRequest */
/** @typedef {{ kind: 'evaluate', id: number, source: string, argument: unknown }} Evaluate */
/** @typedef {{ kind: 'listening', channel: string } | { kind: 'navigated' }} Notice */
/** @typedef {Invoke | PageRequest | Evaluate | Notice} FromParent */

process.on('message', async (/** @type {FromParent} */ message) => {
  const contents = windows[0]?.webContents
  if (message.kind === 'listening') contents?.ipc.emit('page:listening', { senderFrame: mainFrame }, message.channel)
  else if (message.kind === 'navigated') contents?.emit('did-navigate', {}, mainFrame.url)
  else {
    try {
      post({ kind: 'answer', id: message.id, value: await answer(message) })
    } catch (error) {
      post({ kind: 'answer', id: message.id, error: String(error) })
    }
  }
})
process.on('disconnect', () => process.exit(0))

/** @param {Invoke | PageRequest | Evaluate} message */
async function answer(message) {
  if (message.kind === 'invoke') return handlers.get(message.channel)?.({ senderFrame: mainFrame }, message.input)
  if (message.kind === 'request') {
    const response = await servePage?.({ method: 'GET', url: message.url })
    if (!response) throw new Error('nothing is served yet')
    const body = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: Object.fromEntries(response.headers), body }
  }
  // As in `evaluate` of Playwright: the function crosses as text and uses nothing outside itself.
  const run = /** @type {(electron: object, argument: unknown) => unknown} */ ((0, eval)(`(${message.source})`))
  return run({ BrowserWindow, Menu, app }, message.argument)
}
