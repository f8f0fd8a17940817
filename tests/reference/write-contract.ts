/** `npm run docs:contract` */
import { writeFileSync } from 'node:fs'
import { contractDocument } from './contract-document'

writeFileSync('docs/contract.md', await contractDocument())
