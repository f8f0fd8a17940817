import { app } from 'electron'
import { product } from '../../../copy/product'
import type { Versions } from '../lifecycle/diagnostics'
import type { Say } from '../settings/i18n'

/** The system's own panel: what this is, which parts it is made of, and that nothing leaves the computer. */
export function showAbout(say: Say, versions: Versions, icon: string): void {
  const { electron, chromium, node, development } = versions
  const parts = say('about.parts', { electron, chromium, node })
  const marks = development ? [say('about.development')] : []
  const facts = [...marks, parts, say('about.licence'), say('shell.local')].join('\n')
  app.setAboutPanelOptions({
    applicationName: product,
    applicationVersion: say('about.version', { version: versions.app }),
    // Linux shows this line, macOS and Windows the credits.
    copyright: facts,
    credits: facts,
    iconPath: icon,
  })
  app.showAboutPanel()
}
