import { resolve } from 'node:path'

/** Where the pictures go; ignored by git. */
export const album = resolve('artifacts/tour')

/** The window as it opens, and the narrowest it is made for. */
export const sizes = { wide: { width: 960, height: 720 }, narrow: { width: 360, height: 640 } } as const
