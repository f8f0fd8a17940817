import type { DesktopInput, DesktopOutcome, Settings } from '../../../preload/desktop'
import { ok, err } from '../../calls/outcome'
import { toStorageError } from '../../database/engine/storage-error'
import { resolveLanguage } from './language'
import { readSettings, writeSettings, type WindowBounds } from './settings-file'

export type LiveSettings = {
  current(): Settings
  /** In force at once, also where it cannot be saved; then it throws what the file system throws. */
  change(changes: DesktopInput<'changeSettings'>): Settings
  windowBounds(): WindowBounds | null
  rememberWindow(bounds: WindowBounds): void
}

export type SettingsDeps = {
  file: string
  preferredLanguages: readonly string[]
  onChanged: (settings: Settings) => void
}

/** Theme, language, zoom and the window's place: of this OS user, never of an account. */
export function createSettings({ file, preferredLanguages, onChanged }: SettingsDeps): LiveSettings {
  let stored = readSettings(file)

  function current(): Settings {
    const { theme, language, zoomPercent } = stored
    return { theme, language, zoomPercent, resolvedLanguage: resolveLanguage(language, preferredLanguages) }
  }

  return {
    current,
    change(changes) {
      stored = { ...stored, ...changes }
      onChanged(current())
      writeSettings(file, stored)
      return current()
    },
    windowBounds: () => stored.window,
    rememberWindow(bounds) {
      stored = { ...stored, window: bounds }
      try {
        writeSettings(file, stored)
      } catch {
        // On a full disk the place is forgotten; the app must still end well.
      }
    },
  }
}

export type SettingsCallDeps = { settings: LiveSettings }

/** In force at once and for this run even where it answers `storage`: then it is only not there the next time. */
export function changeSettings(
  { settings }: SettingsCallDeps,
  changes: DesktopInput<'changeSettings'>,
): DesktopOutcome<'changeSettings'> {
  try {
    return ok(settings.change(changes))
  } catch (error) {
    return err({ code: 'storage', reason: toStorageError(error, 'saving the settings').reason })
  }
}
