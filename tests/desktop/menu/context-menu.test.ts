import { describe, expect, it } from 'vitest'
import { contextMenuTemplate, type Clicked } from '../../../main/desktop/menu/context-menu'
import { createTranslate } from '../../../main/desktop/settings/i18n'

const editFlags = {
  canUndo: true,
  canRedo: false,
  canCut: true,
  canCopy: true,
  canPaste: true,
  canDelete: true,
  canSelectAll: true,
  canEditRichly: false,
}
const clicked = (changes: Partial<Clicked>): Clicked => ({
  isEditable: false,
  formControlType: 'none',
  selectionText: '',
  editFlags,
  ...changes,
})
const offered = (changes: Partial<Clicked>, language: 'en' | 'fr' = 'en') =>
  contextMenuTemplate(clicked(changes), createTranslate(language)).map(
    ({ label, type }) => label?.replace('&', '') ?? type,
  )

describe('the context menu', () => {
  it('offers all edit commands in a text field, in the language of the app', () => {
    const field = { isEditable: true, formControlType: 'input-text' } as const
    expect(offered(field)).toEqual(['Undo', 'Redo', 'separator', 'Cut', 'Copy', 'Paste', 'Select All'])
    expect(offered(field, 'fr')).toEqual([
      'Annuler',
      'Rétablir',
      'separator',
      'Couper',
      'Copier',
      'Coller',
      'Tout sélectionner',
    ])
  })

  it('offers only Paste and Select All in a hidden password', () => {
    expect(offered({ isEditable: true, formControlType: 'input-password', selectionText: 'secret' })).toEqual([
      'Paste',
      'Select All',
    ])
  })

  it('offers Copy for selected text on the page', () => {
    expect(offered({ selectionText: 'Welcome' })).toEqual(['Copy'])
  })

  it('offers nothing elsewhere', () => {
    expect(offered({})).toEqual([])
    expect(offered({ selectionText: ' \n ' })).toEqual([])
  })

  it('enables only the commands that the field supports now', () => {
    const items = contextMenuTemplate(
      clicked({ isEditable: true, formControlType: 'input-text' }),
      createTranslate('en'),
    )
    expect(items.find(({ role }) => role === 'undo')?.enabled).toBe(true)
    expect(items.find(({ role }) => role === 'redo')?.enabled).toBe(false)
  })
})
