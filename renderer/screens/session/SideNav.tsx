import { useId, type MouseEvent } from 'react'
import { Button } from '../../components/Button'
import { useBusy } from '../../components/use-busy'
import { useText } from '../../intl'
import { useActions } from '../../store-context'
import { sectionIds, sections, type SectionId } from './sections'
import { useCurrentSection } from './use-current-section'
import styles from './SideNav.module.css'

/** The cards by name, where the window is wide enough, and the way out, always in sight. */
export function SideNav() {
  const text = useText()
  const { logOut } = useActions()
  const { stage, run } = useBusy()
  const label = useId()
  const current = useCurrentSection()
  return (
    <div className={styles['side']}>
      <nav className={styles['nav']} aria-labelledby={label}>
        <p id={label} className={styles['label']}>
          {text('home.nav')}
        </p>
        <ul className={styles['list']}>
          {sections.map(({ id, title }) => (
            <li key={id}>
              <a
                className={styles['link']}
                href={`#${sectionIds[id]}`}
                aria-current={id === current ? 'true' : undefined}
                onClick={(event) => goTo(event, id)}
              >
                {text(title)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <Button busy={stage !== 'idle'} onClick={() => void run(logOut)}>
        {text('home.out')}
      </Button>
    </div>
  )
}

/** Moves the reader too, not only the page: the heading takes the focus. */
function goTo(event: MouseEvent, id: SectionId) {
  event.preventDefault()
  const card = document.getElementById(sectionIds[id])
  card?.scrollIntoView({ block: 'start' })
  card?.querySelector('h2')?.focus({ preventScroll: true })
}
