import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noCasts = {
  selector:
    "TSAsExpression:not([typeAnnotation.type='TSTypeReference'][typeAnnotation.typeName.name='const'])",
  message: 'Parse or narrow instead of casting; only `as const` is allowed.',
}
const noAngleCasts = { selector: 'TSTypeAssertion', message: 'Parse or narrow instead of casting.' }
const noBareZod = {
  selector: "ImportDeclaration[source.value='zod'] ImportSpecifier",
  message: "Write import * as z from 'zod': named imports put every locale into the bundles.",
}

const outside = (name) => `${name} belongs to functions/outside/world.ts, which alone touches the outside.`
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: outside('The clock') },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: outside('The clock'),
  },
]
const randomness = [
  {
    selector: 'CallExpression[callee.property.name=/^random(UUID|Bytes|Int)$/]',
    message: outside('Randomness'),
  },
  { selector: 'CallExpression[callee.name=/^random(UUID|Bytes|Int)$/]', message: outside('Randomness') },
]
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'The environment belongs to functions/outside/settings.ts, which alone reads it for functions.',
}
const laptopEnvironment = {
  ...environment,
  message: 'The environment belongs to local/settings.ts, which alone reads it for the laptop.',
}
const jitter = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message:
    'Math.random is for the pause before a retry only, in functions/outside/world.ts, where all other randomness comes from too.',
}

const everywhere = [noCasts, noAngleCasts, noBareZod]
const restricted = (...more) => ({ 'no-restricted-syntax': ['error', ...everywhere, ...more] })

export default defineConfig(
  { ignores: ['node_modules', 'cdk.out', '.build', '.local', 'coverage', 'test/support/illegal'] },
  { files: ['**/*.{ts,tsx}'], extends: [tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...restricted(),
      eqeqeq: 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'no-control-regex': 'off',
      'no-fallthrough': 'error',
      'no-self-compare': 'error',
      'no-unsafe-finally': 'error',
      'no-var': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // The compiler tells what is unused.
      '@typescript-eslint/no-unused-vars': 'off',
      // Interfaces declare plain functions as methods; nothing here relies on `this` outside a class.
      '@typescript-eslint/unbound-method': 'off',
      // What fulfils an asynchronous interface need not wait for anything.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      // A name for the empty object says that something has no members, which the types here need to say.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // Declared first, assigned once what it needs exists.
      'prefer-const': ['error', { ignoreReadBeforeAssign: true }],
    },
  },
  {
    files: ['functions/**/*.ts', 'shared/**/*.ts'],
    rules: restricted(...clock, ...randomness, environment, jitter),
  },
  { files: ['local/**/*.ts', 'infra/*.ts', 'docs/**/*.ts'], rules: restricted(laptopEnvironment) },
  { files: ['local/settings.ts'], rules: restricted() },
  // The client runs in browsers, where each call may make its own idempotency key.
  { files: ['shared/client/client.ts'], rules: restricted(...clock, environment, jitter) },
  { files: ['functions/outside/world.ts'], rules: restricted(environment) },
  { files: ['functions/outside/settings.ts'], rules: restricted() },
  // The programme's time is told by the API: the computer's clock is not asked.
  { files: ['console/**/*.{ts,tsx}'], rules: restricted(...clock) },
  // Its library marks what allows a sign-on without TLS as deprecated, to make it stand out; it is for loopback only.
  { files: ['console/session/sign-on.ts'], rules: { '@typescript-eslint/no-deprecated': 'off' } },
  {
    // Here values arrive from frameworks as `any`; what the programme decides on is parsed first.
    files: [
      'bench/**/*.ts',
      'docs/**/*.ts',
      'infra/**/*.ts',
      'local/**/*.ts',
      'test/**/*.ts',
      'functions/edge/http-handler.ts',
    ],
    rules: {
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/restrict-plus-operands': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable' } },
  },
)
