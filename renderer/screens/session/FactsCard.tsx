import type { Session } from '../../../preload/contract'
import { Button } from '../../components/Button'
import { Card } from '../../components/Card'
import { FactList } from '../../components/FactList'
import { Time } from '../../components/Time'
import { useText } from '../../intl'
import { useDesktop } from '../../store-context'

/** What there is to know about the session in this window. */
export function FactsCard({ id, session }: { id: string; session: Session }) {
  const text = useText()
  const desktop = useDesktop()
  return (
    <Card title={text('facts.h2')} id={id}>
      <FactList
        facts={[
          { term: text('facts.since'), detail: <Time at={session.startedAt} /> },
          { term: text('facts.until'), detail: <Time at={session.expiresAt} /> },
        ]}
      />
      <Button onClick={() => void desktop.showDataFolder()}>{text('facts.folder')}</Button>
    </Card>
  )
}
