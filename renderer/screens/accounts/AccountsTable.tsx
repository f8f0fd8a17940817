import { useId, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import type { Account } from '../../../preload/contract'
import { useText } from '../../app/intl'
import { Button } from '../../ui/Button'
import { Time } from '../../ui/Time'
import { AccountDetails } from './AccountDetails'
import styles from './AccountsTable.module.css'
import type { OwnerAct } from './owner-act'

type AccountsTableProps = {
  accounts: readonly Account[]
  ownEmail: string
  onChoose: (act: OwnerAct) => void
  ref?: Ref<HTMLTableElement>
}

/**
 * One row for each account, and below it, while it is open, the account. At most one is open. Only
 * what differs is marked.
 */
export function AccountsTable({ accounts, ref, ...rest }: AccountsTableProps) {
  const text = useText()
  const [openId, setOpenId] = useState<number | null>(null)
  return (
    <table ref={ref} className={styles['table']}>
      <caption className="visually-hidden">{text('acc.h1')}</caption>
      <thead>
        <tr>
          <th scope="col">{text('profile.email')}</th>
          <th scope="col">{text('acc.name')}</th>
          <th scope="col">{text('import.status')}</th>
          <th scope="col">{text('acc.last')}</th>
        </tr>
      </thead>
      {accounts.map((account) => (
        <AccountRows
          key={account.id}
          account={account}
          isOpen={account.id === openId}
          onToggle={() => setOpenId(account.id === openId ? null : account.id)}
          {...rest}
        />
      ))}
    </table>
  )
}

type AccountRowsProps = {
  account: Account
  ownEmail: string
  isOpen: boolean
  onToggle: () => void
  onChoose: (act: OwnerAct) => void
}

function AccountRows({ account, ownEmail, isOpen, onToggle, onChoose }: AccountRowsProps) {
  const text = useText()
  const region = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const isSelf = account.email === ownEmail
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    opener.current?.focus()
    onToggle()
  }
  return (
    <tbody className={styles[isOpen ? 'open' : 'closed']}>
      <tr className={styles['row']}>
        <th scope="row">
          <Button
            ref={opener}
            variant="link"
            aria-expanded={isOpen}
            aria-controls={isOpen ? region : undefined}
            onClick={onToggle}
          >
            {account.email}
          </Button>
        </th>
        <td>{account.displayName}</td>
        <td className={styles['marks']}>
          {isSelf && <span className={styles['mark']}>{text('acc.you')}</span>}
          {account.role === 'owner' && <span className={styles['mark']}>{text('acc.owner')}</span>}
          {account.state === 'disabled' && (
            <span className={[styles['mark'], styles['disabled']].join(' ')}>{text('acc.disabled')}</span>
          )}
        </td>
        <td className={styles['last']}>
          <span className={styles['term']} aria-hidden="true">
            {text('acc.last')}{' '}
          </span>
          {account.lastLogInAt === null ? text('facts.idle.never') : <Time at={account.lastLogInAt} form="date" />}
        </td>
      </tr>
      {isOpen && (
        <tr className={styles['details']}>
          <td colSpan={4} id={region} onKeyDown={closeOnEscape}>
            <AccountDetails account={account} isSelf={isSelf} onChoose={onChoose} />
          </td>
        </tr>
      )}
    </tbody>
  )
}
