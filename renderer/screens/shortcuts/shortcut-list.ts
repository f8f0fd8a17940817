import type { MessageKey } from '../../app/intl'

/** A key: either a message key, or the symbol printed on it. */
export type Key =
  | Extract<MessageKey, `keyboard.${string}`>
  | {
      readonly symbol:
        | '+'
        | '-'
        | '0'
        | '1'
        | '2'
        | '3'
        | '4'
        | ','
        | '/'
        | '['
        | 'F'
        | 'L'
        | 'N'
        | 'Q'
        | 'F4'
        | 'F11'
        | '⌘'
        | '⌃'
        | '⇧'
    }
export type Shortcut = { readonly action: MessageKey; readonly keys: readonly Key[] }
export type ShortcutGroup = { readonly title: MessageKey; readonly shortcuts: readonly Shortcut[] }
export type System = 'mac' | 'windows' | 'linux'

/** The shortcuts of a system, grouped by scope. The menu bar shows the same keys. */
export function shortcutsOf(system: System): readonly ShortcutGroup[] {
  const command: Key = system === 'mac' ? { symbol: '⌘' } : 'keyboard.ctrl'
  const shift: Key = system === 'mac' ? { symbol: '⇧' } : 'keyboard.shift'
  const withCommand = (symbol: Extract<Key, object>['symbol']): Key[] => [command, { symbol }]
  return [
    {
      title: 'shortcuts.everywhere',
      shortcuts: [
        { action: 'shortcuts.next', keys: ['keyboard.tab'] },
        { action: 'shortcuts.previous', keys: [shift, 'keyboard.tab'] },
        { action: 'shortcuts.press', keys: ['keyboard.space'] },
        { action: 'shortcuts.submit', keys: ['keyboard.enter'] },
        { action: 'shortcuts.close', keys: ['keyboard.esc'] },
        { action: 'shortcuts.back', keys: system === 'mac' ? withCommand('[') : ['keyboard.alt', 'keyboard.left'] },
        { action: 'shortcuts.create', keys: withCommand('N') },
        { action: 'shortcuts.home', keys: withCommand('1') },
        { action: 'shortcuts.activity', keys: withCommand('2') },
        { action: 'shortcuts.settings', keys: withCommand('3') },
        { action: 'shortcuts.accounts', keys: withCommand('4') },
        { action: 'shortcuts.security', keys: withCommand(',') },
        { action: 'shortcuts.lock', keys: [command, shift, { symbol: 'L' }] },
      ],
    },
    {
      title: 'shortcuts.window',
      shortcuts: [
        { action: 'shortcuts.zoomIn', keys: withCommand('+') },
        { action: 'shortcuts.zoomOut', keys: withCommand('-') },
        { action: 'shortcuts.actualSize', keys: withCommand('0') },
        {
          action: 'shortcuts.fullScreen',
          keys: system === 'mac' ? [{ symbol: '⌃' }, ...withCommand('F')] : [{ symbol: 'F11' }],
        },
        { action: 'shortcuts.list', keys: withCommand('/') },
        {
          action: 'shortcuts.quit',
          keys: system === 'windows' ? ['keyboard.alt', { symbol: 'F4' }] : withCommand('Q'),
        },
      ],
    },
  ]
}

/** The system, from `navigator.platform` as Chromium reports it. */
export function systemOf(platform: string): System {
  if (platform.startsWith('Mac')) return 'mac'
  return platform.startsWith('Win') ? 'windows' : 'linux'
}
