import { app } from 'electron'
import { product } from '../../../copy/product'
import type { Versions } from '../lifecycle/diagnostics'
import type { Translate } from '../settings/i18n'

/** The system's own panel: what this is, which parts it is made of, and that nothing leaves the computer. */
export function showAbout(translate: Translate, versions: Versions, icon: string): void {
  const { electron, chromium, node, development } = versions
  const parts = translate('about.parts', { electron, chromium, node })
  const marks = development ? [translate('about.development')] : []
  const facts = [...marks, parts, translate('about.licence'), translate('shell.local')].join('\n')
  app.setAboutPanelOptions({
    applicationName: product,
    applicationVersion: translate('about.version', { version: versions.app }),
    // Linux shows this line, macOS and Windows the credits.
    copyright: facts,
    credits: facts,
    iconPath: icon,
  })
  app.showAboutPanel()
}
