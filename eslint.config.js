import eslint from '@eslint/js'
import tseslint from 'typescript-eslint'

const noCasts = {
  selector: "TSAsExpression:not([typeAnnotation.type='TSTypeReference'][typeAnnotation.typeName.name='const'])",
  message: 'Parse or narrow instead of casting; only `as const` is allowed.',
}
const noAngleCasts = { selector: 'TSTypeAssertion', message: 'Parse or narrow instead of casting.' }
const noBareZod = {
  selector: "ImportDeclaration[source.value='zod'] ImportSpecifier",
  message: "Write import * as z from 'zod': named imports put every locale into the bundles.",
}

const outside = (name) => `${name} belongs to functions/world.ts, which alone touches the outside.`
const clock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: outside('The clock') },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: outside('The clock'),
  },
]
const randomness = [
  { selector: "CallExpression[callee.property.name=/^random(UUID|Bytes|Int)$/]", message: outside('Randomness') },
  { selector: "CallExpression[callee.name=/^random(UUID|Bytes|Int)$/]", message: outside('Randomness') },
]
const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: outside('The environment'),
}
const jitter = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'Math.random is for the jitter of retries only; randomness that counts comes from functions/world.ts.',
}

const everywhere = [noCasts, noAngleCasts, noBareZod]
const restricted = (...more) => ({ 'no-restricted-syntax': ['error', ...everywhere, ...more] })

export default tseslint.config(
  { ignores: ['node_modules', 'cdk.out', '.build', '.local', 'coverage', 'test/support/illegal'] },
  eslint.configs.recommended,
  { files: ['**/*.ts'], extends: [tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      ...restricted(),
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      // A rule is a plain function, and so is a test's arrow that returns nothing.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // Problems are Errors by `problem()`; its call is not seen as one.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
    },
  },
  {
    files: ['functions/**/*.ts', 'shared/**/*.ts'],
    rules: restricted(...clock, ...randomness, environment, jitter),
  },
  { files: ['functions/serve.ts', 'shared/table/dynamo-table.ts'], rules: restricted(...clock, ...randomness, environment) },
  // The client runs in browsers, where each call may make its own idempotency key.
  { files: ['shared/client.ts'], rules: restricted(...clock, environment, jitter) },
  { files: ['functions/world.ts'], rules: restricted(jitter) },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', module: 'writable' } },
  },
)
