import type { AuthBridge } from '../preload/contract'
import type { DesktopBridge } from '../preload/desktop'

declare global {
  // An interface, because that is how a global type is added to.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    readonly auth: AuthBridge
    readonly desktop: DesktopBridge
  }
}
