import type { DesktopOutput } from '../../../preload/desktop'

export type RestorePreview = NonNullable<DesktopOutput<'previewRestore'>>
