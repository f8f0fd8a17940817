import { EmailField } from '../components/EmailField'
import { Form } from '../components/Form'
import { Notice } from '../components/Notice'
import { PasswordField } from '../components/PasswordField'
import { Screen } from '../components/Screen'
import { SubmitButton } from '../components/SubmitButton'
import { TextLink } from '../components/TextLink'
import { WayOn } from '../components/WayOn'
import { filled, written } from '../components/rules'
import { useForm } from '../components/use-form'
import { useFormats } from '../formats'
import { useText, type Message } from '../intl'
import { useActions } from '../store-context'
import type { LogInNotice, ScreenOf } from '../store/state'

/** One person in, with the keyboard alone. No rule of new passwords holds here: whatever was once accepted works. */
export function LogIn({ state }: { state: ScreenOf<'logIn'> }) {
  const text = useText()
  const { clock } = useFormats()
  const { logIn, goToReset, goToRegister } = useActions()
  const form = useForm(
    {
      email: { initial: state.email, rule: written('login.email.empty') },
      password: { rule: filled('login.pw.empty') },
    },
    {
      place: 'logIn',
      refused: { mark: ['email', 'password'], clear: ['password'], focus: 'password' },
      pausePer: 'email',
    },
  )
  const { email, password } = form.values
  const { secondsLeft } = form.pause
  const notice = noticeText(state.notice)
  return (
    <Screen
      h1={text('login.h1')}
      focus="first"
      form={form}
      announce={notice && text(notice)}
      // What was said on arrival makes room for what is said to an attempt.
      notice={notice && !form.alert && <Notice tone={toneOf(state.notice)}>{text(notice)}</Notice>}
    >
      <Form
        form={form}
        pauseHelp={text('login.throttled.help')}
        onSubmit={() => form.submit(() => logIn({ email, password }))}
      >
        <EmailField field={form.field('email')} label={text('login.email.label')} />
        <PasswordField field={form.field('password')} label={text('login.pw.label')} />
        <SubmitButton busyText="login.busy">
          {secondsLeft > 0 ? text('login.throttled.btn', { time: clock(secondsLeft) }) : text('login.submit')}
        </SubmitButton>
      </Form>
      <WayOn>
        <TextLink to="#/reset" onFollow={() => goToReset(email)}>
          {text('login.forgot')}
        </TextLink>
      </WayOn>
      <WayOn>
        {text('login.new')}{' '}
        <TextLink to="#/register" onFollow={() => goToRegister(email)}>
          {text('login.newLink')}
        </TextLink>
      </WayOn>
    </Screen>
  )
}

function noticeText(notice: LogInNotice): Message | undefined {
  if (!notice) return undefined
  if (notice.kind === 'deleted') return { id: 'welcome.deleted', values: { email: notice.email } }
  return { id: `login.note.${notice.kind}` }
}

const toneOf = (notice: LogInNotice) => (notice?.kind === 'expired' || notice?.kind === 'gone' ? 'info' : 'success')
