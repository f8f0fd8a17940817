import { useText } from '../../app/intl'
import { useAuth } from '../../app/store-context'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Card } from '../../ui/Card'
import type { OwnerAct } from './owner-act'

/** Who may register: everybody, or only people with an invitation. */
export function RegistrationCard({ onChoose }: { onChoose: (act: OwnerAct) => void }) {
  const text = useText()
  const isOpen = useAuth(({ registration }) => registration === 'open')
  const change = isOpen ? 'closeRegistration' : 'openRegistration'
  return (
    <Card title={text('acc.reg.h2')}>
      <p>{text(isOpen ? 'acc.reg.open' : 'acc.reg.closed')}</p>
      <ButtonRow>
        <Button aria-haspopup="dialog" onClick={() => onChoose({ kind: change })}>
          {text('acc.open', { action: text(`acc.go.${change}`) })}
        </Button>
        {!isOpen && (
          <Button aria-haspopup="dialog" onClick={() => onChoose({ kind: 'invite' })}>
            {text('acc.open', { action: text('acc.go.invite') })}
          </Button>
        )}
      </ButtonRow>
    </Card>
  )
}
