import { Notification, type BrowserWindow } from 'electron'
import { product } from '../../../copy/product'
import { bringForward } from '../window/window'
import type { Translate } from '../settings/i18n'

/** The one notification there is. It names nobody: systems show it on locked screens and keep it in a list. */
export function notify(window: BrowserWindow, body: string): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title: product, body })
  notification.on('click', () => bringForward(window))
  // Whoever is back needs it no more.
  const close = () => notification.close()
  window.once('focus', close)
  notification.on('close', () => window.off('focus', close))
  notification.show()
}

/** A short limit warns later than a minute ahead. */
export function idleNotice(leftMs: number, translate: Translate): string {
  const seconds = Math.ceil(leftMs / 1000)
  return seconds >= 60 ? translate('idle.notify') : translate('idle.notify.soon', { s: String(seconds) })
}
