import type { Profile } from '../../preload/contract'
import type { SessionPage } from './state'

const pages: readonly SessionPage[] = ['home', 'activity', 'settings', 'accounts']

export const addressOfPage = (page: SessionPage) => `#/${page}`

/** Accounts is for owners: a member gets Home. */
export const allowedPage = (page: SessionPage, { role }: Profile): SessionPage =>
  page === 'accounts' && role !== 'owner' ? 'home' : page

/** The page of an address; undefined for any other address. */
export function pageOfAddress(address: string): SessionPage | undefined {
  return pages.find((page) => addressOfPage(page) === address)
}
