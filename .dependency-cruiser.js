const AREA = '^shared/(?!(?:kernel|table|declaration|words|client|contract)/)[^/]+/'
const CONTRACT = `${AREA}contract\\.ts$`
const RECORDS = `${AREA}[a-z-]*records\\.ts$`
/** Between records and functions: what several operations of an area commit alike. */
const CHANGES = `${AREA}([a-z-]*changes|recording|refunding|releasing|removal|rows)\\.ts$`
const KERNEL = '^shared/kernel/'
const TABLE = '^shared/table/'
const DECLARATION = '^shared/declaration/'
const INDEX = '^shared/contract/'
const CLIENT = '^shared/client/'
const WORDS = '^shared/words/'
const EDGE = '^functions/edge/'
const OUTSIDE = '^functions/outside/'
const WORK = '^functions/work/'
const OPERATIONS = '^functions/(?!(?:edge|outside|work)/)[^/]+/'
/** What starts work: schedules, the outbox, events of the payment provider, and staff who run the expiry by hand. */
const STARTS_WORK =
  '^functions/(?:applications/escalate-|billing/(?:announce|end|renew|retry)-|commission/release-|customers/lapse-|mapping/(?:complete|lapse)-|notifications/(?:dispatch|retry)-|payments/(?:receive|resolve)-|trials/(?:run-trial-expiry|expire-|remind-))'
const ENTITY = { path: `${AREA}[^/]`, pathNot: [CONTRACT, RECORDS, CHANGES] }
const SMALL_LIBRARIES = 'node_modules/(zod|tldts|intl-messageformat)/'

/**
 * Who may import whom; each rule has an import in test/support/forbidden-imports.ts that breaks it.
 * `except` are the folders of the programme that are reached anyway; the forbidden ones lie in a root of their own.
 */
