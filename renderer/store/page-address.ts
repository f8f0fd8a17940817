import type { SessionPage } from './state'

const pages: readonly SessionPage[] = ['home', 'activity', 'settings']

export const addressOfPage = (page: SessionPage) => `#/${page}`

/** The page of an address; undefined for any other address. */
export function pageOfAddress(address: string): SessionPage | undefined {
  return pages.find((page) => addressOfPage(page) === address)
}
