import { getDelegationPolicy } from '../../shared/management/contract.ts'
import { delegationPolicy } from '../../shared/management/view.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(getDelegationPolicy, ({ language }) => ({ answer: delegationPolicy(language) }))
