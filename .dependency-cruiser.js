const AREA = '^shared/(?!kernel/|table/)[^/]+/'
const CONTRACT = '^shared/[^/]+/contract\\.ts$'
const RECORDS = '^shared/[^/]+/records\\.ts$'
/** Between records and functions: what several operations of an area commit alike. */
const CHANGES = '^shared/[^/]+/(changes|removal|sweeps?)\\.ts$'
const KERNEL = '^shared/kernel/'
const TABLE = '^shared/table/'
const EDGE = '^functions/[^/]+\\.ts$'
const ENTITY = { path: `${AREA}[^/]`, pathNot: [CONTRACT, RECORDS, CHANGES] }
const SMALL_LIBRARIES = 'node_modules/(zod|tldts|intl-messageformat)/'
const types = { dependencyTypesNot: ['type-only'] }

/**
 * Who may import whom; each rule has an import in test/support/illegal that breaks it.
 * `except` are the folders of the programme that are reached anyway; the illegal ones lie in a root of their own.
 */
export const rules = [
  {
    name: 'no-cycles',
    comment: 'Modules build on one another in one direction.',
    from: { path: '^(shared|functions|infra|docs)/' },
    to: { circular: true, viaOnly: types },
  },
  {
    name: 'entity-stays-pure',
    comment: 'A rule knows zod, the kernel and other entities, nothing of storage, routes or the outside.',
    from: ENTITY,
    to: { ...types, pathNot: [KERNEL, ENTITY.path, SMALL_LIBRARIES] },
  },
  {
    name: 'entity-below-contract-and-records',
    comment: 'A rule does not know how it is asked for or where it is kept.',
    from: ENTITY,
    to: { ...types, path: [CONTRACT, RECORDS, CHANGES, '^shared/[^/]+\\.ts$'] },
  },
  {
    name: 'contract-stays-browser-safe',
    comment: 'What may be asked is entities and kernel, so that a browser can hold it.',
    from: { path: CONTRACT },
    to: {
      ...types,
      pathNot: [KERNEL, ENTITY.path, 'node_modules/zod/'],
    },
  },
  {
    name: 'contract-below-records',
    comment: 'A contract does not know where things are kept.',
    from: { path: CONTRACT },
    to: { ...types, path: [RECORDS, CHANGES] },
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
      ...types,
      pathNot: [KERNEL, `${TABLE}(due|record|table|kinds)\\.ts$`, ENTITY.path, 'node_modules/zod/'],
    },
  },
  {
    name: 'records-below-contract',
    comment: 'Storage does not know how it is asked for.',
    from: { path: [RECORDS, CHANGES] },
    to: { path: [CONTRACT, '^shared/[^/]+\\.ts$'] },
  },
  {
    name: 'kernel-below-areas',
    comment: 'The kernel is what areas build on.',
    from: { path: KERNEL },
    to: { ...types, pathNot: [KERNEL, 'node_modules/zod/'] },
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
    comment: 'Browsers call the API without holding its schemas.',
    from: { path: '^shared/(client|problem-error|routes|http-declarations)\\.ts$' },
    to: { ...types, pathNot: ['^shared/(client|problem-error|routes|http-declarations)\\.ts$'] },
  },
  {
    name: 'operations-stand-alone',
    comment: 'One operation does not call another; what they share is a rule or the edge.',
    from: { path: '^functions/[^/]+/' },
    to: { path: '^functions/[^/]+/' },
  },
  {
    name: 'edge-below-operations',
    comment: 'The edge serves operations without knowing them.',
    from: { path: EDGE },
    to: { path: '^functions/[^/]+/' },
  },
  {
    name: 'functions-know-shared-only',
    comment: 'Functions know the domain and the edge.',
    from: { path: '^functions/' },
    to: { path: '^(infra|local|bench|console)/' },
  },
  {
    name: 'infra-knows-contract-only',
    comment: 'The cloud is derived from the contract; it bundles functions and never runs them.',
    from: { path: '^infra/' },
    to: {
      path: '^(functions|shared|console|docs)/',
      pathNot: [KERNEL, '^shared/contract\\.ts$', `${TABLE}(grants|kinds)\\.ts$`],
    },
  },
  {
    name: 'console-knows-contract-and-client-only',
    comment: 'The console reaches the programme through its API.',
    from: { path: '^console/' },
    to: {
      path: '^(functions|shared|infra|docs)/',
      pathNot: [CONTRACT, '^shared/(contract|client|problem-error|routes|http-declarations)\\.ts$', KERNEL],
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
    exclude: { path: '^test/support/illegal/' },
    tsPreCompilationDeps: 'specify',
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
