import { useId, useRef, type RefObject } from 'react'
import { limits } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { useText, type Message } from '../../app/intl'
import input from '../../forms/Input.module.css'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { LoadError } from '../session/LoadError'
import { LoadingIndicator } from '../../ui/LoadingIndicator'
import { StatusLine } from '../../ui/StatusLine'
import styles from './AccountsCard.module.css'
import { AccountsTable } from './AccountsTable'
import type { OwnerAct } from './owner-act'
import { ShowMore } from './ShowMore'
import { foundMessage, type Accounts } from './use-accounts'

type AccountsCardProps = {
  accounts: Accounts
  ownEmail: string
  /** The result of the last act on an account. */
  lastDone: Message | null
  onChoose: (act: OwnerAct) => void
}

/** Searches the accounts and lists them by email, fifty at a time. */
export function AccountsCard({ accounts, ownEmail, lastDone, onChoose }: AccountsCardProps) {
  const text = useText()
  const announce = useAnnounce()
  const { state, answered, busy } = accounts
  const searchField = useRef<HTMLInputElement>(null)
  const rows = useRef<HTMLTableElement>(null)
  const isEmpty = state.loaded && state.items.length === 0

  const showMore = async () => {
    const shown = state.items.length
    const n = await accounts.more()
    if (n === 0) return
    rows.current?.querySelectorAll<HTMLElement>('th[scope=row] button')[shown]?.focus()
    announce.polite(text('acc.more.sr', { n }))
  }
  const clear = () => {
    accounts.clear()
    searchField.current?.focus()
  }

  return (
    <Card>
      <Search accounts={accounts} ref={searchField} />
      {lastDone ? (
        <StatusLine status={{ ok: true, message: lastDone }} />
      ) : (
        answered !== '' && !isEmpty && <p className={styles['found']}>{text(foundMessage(state))}</p>
      )}
      {state.error && <LoadError error={state.error} onRetry={accounts.retry} />}
      {!state.loaded && !state.error && <LoadingIndicator />}
      {isEmpty && (
        <div className={styles['none']}>
          <p>{text('acc.none', { search: answered })}</p>
          <Button onClick={clear}>{text('acc.clear')}</Button>
        </div>
      )}
      {state.items.length > 0 && (
        <AccountsTable ref={rows} accounts={state.items} ownEmail={ownEmail} onChoose={onChoose} />
      )}
      {state.next !== null && <ShowMore busy={busy} onPress={() => void showMore()} />}
    </Card>
  )
}

function Search({ accounts, ref }: { accounts: Accounts; ref: RefObject<HTMLInputElement | null> }) {
  const text = useText()
  const id = useId()
  return (
    <form
      role="search"
      className={styles['search']}
      onSubmit={(event) => {
        event.preventDefault()
        accounts.searchNow()
      }}
    >
      <label htmlFor={id} className={styles['label']}>
        {text('acc.search')}
      </label>
      <p id={`${id}-hint`} className={styles['hint']}>
        {text('acc.search.hint')}
      </p>
      <input
        ref={ref}
        id={id}
        type="search"
        name="search"
        className={input['input']}
        value={accounts.typed}
        maxLength={limits.emailMaxCharacters}
        aria-describedby={`${id}-hint`}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => accounts.type(event.target.value)}
      />
    </form>
  )
}
