import { world } from '../../functions/outside/world.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { describeTable } from './table-contract.ts'

const table = useTestTable()

describeTable('the table on DynamoDB', () => ({ table: world.table, put: table.put, items: table.items }))
