import type { Locator } from '@playwright/test'

/** The texts of the elements in `aria-describedby`, in order. */
export function descriptionsOf(field: Locator): Promise<string[]> {
  return field.evaluate((input) =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent.trim() ?? ''),
  )
}

/** The values of these attributes; null for a missing one. */
export function attributesOf<N extends string>(field: Locator, names: readonly N[]): Promise<Record<N, string | null>> {
  return field.evaluate(
    (input, wanted) => Object.fromEntries(wanted.map((name) => [name, input.getAttribute(name)])),
    [...names],
  ) as Promise<Record<N, string | null>>
}
