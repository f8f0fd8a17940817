import type { ErrorOf } from '../../../preload/errors'
import { sharedErrorText, type SharedError } from '../../app/error-text'
import { useText } from '../../app/intl'
import { AlertBlock } from '../../ui/AlertBlock'

/** Shown in place of, or above, a list that could not be loaded. */
export function LoadError({ error, onRetry }: { error: ErrorOf<SharedError>; onRetry: () => void }) {
  const text = useText()
  const shown = sharedErrorText(error, 'start')
  if (shown.kind !== 'failed') return null
  return (
    <AlertBlock detail={shown.detail && text(shown.detail)} onRetry={onRetry}>
      {text(shown.message)}
    </AlertBlock>
  )
}
