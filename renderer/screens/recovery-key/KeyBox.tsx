import { useId, type ClipboardEvent, type FocusEvent } from 'react'
import { canonicalRecoveryKey } from '../../../preload/text'
import { useText } from '../../app/intl'
import { groupsOf, spellOut } from './spelling'
import styles from './KeyBox.module.css'

type KeyBoxProps = { email: string; recoveryKey: string; onCopy: () => void }

/**
 * Shows the recovery key. Focus selects it, so that Ctrl+C copies it. Screen readers spell it out.
 * `output` is a live region by default; `role="group"` leaves announcements to the page's own two.
 */
export function KeyBox({ email, recoveryKey, onCopy }: KeyBoxProps) {
  const text = useText()
  const label = useId()
  const spelling = useId()
  return (
    <div>
      <p id={label} className={styles['label']}>
        {text('key.for', { email })}
      </p>
      <output
        role="group"
        aria-labelledby={`${label} ${spelling}`}
        tabIndex={0}
        translate="no"
        className={styles['key']}
        onFocus={selectAll}
        onCopy={(event) => copyFullKey(event, recoveryKey, onCopy)}
      >
        <span aria-hidden="true" className={styles['groups']}>
          {groupsOf(recoveryKey).map((group, index) => (
            <span key={index}>{group}</span>
          ))}
        </span>
      </output>
      <span id={spelling} className="visually-hidden">
        {spellOut(recoveryKey)}
      </span>
    </div>
  )
}

function selectAll({ currentTarget }: FocusEvent) {
  document.getSelection()?.selectAllChildren(currentTarget)
}

/** Copies a selected key the way the button does, so that the clipboard is cleared afterwards. */
function copyFullKey(event: ClipboardEvent, recoveryKey: string, onCopy: () => void) {
  const selected = document.getSelection()?.toString().replace(/\s/g, '')
  if (selected !== canonicalRecoveryKey(recoveryKey)) return
  event.preventDefault()
  onCopy()
}
