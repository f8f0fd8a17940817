import type { DesktopInput, DesktopOutcome, Settings } from '../../../preload/desktop'
import { ok, err } from '../../calls/outcome'
import { toStorageError } from '../../database/engine/storage-error'
import { resolveLanguage } from './language'
import { readSettings, writeSettings, type WindowBounds } from './settings-file'

export type LiveSettings = {
  current(): Settings
  /** Applies the changes, then saves them. If saving fails, they stay applied and it throws. */
  change(changes: DesktopInput<'changeSettings'>): Settings
  windowBounds(): WindowBounds | null
  rememberWindow(bounds: WindowBounds): void
}

export type SettingsDeps = {
  file: string
  preferredLanguages: readonly string[]
  onChanged: (settings: Settings) => void
}

/**
 * Theme, language, zoom and the window's bounds. They belong to the OS user, never to an account.
 */
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
        // On a full disk, the bounds are not saved; quitting must still succeed.
      }
    },
  }
}

export type SettingsCallDeps = { settings: LiveSettings }

/** Applies the changes at once. On `storage`, they stay applied until the app quits. */
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
