import { getPriceBook, PriceBook } from '../../shared/pricing/contract.ts'
import { priceBook } from '../../shared/pricing/price-book.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(getPriceBook, () => ({ answer: PriceBook.parse(priceBook) }))
