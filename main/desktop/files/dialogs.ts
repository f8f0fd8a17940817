import { app, dialog, type BrowserWindow, type FileFilter } from 'electron'
import { join } from 'node:path'
import type { Translate } from '../settings/i18n'

type Kind = 'text' | 'csv' | 'backup' | 'database'

/** The system's file dialogs: a path, or null when the person changed their mind. */
export type Dialogs = {
  save(asked: { title: string; name: string; kind: Kind }): Promise<string | null>
  open(asked: { title: string; kind: Kind }): Promise<string | null>
  folder(asked: { title: string }): Promise<string | null>
}

/** Dialogs in front of our window. A saved file is offered to go among the documents, never into the data folder. */
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

const own: Record<Kind, (translate: Translate) => FileFilter> = {
  text: (translate) => ({ name: translate('dialog.textFiles'), extensions: ['txt'] }),
  csv: (translate) => ({ name: translate('dialog.csvFiles'), extensions: ['csv'] }),
  database: (translate) => ({ name: translate('dialog.databaseFiles'), extensions: ['db', 'sqlite', 'sqlite3'] }),
  backup: (translate) => ({ name: translate('dialog.backupFiles'), extensions: ['db', 'age'] }),
}

function filters(kind: Kind, translate: Translate): FileFilter[] {
  return [own[kind](translate), { name: translate('dialog.allFiles'), extensions: ['*'] }]
}
