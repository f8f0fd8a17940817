import { Button } from '../../ui/Button'
import { Logo } from '../../ui/Logo'
import { Notice } from '../../ui/Notice'
import { Screen } from '../../ui/Screen'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import styles from './Welcome.module.css'

/** Introduces the app and links to its forms. Offers Log in only once an account exists. */
export function Welcome({ state }: { state: ScreenOf<'welcome'> }) {
  const text = useText()
  const hasAccounts = useAuth(({ hasAccounts }) => hasAccounts)
  const { goToLogIn, goToRegister, askForOwner, showRestore } = useActions()
  const deleted = state.notice && text('welcome.deleted', { email: state.notice.email })
  const create = (
    <Button key="create" wide variant={hasAccounts ? 'secondary' : 'primary'} onClick={() => goToRegister()}>
      {text('welcome.create')}
    </Button>
  )
  const logIn = (
    <Button key="logIn" wide variant="primary" onClick={() => goToLogIn()}>
      {text('welcome.logIn')}
    </Button>
  )
  return (
    <Screen
      h1={text('welcome.h1')}
      announce={deleted ?? undefined}
      above={<Logo size="large" />}
      notice={deleted !== null && <Notice tone="success">{deleted}</Notice>}
    >
      <p className={styles['lead']}>{text('welcome.lead')}</p>
      {!hasAccounts && <p>{text('welcome.first')}</p>}
      <div className={styles['actions']}>{hasAccounts ? [logIn, create] : create}</div>
      {!hasAccounts && (
        <div className={styles['transferLinks']}>
          <p>{text('welcome.existing')}</p>
          <Button variant="link" onClick={() => askForOwner()}>
            {text('welcome.import')}
          </Button>
          <Button variant="link" onClick={() => showRestore()}>
            {text('welcome.restore')}
          </Button>
        </div>
      )}
    </Screen>
  )
}
