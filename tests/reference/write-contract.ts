/** `npm run docs:contract`: writes docs/contract.md. */
import { writeFileSync } from 'node:fs'
import { contractDocument } from './contract-document'

writeFileSync('docs/contract.md', await contractDocument())
