import { app, dialog, type BrowserWindow, type FileFilter } from 'electron'
import { join } from 'node:path'
import type { Translate } from '../settings/i18n'

type FileKind = 'text' | 'csv' | 'backup' | 'database'

/** The system's file dialogs. Each returns a path, or null if the user cancels. */
export type Dialogs = {
  save(options: { title: string; name: string; kind: FileKind }): Promise<string | null>
  open(options: { title: string; kind: FileKind }): Promise<string | null>
  folder(options: { title: string }): Promise<string | null>
}

/**
 * Dialogs on top of the window. Save dialogs suggest the documents folder, never the data folder.
 */
export function systemDialogs(window: BrowserWindow, translate: Translate): Dialogs {
  return {
    async save({ title, name, kind }) {
      const options = { title, defaultPath: join(app.getPath('documents'), name), filters: filters(kind, translate) }
      const { canceled, filePath } = await dialog.showSaveDialog(window, options)
      return canceled || filePath === '' ? null : filePath
    },
    async open({ title, kind }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: ['openFile'],
        filters: filters(kind, translate),
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
    async folder({ title }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: ['openDirectory', 'createDirectory'],
      })
      return canceled ? null : (filePaths[0] ?? null)
    },
  }
}

const filterByKind: Record<FileKind, (translate: Translate) => FileFilter> = {
  text: (translate) => ({ name: translate('dialog.textFiles'), extensions: ['txt'] }),
  csv: (translate) => ({ name: translate('dialog.csvFiles'), extensions: ['csv'] }),
  database: (translate) => ({ name: translate('dialog.databaseFiles'), extensions: ['db', 'sqlite', 'sqlite3'] }),
  backup: (translate) => ({ name: translate('dialog.backupFiles'), extensions: ['db', 'age'] }),
}

function filters(kind: FileKind, translate: Translate): FileFilter[] {
  return [filterByKind[kind](translate), { name: translate('dialog.allFiles'), extensions: ['*'] }]
}
