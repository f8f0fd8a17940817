import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App'
import { createAuthStore } from '../store/auth-store'
import { loadMessages } from './intl'
import '../styles/base.css'

/** How long the window stays blank while the store starts, before it shows the Starting screen. */
const maxBlankMs = 300

const root = document.getElementById('root')
if (root) void open(root)

/** Starts the store before the first paint, so that the Starting screen does not flash. */
async function open(root: HTMLElement) {
  const { auth, desktop } = window
  const settings = await desktop.settings()
  const store = createAuthStore({ auth, desktop }, settings.ok ? settings.value : undefined)
  const language = store.getState().settings.resolvedLanguage
  const started = Promise.race([store.getState().start(), new Promise((resolve) => setTimeout(resolve, maxBlankMs))])
  const [messages] = await Promise.all([loadMessages(language), started])
  createRoot(root).render(
    <StrictMode>
      <App store={store} desktop={desktop} initial={{ language, messages }} />
    </StrictMode>,
  )
}
