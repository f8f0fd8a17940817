import { Fragment, useRef } from 'react'
import { Button } from '../../ui/Button'
import { Dialog } from '../../ui/Dialog'
import { useText } from '../../app/intl'
import { shortcutsOf, systemOf, type Key } from './shortcut-list'
import styles from './Shortcuts.module.css'

/** Lists every keyboard shortcut. Opened by Help > Keyboard Shortcuts. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  const text = useText()
  const close = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      title={text('shortcuts.h2')}
      wide
      onCancel={onClose}
      initialFocus={close}
      action={
        <Button ref={close} onClick={onClose}>
          {text('shell.close')}
        </Button>
      }
    >
      <div className={styles['groups']}>
        {shortcutsOf(systemOf(navigator.platform)).map(({ title, shortcuts }) => (
          <section key={title}>
            <h3 className={styles['title']}>{text(title)}</h3>
            <dl>
              {shortcuts.map(({ action, keys }) => (
                <div key={action} className={styles['shortcut']}>
                  <dt>{text(action)}</dt>
                  <dd className={styles['keys']}>
                    <Keys keys={keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

function Keys({ keys }: { keys: readonly Key[] }) {
  const text = useText()
  return keys
    .map((key) => (typeof key === 'string' ? text(key) : key.symbol))
    .map((name, index) => (
      <Fragment key={name}>
        {index > 0 && ' + '}
        <kbd className={styles['key']}>{name}</kbd>
      </Fragment>
    ))
}
