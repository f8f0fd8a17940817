import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files whose addresses end up in an installer. */
const files = ['package.json', 'electron-builder.config.mjs', 'build/deb/copyright', 'SECURITY.md']

/** `example.com` is reserved (RFC 2606); as part of an app id it is written backwards. */
const placeholder = /[\w:@./-]*(example\.com|com\.example)[\w./-]*/g

/**
 * The placeholder addresses in the files that an installer contains or is made from, each as
 * `file: address`.
 * @param {string} root of the project
 */
export function placeholders(root) {
  return files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(placeholder)].map(([address]) => `  ${file}: ${address}`),
  )
}
