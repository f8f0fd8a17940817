import { app, clipboard, dialog, Notification, shell, type WebContents } from 'electron'

export type FakeDesktop = {
  /** What the next file dialogs return; null means Cancel. */
  saveTo: string | null
  open: string | null
  /** The options of each dialog that was opened, newest last. */
  readonly openedDialogs: { kind: 'save' | 'open'; title: string | undefined; defaultPath: string | undefined }[]
  /** What the printer does with the next job. `waits`: its dialog stays open. */
  printer: 'prints' | 'waits' | 'cancelled' | 'broken'
  /** The size in bytes of the PDF of each printed document. */
  readonly printed: { bytes: number }[]
  clipboard: string
  /** The paths that were shown in the file manager. */
  readonly shownPaths: string[]
  /** Each notification, as `title: body`. */
  readonly notifications: string[]
  /** Returns to the initial state and clears everything recorded. */
  reset(): void
}

/** Replaces the parts of the system that wait for a person, or that parallel tests would share. */
export function fakeDesktop(): FakeDesktop {
  const fake: FakeDesktop = { ...initialState(), reset: () => void Object.assign(fake, initialState()) }
  fakeDialogs(fake)
  fakeClipboard(fake)
  fakeNotifications(fake)
  app.on('web-contents-created', (_event, contents) => fakePrinter(fake, contents))
  shell.showItemInFolder = (path) => void fake.shownPaths.push(path)
  shell.openPath = (path) => {
    fake.shownPaths.push(path)
    return Promise.resolve('')
  }
  return fake
}

function initialState(): Omit<FakeDesktop, 'reset'> {
  return {
    saveTo: null,
    open: null,
    openedDialogs: [],
    printer: 'prints',
    printed: [],
    clipboard: '',
    shownPaths: [],
    notifications: [],
  }
}

function fakeDialogs(fake: FakeDesktop): void {
  dialog.showSaveDialog = (...asked: unknown[]) => {
    recordDialog(fake, 'save', asked)
    return Promise.resolve({ canceled: fake.saveTo === null, filePath: fake.saveTo ?? '' })
  }
  dialog.showOpenDialog = (...asked: unknown[]) => {
    recordDialog(fake, 'open', asked)
    return Promise.resolve({ canceled: fake.open === null, filePaths: fake.open === null ? [] : [fake.open] })
  }
}

function recordDialog(fake: FakeDesktop, kind: 'save' | 'open', asked: unknown[]): void {
  const { title, defaultPath } = asked.at(-1) as { title?: string; defaultPath?: string }
  fake.openedDialogs.push({ kind, title, defaultPath })
}

function fakeClipboard(fake: FakeDesktop): void {
  clipboard.readText = () => Promise.resolve(fake.clipboard)
  clipboard.writeText = (text) => {
    fake.clipboard = text
    return Promise.resolve()
  }
  clipboard.clear = () => {
    fake.clipboard = ''
  }
}

function fakeNotifications(fake: FakeDesktop): void {
  Notification.isSupported = () => true
  Notification.prototype.show = function (this: Notification) {
    fake.notifications.push(`${this.title}: ${this.body}`)
  }
  Notification.prototype.close = () => undefined
}

function fakePrinter(fake: FakeDesktop, contents: WebContents): void {
  contents.print = (_options, done) => {
    if (fake.printer === 'waits') return
    if (fake.printer !== 'prints') {
      done?.(false, fake.printer === 'cancelled' ? 'Print job canceled' : 'Print job failed')
      return
    }
    void contents.printToPDF({}).then((pdf) => {
      fake.printed.push({ bytes: pdf.length })
      done?.(true, '')
    })
  }
}
