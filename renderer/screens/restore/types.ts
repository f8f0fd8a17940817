import type { DesktopOutput } from '../../../preload/desktop'

export type Preview = NonNullable<DesktopOutput<'previewRestore'>>
