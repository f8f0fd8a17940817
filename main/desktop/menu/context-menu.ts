import type { ContextMenuParams, MenuItemConstructorOptions as Item } from 'electron'
import type { Translate } from '../settings/i18n'

export type Clicked = Pick<ContextMenuParams, 'isEditable' | 'formControlType' | 'selectionText' | 'editFlags'>

/**
 * The context menu of the Menu key or a right click. A hidden password can be pasted and selected,
 * but not copied. There is no spell check and no look-up: no text leaves the app.
 */
export function contextMenuTemplate(clicked: Clicked, translate: Translate): Item[] {
  if (clicked.isEditable)
    return clicked.formControlType === 'input-password'
      ? passwordItems(clicked, translate)
      : textItems(clicked, translate)
  return clicked.selectionText.trim() === '' ? [] : [{ role: 'copy', label: translate('menu.copy') }]
}

function passwordItems({ editFlags }: Clicked, translate: Translate): Item[] {
  return [
    { role: 'paste', label: translate('menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: translate('menu.selectAll'), enabled: editFlags.canSelectAll },
  ]
}

function textItems({ editFlags }: Clicked, translate: Translate): Item[] {
  return [
    { role: 'undo', label: translate('menu.undo'), enabled: editFlags.canUndo },
    { role: 'redo', label: translate('menu.redo'), enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', label: translate('menu.cut'), enabled: editFlags.canCut },
    { role: 'copy', label: translate('menu.copy'), enabled: editFlags.canCopy },
    { role: 'paste', label: translate('menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: translate('menu.selectAll'), enabled: editFlags.canSelectAll },
  ]
}
