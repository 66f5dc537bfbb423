export * from './arrange/customers.ts'
export * from './arrange/partners.ts'
export * from './arrange/people.ts'
export * from './arrange/time.ts'
