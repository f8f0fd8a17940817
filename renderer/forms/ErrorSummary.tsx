import { useId } from 'react'
import { useText } from '../app/intl'
import styles from './ErrorSummary.module.css'
import { TextLink } from '../ui/TextLink'
import type { FormView } from './use-form'

/** Lists several errors, with the same text as beside the fields. Each links to its field. */
export function ErrorSummary({ form }: { form: FormView }) {
  const text = useText()
  const { summaryRef, summary, focus } = form
  const heading = useId()
  const list = useId()
  return (
    <div
      ref={summaryRef}
      className={styles['summary']}
      role="group"
      tabIndex={-1}
      aria-labelledby={heading}
      aria-describedby={list}
    >
      <h2 id={heading}>{text('err.heading')}</h2>
      <ul id={list} className={styles['list']}>
        {summary.map(({ id, name, message }) => (
          <li key={name}>
            <TextLink to={`#${id}`} onFollow={() => focus(name)}>
              {text(message)}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
