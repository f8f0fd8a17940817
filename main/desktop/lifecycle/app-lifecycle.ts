import { app, dialog, powerMonitor } from 'electron'
import { resolve } from 'node:path'
import type { Log } from '../../calls/call'
import { describeError } from '../../calls/handler'
import { resolveLanguage } from '../settings/language'
import { createTranslate } from '../settings/i18n'

/**
 * The data folder: `--user-data-dir=` moves it. Where that one cannot be made, Electron quietly uses its default; accounts
 * must not appear in another place than the one asked for, so ours stays the one that was asked for and is a problem.
 */
export function dataFolder(): string {
  // Asked for in any case: by this, Electron settles on a folder for what is Chromium's.
  const used = app.getPath('userData')
  const asked = app.commandLine.getSwitchValue('user-data-dir')
  return asked === '' ? used : resolve(asked)
}

/** Asks for the one place beside the data folder; false where another Latchkey holds it. */
export function requestLock(): boolean {
  return app.requestSingleInstanceLock()
}

export async function ready(): Promise<void> {
  await app.whenReady()
}

/** Ends at once, without the events of a normal end. */
export function leave(code: number): void {
  app.exit(code)
}

/** The app ends with its window, on every system: behind a closed window a session would stay open. */
export function quitWithWindow(): void {
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => app.quit())
  powerMonitor.on('shutdown', () => app.quit())
}

/** Runs once, after the last window is gone; the process waits for it. */
export function beforeEnd(shutDown: () => Promise<void>): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    void shutDown().finally(() => leave(0))
  })
}

/** The computer slept or was locked: what time did meanwhile is looked at now, not at the next tick. */
export function onWake(look: () => void): void {
  powerMonitor.on('resume', look)
  powerMonitor.on('unlock-screen', look)
}

/** The computer is locked (macOS and Windows say so) or goes to sleep (all do). */
export function onSystemLock(lock: () => void): void {
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('suspend', lock)
}

/** No window can be shown: the one thing that is said in a box of the system's, because there is no page to say it on. */
export function cannotStart(reference: string): void {
  const translate = createTranslate(resolveLanguage('system', app.getPreferredSystemLanguages()))
  dialog.showErrorBox(translate('start.failed'), translate('start.failed.body', { reference }))
  leave(1)
}

/** The last resort (ASVS 16.5.4): what nobody caught is written down, without its message, which may quote input. */
export function logUncaught(log: Log): void {
  process.on('unhandledRejection', (error) => log('unhandledRejection', describeError(error)))
  process.on('uncaughtException', (error) => {
    log('uncaughtException', describeError(error))
    // What state the app is in nobody knows; what was acknowledged is on the disk.
    leave(70)
  })
}
