import { BrowserWindow, session } from 'electron'
import { appPage, appScheme } from '../security/protocol'

export type PrintResult = 'printed' | 'cancelled'

/** The sheet may use its inline styles and nothing else. It has no script and no preload. */
const sheetPolicy = "default-src 'none'; style-src 'unsafe-inline'"

/** The window of the sheet that is being printed. */
let openSheet: BrowserWindow | null = null

/**
 * Cancels a sheet whose dialog is open: a sheet without its window is not printed. To be called
 * when the session or the person's role changes.
 */
export function cancelPrinting(): void {
  openSheet?.destroy()
}

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
  openSheet = window
  const cancelled = new Promise<PrintResult>((resolve) => window.once('closed', () => resolve('cancelled')))
  const printed = async () => {
    await window.loadURL(appPage)
    return printWindow(window)
  }
  try {
    return await Promise.race([cancelled, printed()])
  } finally {
    openSheet = null
    if (!window.isDestroyed()) window.destroy()
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
