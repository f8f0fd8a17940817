import type { AuthBridge } from '../preload/contract'
import type { DesktopBridge } from '../preload/desktop'

declare global {
  // Only an interface can extend a global type.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  interface Window {
    readonly auth: AuthBridge
    readonly desktop: DesktopBridge
  }
}
