import { useState } from 'react'
import type { ErrorOf } from '../../../preload/errors'
import { Button } from '../../ui/Button'
import { ButtonRow } from '../../ui/ButtonRow'
import { Screen } from '../../ui/Screen'
import { StatusLine, type Status } from '../../ui/StatusLine'
import { useAnnounce } from '../../a11y/Announcer'
import { useBusy } from '../../forms/use-busy'
import { sharedErrorText, type SharedError } from '../../app/error-text'
import { useText } from '../../app/intl'
import { useActions, useDesktop } from '../../app/store-context'
import type { ScreenOf } from '../../store/state'
import { AutomaticBackups } from '../restore/AutomaticBackups'
import styles from './StoreProblem.module.css'

/**
 * Shown when the accounts cannot be opened: the reason, the remedies, and details for support.
 * Nothing is replaced without a confirmation.
 */
export function StoreProblem({ state }: { state: ScreenOf<'problem'> }) {
  const text = useText()
  const { showRestore } = useActions()
  const { message, detail } = problemOf(state.error)
  return (
    <Screen h1={text('store.h1')} announce={text(message)} column="key">
      <p>{text(message)}</p>
      <ProblemActions error={state.error} />
      {canRestore(state.error) && <AutomaticBackups onChoose={showRestore} />}
      {detail && <p className={styles['detail']}>{text(detail)}</p>}
    </Screen>
  )
}

function ProblemActions({ error }: { error: ErrorOf<SharedError> }) {
  const text = useText()
  const desktop = useDesktop()
  const announce = useAnnounce()
  const { reopenStore, showRestore } = useActions()
  const { stage, run } = useBusy()
  const [status, setStatus] = useState<Status>(null)

  // A retry with the same result leaves the screen unchanged, so announce the error again.
  const retry = () =>
    run(async () => {
      const opened = await reopenStore()
      if (!opened.ok) announce.assertive(text(problemOf(opened.error).message))
    })
  const copy = async () => {
    const copied = await desktop.copyDiagnostics(diagnosticsOf(error))
    setStatus(copied.ok ? { ok: true, message: { id: 'store.copied' } } : null)
    if (copied.ok) announce.polite(text('store.copied'))
  }

  return (
    <div className={styles['actions']}>
      <ButtonRow>
        <Button
          variant="primary"
          busy={stage !== 'idle'}
          busyText={stage === 'idle' || stage === 'pressed' ? undefined : text('busy.working')}
          onClick={() => void retry()}
        >
          {text('shell.retry')}
        </Button>
        <Button onClick={() => void desktop.showDataFolder()}>{text('facts.folder')}</Button>
        {canRestore(error) && <Button onClick={() => showRestore()}>{text('welcome.restore')}</Button>}
        <Button onClick={() => void copy()}>{text('store.copy')}</Button>
      </ButtonRow>
      <StatusLine status={status} />
    </div>
  )
}

/** True for problems of the files themselves, which a backup can replace. */
function canRestore(error: ErrorOf<SharedError>): boolean {
  return error.code === 'storage' && ['corrupt', 'foreign', 'newer'].includes(error.reason)
}

function problemOf(error: ErrorOf<SharedError>) {
  const shown = sharedErrorText(error, 'start')
  return shown.kind === 'failed' ? shown : { message: { id: 'store.internal' } as const, detail: undefined }
}

function diagnosticsOf(error: ErrorOf<SharedError>) {
  if (error.code === 'unexpected') return { code: error.code, reference: error.reference }
  return { code: error.code === 'storage' ? `storage/${error.reason}` : error.code }
}
