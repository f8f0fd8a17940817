import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { DesktopBridge } from '../../preload/desktop'
import type { AuthActions, AuthState, AuthStore } from '../store/state'

const StoreContext = createContext<AuthStore | null>(null)
const DesktopContext = createContext<DesktopBridge | null>(null)

export const StoreProvider = StoreContext.Provider
export const DesktopProvider = DesktopContext.Provider

/** Subscribes to one part of the store. */
export function useAuth<T>(select: (state: AuthState) => T): T {
  return useStore(useAuthStore(), select)
}

/** Every action. Actions never change, so this does not cause renders. */
export function useActions(): AuthActions {
  return useAuthStore().getState()
}

/** `window.desktop`, for screens that call the system directly: clipboard, files, printing. */
export function useDesktop(): DesktopBridge {
  return required(useContext(DesktopContext))
}

const useAuthStore = () => required(useContext(StoreContext))

function required<T>(value: T | null): T {
  if (value === null) throw new Error('Rendered outside its provider')
  return value
}
