import type { ReactNode } from 'react'
import { useText } from './intl'
import { useActions } from './store-context'
import { Announcer } from '../a11y/Announcer'
import { LanguageMenu } from './LanguageMenu'
import { Logo } from '../ui/Logo'
import { headingId } from '../ui/Screen'
import styles from './Shell.module.css'
import { TextLink } from '../ui/TextLink'
import { useWindowKeys } from '../a11y/use-window-keys'

const mainId = 'main'

/** The heading comes after the rail of a session, which `main` contains too. */
function focusContent(): void {
  const content = document.getElementById(headingId) ?? document.getElementById(mainId)
  content?.focus()
}

/** The frame of every screen: skip link, app name, language menu and the two live regions. */
export function Shell({ children }: { children: ReactNode }) {
  const text = useText()
  const { goHome } = useActions()
  useWindowKeys(mainId)
  return (
    <Announcer>
      <div className={styles['shell']}>
        <TextLink to={`#${mainId}`} className={styles['skip']} onFollow={focusContent}>
          {text('shell.skip')}
        </TextLink>
        <header className={styles['header']}>
          <TextLink to="#/" className={styles['home']} onFollow={goHome}>
            <Logo />
            {text('shell.name')}
          </TextLink>
          <LanguageMenu />
        </header>
        <main id={mainId} className={styles['main']} tabIndex={-1} aria-labelledby={headingId}>
          {children}
        </main>
        <footer className={styles['footer']}>
          <p>{text('shell.local')}</p>
          {import.meta.env.DEV && <p className={styles['dev']}>{text('shell.dev')}</p>}
        </footer>
      </div>
    </Announcer>
  )
}
