import * as z from 'zod'
import { http, operation } from '../declaration/operation.ts'
import { CustomerId } from '../kernel/id.ts'
import { CustomerService, serviceNotFound, serviceNotInPlan } from './customer-service.ts'

export const listServices = /* @__PURE__ */ operation('listServices', () => ({
  summary: 'List the Workplace services of a customer, and which of them are on',
  rules: ['R15', 'R34'],
  on: http('GET', '/store/customers/{customerId}/services'),
  allow: ['partner-admin'],
  surface: 'store',
  input: z.strictObject({ customerId: CustomerId }),
  output: z.strictObject({ items: z.array(CustomerService) }),
}))

export const setService = /* @__PURE__ */ operation('setService', () => ({
  summary: 'Switch a Workplace service of a customer on or off',
  rules: ['R15', 'R34'],
  on: http('PUT', '/store/customers/{customerId}/services/{service}'),
  allow: ['partner-admin'],
  surface: 'store',
  puts: ['customer'],
  updates: ['customerRow'],
  input: z.strictObject({
    customerId: CustomerId,
    service: z
      .string()
      .max(100)
      .meta({ description: 'A service of the list', examples: ['mail'] }),
    on: z.boolean(),
  }),
  output: CustomerService,
  problems: [serviceNotFound, serviceNotInPlan],
}))
