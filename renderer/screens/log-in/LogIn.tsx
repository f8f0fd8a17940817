import { useEffect } from 'react'
import { useLaterNotice } from '../../a11y/use-later-notice'
import { Checkbox, ticked } from '../../forms/Checkbox'
import { CodeField } from '../../forms/CodeField'
import { EmailField } from '../../forms/EmailField'
import { Form } from '../../forms/Form'
import { Notice } from '../../ui/Notice'
import { PasswordField } from '../../forms/PasswordField'
import { Screen } from '../../ui/Screen'
import { SubmitButton } from '../../forms/SubmitButton'
import { TextLink } from '../../ui/TextLink'
import { FormFooter } from '../../forms/FormFooter'
import { codeRule, notEmpty, notBlank } from '../../forms/rules'
import { useForm } from '../../forms/use-form'
import { useFocusOnReturn, useSecondStep } from '../../forms/use-second-step'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import type { LogInNotice, ScreenOf } from '../../store/state'
import { People } from './People'
import styles from './LogIn.module.css'
import { codeRequired, pauseError, credentialsError, refusal, wrongCodeError } from '../../app/error-text'

const words = {
  wrongCredentials: credentialsError('login.wrong'),
  tooManyAttempts: pauseError,
  disabled: refusal('login.note.disabled'),
  secondFactorRequired: codeRequired,
  wrongCode: wrongCodeError,
}

/** Logs in. The rules for new passwords do not apply, so older passwords keep working. */
export function LogIn({ state }: { state: ScreenOf<'logIn'> }) {
  const text = useText()
  const { clock } = useFormats()
  const { logIn, goToReset, goToRegister } = useActions()
  const canRemember = useAuth((state) => state.canRemember)
  const { step, updateStep, back } = useSecondStep()
  const form = useForm(
    {
      email: { initial: state.email, rule: notBlank('login.email.empty') },
      password: { rule: notEmpty('login.pw.empty') },
      keepLoggedIn: { rule: () => null },
      code: { rule: step ? codeRule : () => null },
    },
    {
      place: 'logIn',
      words,
      credentialFields: { mark: ['email', 'password'], clear: ['password'], focus: 'password' },
      pauseField: 'email',
    },
  )
  useFocusOnReturn(step, () => form.focus('password'))
  const { email, password, keepLoggedIn, code } = form.values
  const remember = canRemember && keepLoggedIn === ticked
  const { secondsLeft } = form.pause
  const choosePerson = (email: string) => {
    // A password typed for one account must not be sent for another.
    if (email !== form.values.email) form.set('password', '')
    form.set('email', email)
    form.focus('password')
  }
  const send = async () => {
    const input = { email, password, ...(remember && { remember }), ...(step && { code }) }
    const outcome = await form.submit(() => logIn(input))
    updateStep(outcome)
    // The next user must not find the password of the disabled account.
    if (outcome && !outcome.ok && outcome.error.code === 'disabled') form.set('password', '')
  }
  const notice = useNotice(state.notice)
  useRefreshedLogInOptions()
  useLaterNotice(state.notice, notice)
  return (
    <Screen
      h1={text('login.h1')}
      focus="first"
      form={form}
      announce={notice}
      // After an attempt, its result is shown instead of this notice.
      notice={notice && !form.alert && !step && <Notice tone={toneOf(state.notice)}>{notice}</Notice>}
    >
      <Form form={form} pauseHelp={text('login.throttled.help')} onSubmit={() => void send()}>
        {step ? (
          <>
            <CodeField field={form.field('code')} {...step} />
            {step.backupCodesOnly && <p>{text('code.backup.none')}</p>}
          </>
        ) : (
          <>
            <People onChoose={choosePerson} />
            <EmailField field={form.field('email')} label={text('login.email.label')} />
            <PasswordField field={form.field('password')} label={text('login.pw.label')} />
            {canRemember ? (
              <Checkbox field={form.field('keepLoggedIn')} label={text('login.keep')} hint={text('login.keep.hint')} />
            ) : (
              <p className={styles['unavailable']}>{text('login.keep.none')}</p>
            )}
          </>
        )}
        <SubmitButton busyText="login.busy">
          {secondsLeft > 0 ? text('login.throttled.btn', { time: clock(secondsLeft) }) : text('login.submit')}
        </SubmitButton>
      </Form>
      {step && (
        <FormFooter>
          <TextLink
            to="#/login"
            onFollow={() => {
              // The next user must not find the password behind the code.
              form.set('password', '')
              form.set('code', '')
              back()
            }}
          >
            {text('shell.back')}
          </TextLink>
        </FormFooter>
      )}
      <FormFooter>
        <TextLink to="#/reset" onFollow={() => goToReset(email)}>
          {text('login.forgot')}
        </TextLink>
      </FormFooter>
      <FormFooter>
        {text('login.new')}{' '}
        <TextLink to="#/register" onFollow={() => goToRegister(email)}>
          {text('login.newLink')}
        </TextLink>
      </FormFooter>
    </Screen>
  )
}

/** Reloads the listed people and what `welcome` tells: both may have changed. */
function useRefreshedLogInOptions() {
  const { refreshLogInOptions } = useActions()
  useEffect(() => void refreshLogInOptions(), [refreshLogInOptions])
}

function useNotice(notice: LogInNotice): string | undefined {
  const text = useText()
  const { limit } = useFormats()
  if (!notice) return undefined
  if (notice.kind === 'deleted') return text('welcome.deleted', { email: notice.email })
  if (notice.kind === 'idle') return text('login.note.idle', { time: limit(notice.minutes) })
  const sentence = text(`login.note.${notice.kind}`)
  return notice.kind === 'restored' && notice.codesVoid ? `${sentence} ${text('restore.codesVoid')}` : sentence
}

const successKinds = ['out', 'reset', 'deleted', 'restored']
const toneOf = (notice: LogInNotice) => (notice && successKinds.includes(notice.kind) ? 'success' : 'info')
