import { useId, type ClipboardEvent, type FocusEvent } from 'react'
import { canonicalRecoveryKey } from '../../../preload/text'
import { useText } from '../../app/intl'
import { groupsOf, spelled } from './spelling'
import styles from './KeyBox.module.css'

type KeyBoxProps = { email: string; recoveryKey: string; onCopy: () => void }

/**
 * The key itself: takes focus and is selected then, so that Ctrl+C copies it; read out character by character.
 * `output` would be a live region by default; here it is a group, the two regions of the page carry all speech.
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
        onCopy={(event) => copyWhole(event, recoveryKey, onCopy)}
      >
        <span aria-hidden="true" className={styles['groups']}>
          {groupsOf(recoveryKey).map((group, place) => (
            <span key={place}>{group}</span>
          ))}
        </span>
      </output>
      <span id={spelling} className="visually-hidden">
        {spelled(recoveryKey)}
      </span>
    </div>
  )
}

function selectAll({ currentTarget }: FocusEvent) {
  document.getSelection()?.selectAllChildren(currentTarget)
}

/** A selected key leaves through the same door as the button's, so that the clipboard is cleared after it too. */
function copyWhole(event: ClipboardEvent, recoveryKey: string, onCopy: () => void) {
  const selected = document.getSelection()?.toString().replace(/\s/g, '')
  if (selected !== canonicalRecoveryKey(recoveryKey)) return
  event.preventDefault()
  onCopy()
}
