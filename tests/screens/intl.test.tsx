import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { useFormats } from '../../renderer/app/formats'
import { Intl, loadMessages, useText, type Language } from '../../renderer/app/intl'

afterEach(cleanup)

function Sample() {
  const text = useText()
  const { clock, duration, date } = useFormats()
  return (
    <>
      <p>{text('welcome.lead')}</p>
      <p>{text({ id: 'act.more.sr', values: { n: 20 } })}</p>
      <p>{text('home.failed', { n: 1, date: date(Date.UTC(2026, 10, 21, 12)) })}</p>
      <p>{clock(67)}</p>
      <p>{duration(67)}</p>
      <p>{duration(0)}</p>
      <input aria-label="typed" />
    </>
  )
}

const paragraphs = () => Array.from(document.querySelectorAll('p'), ({ textContent }) => textContent)
const inLanguage = async (language: Language) => (
  <Intl language={language} messages={await loadMessages(language)}>
    <Sample />
  </Intl>
)

test('formats messages, numbers, dates and times in English', async () => {
  render(await inLanguage('en'))
  expect(document.documentElement.lang).toBe('en')
  expect(paragraphs()).toEqual([
    'Latchkey keeps your account on this computer. It works without the internet.',
    '20 more entries shown',
    '1 failed attempt to log in since November 21, 2026. If this was not you, change your password.',
    '1:07',
    '1 minute, 7 seconds',
    '0 seconds',
  ])
})

test('switches to French without losing typed text', async () => {
  const { rerender } = render(await inLanguage('en'))
  await userEvent.type(screen.getByLabelText('typed'), 'kept')
  rerender(await inLanguage('fr'))
  await waitFor(() => expect(document.documentElement.lang).toBe('fr'))
  expect(paragraphs()[2]).toBe(
    '1 tentative de connexion a échoué depuis le 21 novembre 2026. Si ce n’était pas vous, changez de mot de passe.',
  )
  expect(paragraphs()[4]?.replace(/\s/g, ' ')).toBe('1 minute et 7 secondes')
  expect(screen.getByLabelText('typed')).toHaveProperty('value', 'kept')
})
