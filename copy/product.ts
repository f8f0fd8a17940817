/** The one place that holds the product's name; the copy says `{app}`. package.json's productName is tested against it. */
export const product = 'Latchkey'
