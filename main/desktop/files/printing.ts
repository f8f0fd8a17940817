import { BrowserWindow, session } from 'electron'
import { appPage, appScheme } from '../security/protocol'

export type PrintResult = 'printed' | 'cancelled'

/** The sheet may use its inline styles and nothing else. It has no script and no preload. */
const sheetPolicy = "default-src 'none'; style-src 'unsafe-inline'"

/**
 * Prints a page without showing it or writing it to the disk. The hidden window has a separate
 * session that serves only this page. Rejects if the system cannot print.
 */
export async function printPage(html: string): Promise<PrintResult> {
  const sheetSession = session.fromPartition('key-sheet')
  sheetSession.protocol.handle(appScheme, () => htmlResponse(html))
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: sheetSession,
      sandbox: true,
      contextIsolation: true,
      javascript: false,
      devTools: false,
    },
  })
  try {
    await window.loadURL(appPage)
    return await printWindow(window)
  } finally {
    window.destroy()
    sheetSession.protocol.unhandle(appScheme)
  }
}

function htmlResponse(html: string): Response {
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': sheetPolicy,
    'cache-control': 'no-store',
  }
  return new Response(html, { headers })
}

function printWindow(window: BrowserWindow): Promise<PrintResult> {
  return new Promise((resolve, reject) => {
    window.webContents.print({ silent: false, printBackground: false }, (success, reason) => {
      if (success) resolve('printed')
      else if (/cancel/i.test(reason)) resolve('cancelled')
      else reject(new Error('The system could not print'))
    })
  })
}
