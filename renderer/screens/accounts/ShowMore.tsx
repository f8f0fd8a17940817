import { useText } from '../../app/intl'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'

type ShowMoreProps = { busy: { busy: boolean; isSlow: boolean }; onPress: () => void }

export function ShowMore({ busy: { busy, isSlow }, onPress }: ShowMoreProps) {
  const text = useText()
  return (
    <ButtonRow>
      <Button busy={busy} busyText={isSlow ? text('busy.working') : undefined} onClick={onPress}>
        {text('act.more')}
      </Button>
    </ButtonRow>
  )
}
