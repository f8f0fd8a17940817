import { useId, type ClipboardEvent, type FocusEvent, type RefObject } from 'react'
import { canonicalRecoveryKey } from '../../../preload/text'
import { groupsOf, spellOut } from './spelling'
import styles from './KeyBox.module.css'

type KeyBoxProps = { title: string; recoveryKey: string; onCopy: () => void; ref?: RefObject<HTMLOutputElement | null> }

/**
 * Shows the recovery key. Focus selects it, so that Ctrl+C copies it. Screen readers spell it out.
 * `output` is a live region by default; `role="group"` leaves announcements to the page's own two.
 */
export function KeyBox({ title, recoveryKey, onCopy, ref }: KeyBoxProps) {
  const label = useId()
  const spelling = useId()
  return (
    <div>
      <p id={label} className={styles['label']}>
        {title}
      </p>
      <output
        ref={ref}
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
