import type { Account } from '../../../preload/contract'
import { useText } from '../../app/intl'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Fact, FactList } from '../../ui/FactList'
import { Time } from '../../ui/Time'
import styles from './AccountDetails.module.css'
import type { AccountAct, OwnerAct } from './owner-act'

type AccountDetailsProps = { account: Account; isSelf: boolean; onChoose: (act: OwnerAct) => void }

/** The facts of one account, and what an owner can do with it. */
export function AccountDetails({ account, isSelf, onChoose }: AccountDetailsProps) {
  const text = useText()
  const { createdAt, lastLogInAt, twoFactor } = account
  return (
    <div className={styles['details']}>
      <FactList>
        <Fact term={text('profile.created')}>
          {createdAt === null ? text('facts.unknown') : <Time at={createdAt} />}
        </Fact>
        <Fact term={text('acc.last')}>
          {lastLogInAt === null ? text('facts.idle.never') : <Time at={lastLogInAt} />}
        </Fact>
        <Fact term={text('tf.h3')}>{text(twoFactor ? 'acc.on' : 'acc.off')}</Fact>
      </FactList>
      <ButtonRow>
        {actsOn(account, isSelf).map(([button, kind]) => (
          <Button
            key={button}
            variant={kind === 'remove' ? 'dangerOutline' : 'secondary'}
            aria-haspopup="dialog"
            onClick={() => onChoose({ kind, account })}
          >
            {text('acc.open', { action: text(`acc.go.${kind}`) })}
          </Button>
        ))}
      </ButtonRow>
    </div>
  )
}

/**
 * Each act with the name of its button, which stays the same when an act is replaced by its
 * opposite: so the button keeps the focus. A disabled account cannot be reset. One's own account is
 * deleted in Settings, and its password is changed there.
 */
function actsOn({ role, state }: Account, isSelf: boolean): [button: string, kind: AccountAct][] {
  const isActive = state === 'active'
  return [
    ...(isActive && !isSelf ? [['reset', 'reset'] as [string, AccountAct]] : []),
    ['role', role === 'owner' ? 'makeMember' : 'makeOwner'],
    ['state', isActive ? 'disable' : 'enable'],
    ...(isSelf ? [] : [['remove', 'remove'] as [string, AccountAct]]),
  ]
}
