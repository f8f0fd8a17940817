import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { settings } from '../../../preload/desktop'
import { atomicWriteFileSync } from '../../atomic-write-file'

/** `x` and `y` are null where the system does not report the position of a window (Wayland). */
const bounds = z.object({
  x: z.nullable(z.int()),
  y: z.nullable(z.int()),
  width: z.int(),
  height: z.int(),
  maximised: z.boolean(),
})

/**
 * The contents of the file. Each field has its own default, so one bad value does not lose the
 * others.
 */
const settingsFields = z.object({
  theme: z.catch(settings.shape.theme, 'system'),
  language: z.catch(settings.shape.language, 'system'),
  zoomPercent: z.catch(settings.shape.zoomPercent, 100),
  window: z.catch(z.nullable(bounds), null),
})
const storedSettings = z.catch(settingsFields, settingsFields.parse({}))

export type StoredSettings = z.infer<typeof storedSettings>
export type WindowBounds = z.infer<typeof bounds>

/** Reads the settings of this OS user. A missing or damaged file yields the defaults. */
export function readSettings(file: string): StoredSettings {
  return storedSettings.parse(readJson(file))
}

/** Writes the settings synchronously and atomically. Throws file system errors. */
export function writeSettings(file: string, value: StoredSettings): void {
  atomicWriteFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
