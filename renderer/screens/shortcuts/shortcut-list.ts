import type { MessageKey } from '../../app/intl'

/** A key is either a word of the catalogue or the sign printed on it. */
export type Key =
  | Extract<MessageKey, `keyboard.${string}`>
  | { readonly sign: '+' | '-' | '0' | ',' | '/' | '[' | 'F' | 'L' | 'N' | 'Q' | 'F4' | 'F11' | '⌘' | '⌃' | '⇧' }
export type Shortcut = { readonly does: MessageKey; readonly keys: readonly Key[] }
export type ShortcutGroup = { readonly title: MessageKey; readonly shortcuts: readonly Shortcut[] }
export type System = 'mac' | 'windows' | 'linux'

/** What the keys of this system do, by where they work. The menu bar says the same of its own. */
export function shortcutsOf(system: System): readonly ShortcutGroup[] {
  const command: Key = system === 'mac' ? { sign: '⌘' } : 'keyboard.ctrl'
  const shift: Key = system === 'mac' ? { sign: '⇧' } : 'keyboard.shift'
  const withCommand = (sign: Extract<Key, object>['sign']): Key[] => [command, { sign }]
  return [
    {
      title: 'shortcuts.everywhere',
      shortcuts: [
        { does: 'shortcuts.next', keys: ['keyboard.tab'] },
        { does: 'shortcuts.previous', keys: [shift, 'keyboard.tab'] },
        { does: 'shortcuts.press', keys: ['keyboard.space'] },
        { does: 'shortcuts.submit', keys: ['keyboard.enter'] },
        { does: 'shortcuts.close', keys: ['keyboard.esc'] },
        { does: 'shortcuts.back', keys: system === 'mac' ? withCommand('[') : ['keyboard.alt', 'keyboard.left'] },
        { does: 'shortcuts.create', keys: withCommand('N') },
        { does: 'shortcuts.security', keys: withCommand(',') },
        { does: 'shortcuts.lock', keys: [command, shift, { sign: 'L' }] },
      ],
    },
    {
      title: 'shortcuts.window',
      shortcuts: [
        { does: 'shortcuts.zoomIn', keys: withCommand('+') },
        { does: 'shortcuts.zoomOut', keys: withCommand('-') },
        { does: 'shortcuts.actualSize', keys: withCommand('0') },
        {
          does: 'shortcuts.fullScreen',
          keys: system === 'mac' ? [{ sign: '⌃' }, ...withCommand('F')] : [{ sign: 'F11' }],
        },
        { does: 'shortcuts.list', keys: withCommand('/') },
        { does: 'shortcuts.quit', keys: system === 'windows' ? ['keyboard.alt', { sign: 'F4' }] : withCommand('Q') },
      ],
    },
  ]
}

/** Which keys this keyboard has, as Chromium names its system. */
export function systemOf(platform: string): System {
  if (platform.startsWith('Mac')) return 'mac'
  return platform.startsWith('Win') ? 'windows' : 'linux'
}
