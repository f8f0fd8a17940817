import { useEffect, useState } from 'react'
import type { CallOutcome, IssuedCode } from '../../../preload/contract'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { Button } from '../../ui/Button'
import { Card } from '../../ui/Card'
import { LoadError } from '../session/LoadError'
import { LoadingIndicator } from '../../ui/LoadingIndicator'
import styles from './CodesCard.module.css'
import type { OwnerAct } from './owner-act'

type CodesCardProps = {
  /** Changes whenever the codes may have changed. */
  version: number
  onChoose: (act: OwnerAct) => void
}

/** The codes that are neither used nor expired. The codes themselves were shown once. */
export function CodesCard({ version, onChoose }: CodesCardProps) {
  const text = useText()
  const { issuedCodes } = useActions()
  const [attempt, setAttempt] = useState(0)
  const [outcome, setOutcome] = useState<CallOutcome<'issuedCodes'> | null>(null)
  useEffect(() => {
    let isCurrent = true
    void issuedCodes().then((answer) => {
      if (isCurrent) setOutcome(answer)
    })
    return () => {
      isCurrent = false
    }
  }, [issuedCodes, version, attempt])
  return (
    <Card title={text('acc.codes.h2')}>
      {outcome === null && <LoadingIndicator />}
      {outcome?.ok === false && <LoadError error={outcome.error} onRetry={() => setAttempt(attempt + 1)} />}
      {outcome?.ok && outcome.value.length === 0 && <p>{text('acc.codes.none')}</p>}
      {outcome?.ok && outcome.value.length > 0 && (
        <ul className={styles['list']}>
          {outcome.value.map((code) => (
            <CodeRow key={code.id} code={code} onRevoke={() => onChoose({ kind: 'revoke', code })} />
          ))}
        </ul>
      )}
    </Card>
  )
}

function CodeRow({ code, onRevoke }: { code: IssuedCode; onRevoke: () => void }) {
  const text = useText()
  const { dateTime } = useFormats()
  const { email, issuedBy, expiresAt, turnsOffTwoFactor } = code
  const title = email === null ? text('acc.code.invite') : text('acc.code.reset', { email })
  return (
    <li className={styles['code']}>
      <div className={styles['text']}>
        <h3>{title}</h3>
        <p className={styles['detail']}>{text('acc.codes.by', { email: issuedBy, date: dateTime(expiresAt) })}</p>
        {turnsOffTwoFactor && <p className={styles['detail']}>{text('acc.codes.turnsOff')}</p>}
      </div>
      <Button aria-haspopup="dialog" onClick={onRevoke}>
        {text('acc.open', { action: text('acc.go.revoke') })} <span className="visually-hidden">{title}</span>
      </Button>
    </li>
  )
}
