import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useText } from '../../app/intl'
import { useActions } from '../../app/store-context'

/** Leads to Security on every visit until the private data is open. */
export function SealedData({ lead }: { lead: string }) {
  const text = useText()
  const { goToSecurity } = useActions()
  return (
    <Notice tone="warn" title={lead} actions={<Button onClick={goToSecurity}>{text('home.sealed.action')}</Button>}>
      {text('home.sealed.body')}
    </Notice>
  )
}
