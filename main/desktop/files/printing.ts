import { BrowserWindow, session } from 'electron'
import { appPage, appScheme } from '../security/protocol'

export type Printed = 'printed' | 'cancelled'

/** What the sheet's page is granted: its own styles, nothing else. It has no script and no preload. */
const sheetPolicy = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * Prints a page that is never shown and never written to the disk: a hidden window with a session of its own, which
 * knows this one page. Rejects when the system could not print.
 */
export async function printPage(html: string): Promise<Printed> {
  const sheets = session.fromPartition('key-sheet')
  sheets.protocol.handle(appScheme, () => page(html))
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: sheets, sandbox: true, contextIsolation: true, javascript: false, devTools: false },
  })
  try {
    await window.loadURL(appPage)
    return await printed(window)
  } finally {
    window.destroy()
    sheets.protocol.unhandle(appScheme)
  }
}

function page(html: string): Response {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': sheetPolicy,
    'cache-control': 'no-store',
  }
  return new Response(html, { headers })
}

function printed(window: BrowserWindow): Promise<Printed> {
  return new Promise((resolve, reject) => {
    window.webContents.print({ silent: false, printBackground: false }, (success, reason) => {
      if (success) resolve('printed')
      else if (/cancel/i.test(reason)) resolve('cancelled')
      else reject(new Error('The system could not print'))
    })
  })
}
