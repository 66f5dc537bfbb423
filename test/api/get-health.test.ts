import { expect } from 'vitest'
import { handler } from '../../functions/api/get-health.ts'
import { getHealth } from '../../shared/api/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getHealth, handler, {
  done: {
    title: 'answers anybody, signed in or not',
    arrange: async () => ({ as: arrange.somebody(), input: {} }),
    then: async (answer) => {
      expect(answer).toEqual({ status: 'ok' })
      expect(await call(getHealth, handler, undefined, {})).toMatchObject({ status: 200 })
    },
  },
  refuses: {},
})
