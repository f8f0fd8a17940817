import type { IdleWarning, SessionEnded } from './contract'
import type { MenuCommand, Progress, Settings } from './desktop'

/** The messages that main sends to the page unasked, by channel. Both sides use these names. */
export type Messages = {
  'auth:sessionEnded': SessionEnded
  'auth:idleWarning': IdleWarning
  'desktop:clipboardCleared': undefined
  'desktop:settingsChanged': Settings
  'desktop:command': MenuCommand
  'desktop:progress': Progress
}

/** On this channel, the page sends the name of each `Messages` channel it begins to listen to. */
export const listeningChannel = 'page:listening'
