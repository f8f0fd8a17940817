import { useRef } from 'react'
import { Button } from '../components/Button'
import { Dialog } from '../components/Dialog'
import { useText, type MessageKey } from '../intl'
import styles from './Shortcuts.module.css'

/** Every key that does something, as Help > Keyboard Shortcuts shows it. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const text = useText()
  const close = useRef<HTMLButtonElement>(null)
  return (
    <Dialog title={text('shortcuts.h2')} onCancel={onClose} initialFocus={close}>
      {groups.map(({ title, shortcuts }) => (
        <section key={title} className={styles['group']}>
          <h3>{text(title)}</h3>
          <dl className={styles['list']}>
            {shortcuts.map(({ does, keys }) => (
              <div key={does} className={styles['shortcut']}>
                <dt>{text(does)}</dt>
                <dd>
                  <Keys keys={keys} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <Button ref={close} variant="primary" onClick={onClose}>
        {text('shell.close')}
      </Button>
    </Dialog>
  )
}

/** A key is either a word of the catalogue or the sign printed on it. */
type Key = MessageKey | '+' | '-' | '0' | ',' | '/' | 'N' | 'Q' | 'F11' | 'F' | '⌘' | '⌃' | '⇧' | '['

function Keys({ keys }: { keys: readonly Key[] }) {
  const text = useText()
  return keys.map((key, place) => (
    <span key={key}>
      {place > 0 && ' + '}
      <kbd className={styles['key']}>{key.startsWith('keyboard.') ? text(key as MessageKey) : key}</kbd>
    </span>
  ))
}

type Shortcut = { does: MessageKey; keys: readonly Key[] }

const mac = navigator.platform.startsWith('Mac')
const command: Key = mac ? '⌘' : 'keyboard.ctrl'

const groups: readonly { title: MessageKey; shortcuts: readonly Shortcut[] }[] = [
  {
    title: 'shortcuts.everywhere',
    shortcuts: [
      { does: 'shortcuts.next', keys: ['keyboard.tab'] },
      { does: 'shortcuts.previous', keys: [mac ? '⇧' : 'keyboard.shift', 'keyboard.tab'] },
      { does: 'shortcuts.press', keys: ['keyboard.space'] },
      { does: 'shortcuts.submit', keys: ['keyboard.enter'] },
      { does: 'shortcuts.close', keys: ['keyboard.esc'] },
      { does: 'shortcuts.back', keys: mac ? ['⌘', '['] : ['keyboard.alt', 'keyboard.left'] },
    ],
  },
  {
    title: 'shortcuts.screens',
    shortcuts: [
      { does: 'shortcuts.create', keys: [command, 'N'] },
      { does: 'shortcuts.security', keys: [command, ','] },
    ],
  },
  {
    title: 'shortcuts.window',
    shortcuts: [
      { does: 'shortcuts.zoomIn', keys: [command, '+'] },
      { does: 'shortcuts.zoomOut', keys: [command, '-'] },
      { does: 'shortcuts.actualSize', keys: [command, '0'] },
      { does: 'shortcuts.fullScreen', keys: mac ? ['⌃', '⌘', 'F'] : ['F11'] },
      { does: 'shortcuts.list', keys: [command, '/'] },
      { does: 'shortcuts.quit', keys: [command, 'Q'] },
    ],
  },
]
