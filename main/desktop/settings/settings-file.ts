import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { settings } from '../../../preload/desktop'
import { atomicWriteFileSync } from '../../atomic-write-file'

const bounds = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int(), maximised: z.boolean() })

/** What the file holds. Every field falls back by itself, so one bad value does not lose the others. */
const fields = z.object({
  theme: z.catch(settings.shape.theme, 'system'),
  language: z.catch(settings.shape.language, 'system'),
  zoomPercent: z.catch(settings.shape.zoomPercent, 100),
  window: z.catch(z.nullable(bounds), null),
})
const stored = z.catch(fields, fields.parse({}))

export type StoredSettings = z.infer<typeof stored>
export type WindowBounds = z.infer<typeof bounds>

/** Reads the settings of this OS user; missing or damaged means the defaults. */
export function readSettings(file: string): StoredSettings {
  return stored.parse(parsed(file))
}

/** Writes them at once and whole. Throws what the file system throws. */
export function writeSettings(file: string, value: StoredSettings): void {
  atomicWriteFileSync(file, `${JSON.stringify(value, null, 2)}\n`)
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
