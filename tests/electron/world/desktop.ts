import { app, clipboard, dialog, Notification, shell, type WebContents } from 'electron'

export type FakeDesktop = {
  /** What the next file dialogs answer; null is "Cancel". */
  saveTo: string | null
  open: string | null
  /** What the dialogs were asked, newest last. */
  readonly asked: { kind: 'save' | 'open'; title: string | undefined; defaultPath: string | undefined }[]
  /** What the printer answers, and each page it was given: its text is read from the PDF it would have printed. */
  printer: 'prints' | 'cancelled' | 'broken'
  readonly printed: { bytes: number }[]
  clipboard: string
  /** What the file manager was asked to show. */
  readonly shown: string[]
  /** What notifications said, with their title. */
  readonly notified: string[]
  /** Forgets what was asked and done, and answers again as at the start. */
  putBack(): void
}

/** Stands in for the parts of the system that would wait for a person, or that tests running side by side share. */
export function fakeDesktop(): FakeDesktop {
  const fake: FakeDesktop = { ...untouched(), putBack: () => void Object.assign(fake, untouched()) }
  fakeDialogs(fake)
  fakeClipboard(fake)
  fakeNotifications(fake)
  app.on('web-contents-created', (_event, contents) => fakePrinter(fake, contents))
  shell.showItemInFolder = (path) => void fake.shown.push(path)
  shell.openPath = (path) => {
    fake.shown.push(path)
    return Promise.resolve('')
  }
  return fake
}

function untouched(): Omit<FakeDesktop, 'putBack'> {
  return {
    saveTo: null,
    open: null,
    asked: [],
    printer: 'prints',
    printed: [],
    clipboard: '',
    shown: [],
    notified: [],
  }
}

function fakeDialogs(fake: FakeDesktop): void {
  dialog.showSaveDialog = (...asked: unknown[]) => {
    note(fake, 'save', asked)
    return Promise.resolve({ canceled: fake.saveTo === null, filePath: fake.saveTo ?? '' })
  }
  dialog.showOpenDialog = (...asked: unknown[]) => {
    note(fake, 'open', asked)
    return Promise.resolve({ canceled: fake.open === null, filePaths: fake.open === null ? [] : [fake.open] })
  }
}

function note(fake: FakeDesktop, kind: 'save' | 'open', asked: unknown[]): void {
  const { title, defaultPath } = asked.at(-1) as { title?: string; defaultPath?: string }
  fake.asked.push({ kind, title, defaultPath })
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
    fake.notified.push(`${this.title}: ${this.body}`)
  }
  Notification.prototype.close = () => undefined
}

function fakePrinter(fake: FakeDesktop, contents: WebContents): void {
  contents.print = (_options, done) => {
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
