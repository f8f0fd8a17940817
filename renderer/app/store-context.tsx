import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { DesktopBridge } from '../../preload/desktop'
import type { AuthActions, AuthState, AuthStore } from '../store/state'

const StoreContext = createContext<AuthStore | null>(null)
const DesktopContext = createContext<DesktopBridge | null>(null)

export const StoreProvider = StoreContext.Provider
export const DesktopProvider = DesktopContext.Provider

/** Subscribes to one narrow piece of the store. */
export function useAuth<T>(select: (state: AuthState) => T): T {
  return useStore(useAuthStore(), select)
}

/** Every action; never a reason to render again. */
export function useActions(): AuthActions {
  return useAuthStore().getState()
}

/** `window.desktop`, for what a screen asks of the operating system alone: clipboard, files, printing. */
export function useDesktop(): DesktopBridge {
  return given(useContext(DesktopContext))
}

const useAuthStore = () => given(useContext(StoreContext))

function given<T>(value: T | null): T {
  if (value === null) throw new Error('Rendered outside its provider')
  return value
}
