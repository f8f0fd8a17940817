import { useEffect } from 'react'
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
import { codeRule, filled, written } from '../../forms/rules'
import { useForm } from '../../forms/use-form'
import { useReturn, useSecondStep } from '../../forms/use-second-step'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useActions, useAuth } from '../../app/store-context'
import type { LogInNotice, ScreenOf } from '../../store/state'
import { People } from './People'
import styles from './LogIn.module.css'
import { asksForCode, paused, refusedCredentials, wrongCode } from '../../app/error-text'

const words = {
  wrongCredentials: refusedCredentials('login.wrong'),
  tooManyAttempts: paused,
  secondFactorRequired: asksForCode,
  wrongCode,
}

/** One person in, with the keyboard alone. No rule of new passwords holds here: whatever was once accepted works. */
export function LogIn({ state }: { state: ScreenOf<'logIn'> }) {
  const text = useText()
  const { clock } = useFormats()
  const { logIn, goToReset, goToRegister } = useActions()
  const canRemember = useAuth((state) => state.canRemember)
  const { step, follow, back } = useSecondStep()
  const form = useForm(
    {
      email: { initial: state.email, rule: written('login.email.empty') },
      password: { rule: filled('login.pw.empty') },
      keepLoggedIn: { rule: () => null },
      code: { rule: step ? codeRule : () => null },
    },
    {
      place: 'logIn',
      words,
      refused: { mark: ['email', 'password'], clear: ['password'], focus: 'password' },
      pausePer: 'email',
    },
  )
  useReturn(step, () => form.focus('password'))
  const { email, password, keepLoggedIn, code } = form.values
  const remember = canRemember && keepLoggedIn === ticked
  const { secondsLeft } = form.pause
  const choose = (email: string) => {
    // What was typed for somebody else is nobody else's password.
    if (email !== form.values.email) form.set('password', '')
    form.set('email', email)
    form.focus('password')
  }
  const send = async () => {
    const input = { email, password, ...(remember && { remember }), ...(step && { code }) }
    follow(await form.submit(() => logIn(input)))
  }
  const notice = useNotice(state.notice)
  useEntrance()
  return (
    <Screen
      h1={text('login.h1')}
      focus="first"
      form={form}
      announce={notice}
      // What was said on arrival makes room for what is said to an attempt.
      notice={notice && !form.alert && !step && <Notice tone={toneOf(state.notice)}>{notice}</Notice>}
    >
      <Form form={form} pauseHelp={text('login.throttled.help')} onSubmit={() => void send()}>
        {step ? (
          <CodeField field={form.field('code')} {...step} />
        ) : (
          <>
            <People onChoose={choose} />
            <EmailField field={form.field('email')} label={text('login.email.label')} />
            <PasswordField field={form.field('password')} label={text('login.pw.label')} />
            {canRemember ? (
              <Checkbox field={form.field('keepLoggedIn')} label={text('login.keep')} hint={text('login.keep.hint')} />
            ) : (
              <p className={styles['none']}>{text('login.keep.none')}</p>
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
              // Whoever comes next must not find the password behind the code.
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

/** Who may be named and whether a session can be kept may have changed since this screen was last shown. */
function useEntrance() {
  const { refreshLogInOptions } = useActions()
  useEffect(() => void refreshLogInOptions(), [refreshLogInOptions])
}

function useNotice(notice: LogInNotice): string | undefined {
  const text = useText()
  const { limit } = useFormats()
  if (!notice) return undefined
  if (notice.kind === 'deleted') return text('welcome.deleted', { email: notice.email })
  if (notice.kind === 'idle') return text('login.note.idle', { time: limit(notice.minutes) })
  return text(`login.note.${notice.kind}`)
}

const good = ['out', 'reset', 'deleted', 'restored']
const toneOf = (notice: LogInNotice) => (notice && good.includes(notice.kind) ? 'success' : 'info')
