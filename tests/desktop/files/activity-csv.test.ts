import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createWorld, type World } from '../../support/world'
import { activityCsv, csvCell, saveActivity, type ActivityDeps } from '../../../main/desktop/files/activity-csv'
import { createTranslate } from '../../../main/desktop/settings/i18n'

describe('a CSV cell', () => {
  it.each([
    ['Log-in', 'Log-in'],
    ['', ''],
    ['one, two', '"one, two"'],
    ['say "no"', '"say ""no"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\tx', `"'\tx"`],
    ['\rx', `"'\rx"`],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ["'quoted", `"'quoted"`],
    ['a=b', 'a=b'],
  ])('writes %j as %s', (text, cell) => {
    expect(csvCell(text)).toBe(cell)
  })
})

describe('the activity as CSV', () => {
  const entries = [
    { id: 2, at: Date.UTC(2026, 10, 22, 9, 0), event: 'loggedIn', outcome: 'refused' },
    { id: 1, at: Date.UTC(2026, 10, 22, 8, 0), event: 'registered', outcome: 'done' },
  ] as const

  it('is a table in the language of the app, with times in UTC and a mark that keeps accents in Excel', () => {
    expect(activityCsv(entries, createTranslate('fr'))).toBe(
      '\uFEFFDate,Événement,Résultat\r\n2026-11-22T09:00:00.000Z,Connexion,Échec\r\n2026-11-22T08:00:00.000Z,Création du compte,Réussi\r\n',
    )
  })
})

describe('saving the activity', () => {
  let world: World
  let folder: string
  beforeEach(async () => {
    world = await createWorld()
    folder = mkdtempSync(join(tmpdir(), 'latchkey-csv-'))
  })
  afterEach(async () => {
    await world.close()
    rmSync(folder, { recursive: true, force: true })
  })

  function deps(path: string | null) {
    const suggestedNames: string[] = []
    const save = ({ name }: { name: string }) => {
      suggestedNames.push(name)
      return Promise.resolve(path)
    }
    const dialogs: ActivityDeps['dialogs'] = {
      save,
      folder: () => Promise.resolve(null),
      open: () => Promise.resolve(null),
    }
    const { activity } = world.accounts.calls
    return { suggestedNames, dialogs, translate: createTranslate('en'), activity, pageSize: 2 }
  }
  const person = { email: 'camille@example.com', password: 'correct horse staple' }

  it('writes every page of the activity', async () => {
    await world.auth.register(person)
    for (let round = 0; round < 3; round += 1) {
      await world.auth.logIn(person)
      await world.auth.logOut()
    }
    await world.auth.logIn(person)
    const path = join(folder, 'activity.csv')
    const csvDeps = deps(path)
    expect(await saveActivity(csvDeps)).toEqual({ ok: true, value: { path } })
    const rows = readFileSync(path, 'utf8').trimEnd().split('\r\n')
    expect(rows).toHaveLength(1 + 8)
    expect(rows.at(-1)).toMatch(/,Account created,Done$/)
    expect(csvDeps.suggestedNames).toEqual(['latchkey-activity.csv'])
  })

  it('opens no dialog and writes nothing without a session', async () => {
    const csvDeps = deps(join(folder, 'activity.csv'))
    expect(await saveActivity(csvDeps)).toEqual({ ok: false, error: { code: 'notLoggedIn', reason: 'none' } })
    expect(csvDeps.suggestedNames).toEqual([])
  })

  it('answers null if the user cancels, and the reason if the file cannot be written', async () => {
    await world.auth.register(person)
    await world.auth.logIn(person)
    expect(await saveActivity(deps(null))).toEqual({ ok: true, value: null })
    expect(await saveActivity(deps(folder))).toEqual({ ok: false, error: { code: 'storage', reason: 'io' } })
  })
})