export const rules = [
  {
    name: 'no-cycles',
    comment: 'Modules build on one another in one direction, types included.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'entity-stays-pure',
    comment: 'A rule knows zod, the kernel and other entities, nothing of storage, routes or the outside.',
    from: ENTITY,
    to: { pathNot: [KERNEL, ENTITY.path, WORDS, SMALL_LIBRARIES] },
  },
  {
    name: 'entity-below-contract-and-records',
    comment: 'A rule does not know how it is asked for or where it is kept.',
    from: ENTITY,
    to: { path: [CONTRACT, RECORDS, CHANGES, INDEX, CLIENT, DECLARATION] },
  },
  {
    name: 'contract-stays-browser-safe',
    comment: 'What may be asked is entities and kernel, so that a browser can hold it.',
    from: { path: CONTRACT },
    to: { pathNot: [KERNEL, `${DECLARATION}(operation|page)\\.ts$`, ENTITY.path, 'node_modules/zod/'] },
  },
  {
    name: 'contract-below-records',
    comment: 'A contract does not know where things are kept.',
    from: { path: CONTRACT },
    to: { path: [RECORDS, CHANGES] },
  },
  {
    name: 'contract-knows-entities-not-contracts',
    comment: 'Areas share entities, not contracts.',
    from: { path: CONTRACT },
    to: { path: CONTRACT },
  },
  {
    name: 'records-know-entities-and-the-port',
    comment: 'Keys and items are made of entities and the table port, never of an SDK.',
    from: { path: RECORDS },
    to: {
      pathNot: [
        KERNEL,
        `${TABLE}(due|record|table|kinds|lasting-ulid|sha256)\\.ts$`,
        ENTITY.path,
        'node_modules/zod/',
      ],
    },
  },
  {
    name: 'records-below-contract',
    comment: 'Storage does not know how it is asked for.',
    from: { path: [RECORDS, CHANGES] },
    to: { path: [CONTRACT, INDEX, CLIENT] },
  },
  {
    name: 'kernel-below-areas',
    comment: 'The kernel is what all else builds on; it imports nothing of ours, not even a type.',
    from: { path: KERNEL },
    to: { pathNot: [KERNEL, 'node_modules/zod/'] },
  },
  {
    name: 'table-below-areas',
    comment: 'The table port knows the kernel and nothing of what is kept in it, not even a type.',
    from: { path: TABLE },
    to: { path: '^(shared|functions|infra|docs)/', pathNot: [KERNEL, TABLE] },
  },
  {
    name: 'declaration-below-functions',
    comment:
      'What an operation may say is known by contracts and by what serves them, not by kernel, table, entities or records.',
    from: { path: [KERNEL, TABLE, RECORDS, CHANGES, WORDS] },
    to: { path: DECLARATION },
  },
  {
    name: 'shared-without-sdk',
    comment: 'The domain runs anywhere; one file of it speaks to Amazon DynamoDB.',
    from: { path: '^shared/', pathNot: ['^shared/table/dynamo-table\\.ts$'] },
    to: { path: 'node_modules/(@aws-sdk|@smithy|aws-|@middy|ulid)' },
  },
  {
    name: 'shared-stands-alone',
    comment: 'The domain knows nothing of what serves it.',
    from: { path: '^shared/' },
    to: { path: '^(functions|infra|docs|console)/' },
  },
  {
    name: 'client-without-schemas',
    comment: 'Browsers call the API with the types of its schemas, without the schemas.',
    from: { path: CLIENT },
    to: { dependencyTypesNot: ['type-only'], pathNot: [CLIENT, `${DECLARATION}method\\.ts$`] },
  },
  {
    name: 'operations-stand-alone',
    comment: 'One operation does not call another; what they share is a rule or the edge.',
    from: { path: OPERATIONS },
    to: { path: OPERATIONS },
  },
  {
    name: 'operations-without-work',
    comment: 'What serves a request does not borrow from what nobody asks for; what both use is at the edge.',
    from: { path: OPERATIONS, pathNot: [STARTS_WORK] },
    to: { path: WORK },
  },
  {
    name: 'edge-below-operations',
    comment: 'The edge serves operations, and work is done for them, without knowing them.',
    from: { path: [EDGE, OUTSIDE, WORK] },
    to: { path: OPERATIONS },
  },
  {
    name: 'outside-below-edge',
    comment: 'What reaches the outside knows the domain and nothing of who asks.',
    from: { path: OUTSIDE },
    to: { path: [EDGE, WORK] },
  },
  {
    name: 'edge-below-work',
    comment: 'The edge serves without knowing what is done.',
    from: { path: EDGE },
    to: { path: WORK },
  },
  {
    name: 'functions-know-shared-only',
    comment: 'Functions know the domain and the edge.',
    from: { path: '^functions/' },
    to: { path: '^(infra|local|bench|console)/' },
  },
  {
    name: 'infra-knows-contract-only',
    comment:
      'The cloud is derived from the contract; it bundles functions and never runs them. Of their rules it knows the one about suffixes, whose list bundles have in a compact form; of the client what the console is told at its address.',
    from: { path: '^infra/' },
    to: {
      path: '^(functions|shared|console|docs)/',
      pathNot: [
        KERNEL,
        `${INDEX}contract\\.ts$`,
        `${DECLARATION}(operation|grants|scope|setting)\\.ts$`,
        `${TABLE}kinds\\.ts$`,
        `${CLIENT}console-configuration\\.ts$`,
        '^shared/domains/registry-suffix\\.ts$',
      ],
    },
  },
  {
    name: 'console-knows-contract-and-client-only',
    comment: 'The console reaches the programme through its API.',
    from: { path: '^console/' },
    to: {
      path: '^(functions|shared|infra|docs)/',
      pathNot: [CONTRACT, INDEX, CLIENT, KERNEL],
    },
  },
  {
    name: 'nothing-needs-the-laptop',
    comment: 'The programme runs without what only makes it run here or proves it.',
    from: { path: '^(shared|functions|infra|docs|console)/' },
    to: { path: '^(local|bench|test)/' },
  },
  {
    name: 'laptop-without-tests',
    comment: 'The laptop runs without the tests.',
    from: { path: '^(local|bench)/' },
    to: { path: '^test/' },
  },
]

export default {
  forbidden: rules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
