import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { createAuthStore } from '../store/auth-store'
import { loadMessages } from './intl'
import '../styles/base.css'

/** A start that is quicker shows its first screen at once; a slower one says what it waits for. */
const patienceMs = 300

const root = document.getElementById('root')
if (root) void open(root)

/** Asks main what to show before the first paint, so that no other screen flashes by. */
async function open(root: HTMLElement) {
  const { auth, desktop } = window
  const settings = await desktop.settings()
  const store = createAuthStore({ auth, desktop }, settings.ok ? settings.value : undefined)
  const language = store.getState().settings.resolvedLanguage
  const begun = Promise.race([store.getState().start(), new Promise((done) => setTimeout(done, patienceMs))])
  const [messages] = await Promise.all([loadMessages(language), begun])
  createRoot(root).render(
    <StrictMode>
      <App store={store} desktop={desktop} first={{ language, messages }} />
    </StrictMode>,
  )
}
