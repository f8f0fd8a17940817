import { app } from 'electron'
import { product } from '../../../copy/product'
import type { Versions } from '../lifecycle/diagnostics'
import type { Translate } from '../settings/i18n'

/**
 * Shows the system's About panel: version, components, licence, and that no data leaves the
 * computer.
 */
export function showAbout(translate: Translate, versions: Versions, icon: string): void {
  const { electron, chromium, node, development } = versions
  const parts = translate('about.parts', { electron, chromium, node })
  const notes = development ? [translate('about.development')] : []
  const details = [...notes, parts, translate('about.licence'), translate('shell.local')].join('\n')
  app.setAboutPanelOptions({
    applicationName: product,
    applicationVersion: translate('about.version', { version: versions.app }),
    // Linux shows `copyright`; macOS and Windows show `credits`.
    copyright: details,
    credits: details,
    iconPath: icon,
  })
  app.showAboutPanel()
}
