import { contract } from '../shared/contract/contract.ts'
import { programmeApp } from './programme-app.ts'

await programmeApp({ areas: contract })
