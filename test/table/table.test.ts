import { world } from '../../functions/outside/world.ts'
import { memoryTable } from '../support/table/memory-table.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { describeTable } from './contract/table-contract.ts'

const { put, items } = useTestTable()
const inMemory = memoryTable()

describeTable('the table on DynamoDB', { open: () => world.table, put, items })
describeTable('the table in memory', { open: () => inMemory, put: inMemory.put, items: inMemory.items })
