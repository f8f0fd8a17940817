import type { Locator } from '@playwright/test'

/** The texts of the elements that describe a field, in their order. */
export function descriptionsOf(field: Locator): Promise<string[]> {
  return field.evaluate((input) =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent.trim() ?? ''),
  )
}

/** Its attributes of these names, null where it has none. */
export function attributesOf<N extends string>(field: Locator, names: readonly N[]): Promise<Record<N, string | null>> {
  return field.evaluate(
    (input, wanted) => Object.fromEntries(wanted.map((name) => [name, input.getAttribute(name)])),
    [...names],
  ) as Promise<Record<N, string | null>>
}
