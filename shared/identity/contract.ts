import { operation, tokenGeneration } from '../declaration/operation.ts'

export const addTokenClaims = /* @__PURE__ */ operation('addTokenClaims', () => ({
  summary: 'Put the e-mail and whether it is verified into the access token',
  rules: ['R1'],
  on: tokenGeneration,
  timeoutSeconds: 5,
}))
