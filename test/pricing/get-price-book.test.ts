import { expect } from 'vitest'
import { handler } from '../../functions/pricing/get-price-book.ts'
import { getPriceBook } from '../../shared/pricing/contract.ts'
import { priceBook } from '../../shared/pricing/price-book.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getPriceBook, handler, {
  done: {
    title: 'R42 tells anybody who is signed in what is sold, in whole',
    arrange: () => Promise.resolve({ as: arrange.somebody('buyer'), input: {} }),
    then: (answer) => expect(answer).toEqual(priceBook),
  },
  refuses: {},
})
