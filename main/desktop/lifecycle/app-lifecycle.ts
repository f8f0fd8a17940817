import { app, dialog, powerMonitor } from 'electron'
import { resolve } from 'node:path'
import type { Log } from '../../calls/call'
import { describeError } from '../../calls/handler'
import { resolveLanguage } from '../settings/language'
import { createTranslate } from '../settings/i18n'

/**
 * The data folder, which `--user-data-dir=` overrides. If Electron cannot create the requested
 * folder, it silently uses its default. Accounts must not appear in a different place from the one
 * requested, so this returns the requested folder and the caller reports that it cannot be
 * written.
 */
export function dataFolder(): string {
  // Always read this path: the call makes Electron choose the folder for Chromium's own files.
  const electronFolder = app.getPath('userData')
  const requested = app.commandLine.getSwitchValue('user-data-dir')
  return requested === '' ? electronFolder : resolve(requested)
}

/** Requests the lock on the data folder. False if another Latchkey holds it. */
export function requestLock(): boolean {
  return app.requestSingleInstanceLock()
}

export async function ready(): Promise<void> {
  await app.whenReady()
}

/** Exits immediately, without Electron's quit events. */
export function exitApp(code: number): void {
  app.exit(code)
}

/** Quits when the window closes, on every system: otherwise the session would stay open. */
export function quitWithWindow(): void {
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => app.quit())
  powerMonitor.on('shutdown', () => app.quit())
}

/** Runs `shutDown` once, after the last window has closed. The process waits for it. */
export function onWillQuit(shutDown: () => Promise<void>): void {
  app.once('will-quit', (event) => {
    event.preventDefault()
    void shutDown().finally(() => exitApp(0))
  })
}

/**
 * Calls the listener after sleep or a screen lock, so that time limits apply before the next tick.
 */
export function onWake(listener: () => void): void {
  powerMonitor.on('resume', listener)
  powerMonitor.on('unlock-screen', listener)
}

/**
 * Calls `lock` when the screen is locked (macOS and Windows only) or the computer goes to sleep.
 */
export function onSystemLock(lock: () => void): void {
  powerMonitor.on('lock-screen', lock)
  powerMonitor.on('suspend', lock)
}

/**
 * Reports a failed start and exits. Uses a system dialog because there is no page to show it in.
 */
export function showStartErrorAndExit(reference: string): void {
  const translate = createTranslate(resolveLanguage('system', app.getPreferredSystemLanguages()))
  dialog.showErrorBox(translate('start.failed'), translate('start.failed.body', { reference }))
  exitApp(1)
}

/**
 * Logs uncaught errors, as a last resort (ASVS 16.5.4). The message is left out: it may quote
 * input.
 */
export function logUncaught(log: Log): void {
  process.on('unhandledRejection', (error) => log('unhandledRejection', describeError(error)))
  process.on('uncaughtException', (error) => {
    log('uncaughtException', describeError(error))
    // The state of the app is unknown. Exiting loses nothing: acknowledged changes are on the disk.
    exitApp(70)
  })
}
