import { History, House, Lock, LogOut, Menu, Settings, Users, type LucideIcon } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '../../ui/Button'
import { TextLink } from '../../ui/TextLink'
import { useBusy } from '../../forms/use-busy'
import { useText, type MessageKey } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { addressOfPage } from '../../store/page-address'
import type { SessionPage } from '../../store/state'
import styles from './Rail.module.css'

type PageLink = { page: SessionPage; title: MessageKey; Icon: LucideIcon }

const pages: readonly PageLink[] = [
  { page: 'home', title: 'home.title', Icon: House },
  { page: 'activity', title: 'act.h1', Icon: History },
  { page: 'settings', title: 'settings.h1', Icon: Settings },
]
const ownerPages: readonly PageLink[] = [{ page: 'accounts', title: 'acc.h1', Icon: Users }]

type RailProps = { page: SessionPage; displayName: string; isOwner: boolean }

/** The pages of the session, its user, Lock and Log out. In a narrow window they are in a menu. */
export function Rail({ page, displayName, isOwner }: RailProps) {
  const text = useText()
  const { goToPage } = useActions()
  const [isOpen, setIsOpen] = useState(false)
  const toggle = useRef<HTMLButtonElement>(null)
  const region = useId()
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return
    setIsOpen(false)
    toggle.current?.focus()
  }
  const follow = (target: SessionPage) => {
    setIsOpen(false)
    goToPage(target)
  }
  return (
    <div className={styles['rail']} onKeyDown={closeOnEscape}>
      <button
        ref={toggle}
        type="button"
        className={styles['toggle']}
        aria-expanded={isOpen}
        aria-controls={region}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Menu aria-hidden="true" />
        {text('home.menu')}
      </button>
      <div id={region} className={[styles['panel'], isOpen && styles['open']].filter(Boolean).join(' ')}>
        <nav aria-label={text('home.nav')}>
          <PageLinks links={pages} page={page} onFollow={follow} />
          {isOwner && <PageLinks links={ownerPages} page={page} onFollow={follow} />}
        </nav>
        <Foot displayName={displayName} />
      </div>
    </div>
  )
}

type PageLinksProps = { links: readonly PageLink[]; page: SessionPage; onFollow: (page: SessionPage) => void }

function PageLinks({ links, page, onFollow }: PageLinksProps) {
  const text = useText()
  return (
    <ul className={styles['list']}>
      {links.map(({ page: target, title, Icon }) => (
        <li key={target}>
          <TextLink
            to={addressOfPage(target)}
            className={styles['link']}
            current={target === page}
            onFollow={() => onFollow(target)}
          >
            <Icon aria-hidden="true" />
            {text(title)}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}

function Foot({ displayName }: { displayName: string }) {
  const text = useText()
  const { logOut, lock } = useActions()
  const { stage, run } = useBusy()
  return (
    <div className={styles['foot']}>
      <p className={styles['user']}>
        <span className={styles['initial']} aria-hidden="true">
          {(Array.from(displayName)[0] ?? '').toLocaleUpperCase()}
        </span>
        <span className={styles['name']}>{displayName}</span>
      </p>
      <Button busy={stage !== 'idle'} onClick={() => void run(lock)}>
        <Lock aria-hidden="true" className={styles['icon']} />
        {text('home.lock')}
      </Button>
      <Button busy={stage !== 'idle'} onClick={() => void run(logOut)}>
        <LogOut aria-hidden="true" className={styles['icon']} />
        {text('home.out')}
      </Button>
    </div>
  )
}
