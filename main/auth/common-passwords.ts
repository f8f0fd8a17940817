/**
 * The 49,233 most common passwords of `@zxcvbn-ts/language-common`, in lower case (ASVS 6.2.4).
 * Imported on first use.
 */
export async function loadCommonPasswords(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].map((password) => password.toLowerCase()))
}
