import type { DesktopOutput } from '../../../preload/desktop'

export type ImportPreview = NonNullable<DesktopOutput<'previewImport'>>
export type ImportResult = NonNullable<DesktopOutput<'importAccounts'>>
