import manifest from '../../package.json' with { type: 'json' }
import { expect, test } from './fixtures'

test('About names the versions and the licence, and marks every build whose Electron is not the one that ships', async ({
  shared: { app },
}) => {
  const shown = await app.evaluate(
    ({ app: electronApp, Menu }) =>
      new Promise<{ electron: string | undefined; credits: string | undefined }>((resolve) => {
        electronApp.setAboutPanelOptions = ({ credits }) => resolve({ electron: process.versions.electron, credits })
        electronApp.showAboutPanel = () => {
          for (const replaced of ['setAboutPanelOptions', 'showAboutPanel'])
            Reflect.deleteProperty(electronApp, replaced)
        }
        setImmediate(() => void Menu.getApplicationMenu()?.getMenuItemById('about')?.click())
      }),
  )
  expect(shown.credits).toContain(`Electron ${shown.electron ?? ''}, Chromium `)
  expect(shown.credits).toContain('MIT licence')
  expect(shown.credits?.includes('Development build')).toBe(shown.electron !== manifest.devDependencies.electron)
})
