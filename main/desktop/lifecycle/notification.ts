import { Notification, type BrowserWindow } from 'electron'
import { product } from '../../../copy/product'
import { bringToFront } from '../window/window'
import type { Translate } from '../settings/i18n'

/**
 * Shows a notification. It contains no name: systems show it on the lock screen and keep a list.
 */
export function notify(window: BrowserWindow, body: string): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title: product, body })
  notification.on('click', () => bringToFront(window))
  // A focused window shows the warning itself.
  const close = () => notification.close()
  window.once('focus', close)
  notification.on('close', () => window.off('focus', close))
  notification.show()
}

/** The text of the idle warning. A short time limit warns less than a minute ahead, in seconds. */
export function idleNotice(leftMs: number, translate: Translate): string {
  const seconds = Math.ceil(leftMs / 1000)
  return seconds >= 60 ? translate('idle.notify') : translate('idle.notify.soon', { s: String(seconds) })
}
