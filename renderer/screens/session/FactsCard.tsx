import type { Session } from '../../../preload/contract'
import { Button } from '../../components/Button'
import { ButtonRow } from '../../components/ButtonRow'
import { Card } from '../../components/Card'
import { Fact, FactList } from '../../components/FactList'
import { Time } from '../../components/Time'
import { useText } from '../../intl'
import { useDesktop } from '../../store-context'

/** What there is to know about the session in this window. */
export function FactsCard({ id, session }: { id: string; session: Session }) {
  const text = useText()
  const desktop = useDesktop()
  return (
    <Card title={text('facts.h2')} id={id}>
      <FactList>
        <Fact term={text('facts.since')}>
          <Time at={session.startedAt} />
        </Fact>
        <Fact term={text('facts.until')}>
          <Time at={session.expiresAt} />
        </Fact>
      </FactList>
      <ButtonRow>
        <Button onClick={() => void desktop.showDataFolder()}>{text('facts.folder')}</Button>
      </ButtonRow>
    </Card>
  )
}
