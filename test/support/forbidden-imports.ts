/** One import that must be refused, as files of a tree that looks like the programme. */
export interface ForbiddenImport {
  /** The rule that refuses it. */
  readonly rule: string
  readonly from: string
  readonly imports: string
  /** Imports a type only, which the rule refuses as well. */
  readonly typeOnly?: true
}

/** For each rule of the boundaries at least one import that breaks it. */
export const FORBIDDEN_IMPORTS: readonly ForbiddenImport[] = [
  { rule: 'no-cycles', from: 'shared/trials/trial.ts', imports: 'shared/trials/trial-twin.ts' },
  { rule: 'no-cycles', from: 'infra/mail.ts', imports: 'infra/foundation.ts', typeOnly: true },
  { rule: 'entity-stays-pure', from: 'shared/trials/trial.ts', imports: 'shared/table/record.ts' },
  {
    rule: 'entity-stays-pure',
    from: 'shared/trials/trial.ts',
    imports: 'shared/table/record.ts',
    typeOnly: true,
  },
  { rule: 'entity-stays-pure', from: 'shared/trials/trial.ts', imports: 'ulid' },
  {
    rule: 'entity-below-contract-and-records',
    from: 'shared/trials/trial.ts',
    imports: 'shared/trials/contract.ts',
  },
  {
    rule: 'entity-below-contract-and-records',
    from: 'shared/trials/trial.ts',
    imports: 'shared/trials/records.ts',
  },
  {
    rule: 'contract-stays-browser-safe',
    from: 'shared/trials/contract.ts',
    imports: 'shared/table/audit.ts',
  },
  { rule: 'contract-stays-browser-safe', from: 'shared/trials/contract.ts', imports: 'node:crypto' },
  { rule: 'contract-below-records', from: 'shared/trials/contract.ts', imports: 'shared/trials/records.ts' },
  {
    rule: 'contract-knows-entities-not-contracts',
    from: 'shared/trials/contract.ts',
    imports: 'shared/customers/contract.ts',
  },
  {
    rule: 'records-know-entities-and-the-port',
    from: 'shared/trials/records.ts',
    imports: 'shared/table/dynamo-table.ts',
  },
  { rule: 'records-below-contract', from: 'shared/trials/records.ts', imports: 'shared/trials/contract.ts' },
  { rule: 'kernel-below-areas', from: 'shared/kernel/time.ts', imports: 'shared/trials/trial.ts' },
  { rule: 'table-below-areas', from: 'shared/table/due.ts', imports: 'shared/trials/records.ts' },
  {
    rule: 'declaration-below-functions',
    from: 'shared/table/record.ts',
    imports: 'shared/declaration/operation.ts',
  },
  { rule: 'outside-below-edge', from: 'functions/outside/world.ts', imports: 'functions/edge/serve.ts' },
  { rule: 'edge-below-work', from: 'functions/edge/serve.ts', imports: 'functions/work/sweep.ts' },
  { rule: 'shared-without-sdk', from: 'shared/trials/trial.ts', imports: '@aws-sdk/client-dynamodb' },
  { rule: 'shared-stands-alone', from: 'shared/table/table.ts', imports: 'functions/edge/serve.ts' },
  { rule: 'client-without-schemas', from: 'shared/client/client.ts', imports: 'shared/trials/contract.ts' },
  { rule: 'client-without-schemas', from: 'shared/client/client.ts', imports: 'zod' },
  {
    rule: 'operations-stand-alone',
    from: 'functions/trials/extend-trial.ts',
    imports: 'functions/customers/add-customer.ts',
  },
  {
    rule: 'operations-without-work',
    from: 'functions/partners/set-partner-admins.ts',
    imports: 'functions/work/sweep.ts',
  },
  {
    rule: 'edge-below-operations',
    from: 'functions/edge/serve.ts',
    imports: 'functions/trials/extend-trial.ts',
  },
  { rule: 'functions-know-shared-only', from: 'functions/edge/serve.ts', imports: 'infra/app.ts' },
  { rule: 'infra-knows-contract-only', from: 'infra/app.ts', imports: 'functions/edge/serve.ts' },
  { rule: 'infra-knows-contract-only', from: 'infra/app.ts', imports: 'shared/trials/trial.ts' },
  {
    rule: 'console-knows-contract-and-client-only',
    from: 'console/main.ts',
    imports: 'shared/trials/records.ts',
  },
  { rule: 'nothing-needs-the-laptop', from: 'functions/edge/serve.ts', imports: 'local/start.ts' },
  { rule: 'nothing-needs-the-laptop', from: 'infra/app.ts', imports: 'test/support/describe/call.ts' },
  { rule: 'laptop-without-tests', from: 'local/start.ts', imports: 'test/support/describe/call.ts' },
]
