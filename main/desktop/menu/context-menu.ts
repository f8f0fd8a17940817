import type { ContextMenuParams, MenuItemConstructorOptions as Item } from 'electron'
import type { Say } from '../settings/i18n'

export type Clicked = Pick<ContextMenuParams, 'isEditable' | 'formControlType' | 'selectionText' | 'editFlags'>

/**
 * What the Menu key or a right click offers. A hidden password gives nothing away: it can be pasted into and selected,
 * not copied. No spelling, no look-up, nothing that would leave the app.
 */
export function contextMenuTemplate(clicked: Clicked, say: Say): Item[] {
  if (clicked.isEditable)
    return clicked.formControlType === 'input-password' ? passwordItems(clicked, say) : textItems(clicked, say)
  return clicked.selectionText.trim() === '' ? [] : [{ role: 'copy', label: say('menu.copy') }]
}

function passwordItems({ editFlags }: Clicked, say: Say): Item[] {
  return [
    { role: 'paste', label: say('menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: say('menu.selectAll'), enabled: editFlags.canSelectAll },
  ]
}

function textItems({ editFlags }: Clicked, say: Say): Item[] {
  return [
    { role: 'undo', label: say('menu.undo'), enabled: editFlags.canUndo },
    { role: 'redo', label: say('menu.redo'), enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', label: say('menu.cut'), enabled: editFlags.canCut },
    { role: 'copy', label: say('menu.copy'), enabled: editFlags.canCopy },
    { role: 'paste', label: say('menu.paste'), enabled: editFlags.canPaste },
    { role: 'selectAll', label: say('menu.selectAll'), enabled: editFlags.canSelectAll },
  ]
}
