import { expect } from 'vitest'
import document from '../../docs/openapi.json' with { type: 'json' }
import { handler } from '../../functions/api/get-openapi.ts'
import { getOpenapi } from '../../shared/api/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getOpenapi, handler, {
  done: {
    title: 'answers the generated document',
    arrange: async () => ({ as: arrange.somebody(), input: {} }),
    then: (answer) => {
      expect(answer).toEqual(document)
    },
  },
  refuses: {},
})
