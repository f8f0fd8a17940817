/**
 * The product name. The messages refer to it as `{app}`, and a test compares it with productName in
 * package.json.
 */
export const product = 'Latchkey'
