import { useId } from 'react'
import { Button } from '../../ui/Button'
import { useBusy } from '../../forms/use-busy'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { goToSection, sectionIds, sections } from './sections'
import { useCurrentSection } from './use-current-section'
import styles from './SideNav.module.css'

/** Links to the cards if the window is wide enough, and always the buttons to lock and log out. */
export function SideNav() {
  const text = useText()
  const { logOut, lock } = useActions()
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
                onClick={(event) => {
                  event.preventDefault()
                  goToSection(id)
                }}
              >
                {text(title)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={styles['actions']}>
        <Button busy={stage !== 'idle'} onClick={() => void run(lock)}>
          {text('home.lock')}
        </Button>
        <Button busy={stage !== 'idle'} onClick={() => void run(logOut)}>
          {text('home.out')}
        </Button>
      </div>
    </div>
  )
}
