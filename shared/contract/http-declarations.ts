import type * as access from '../access/contract.ts'
import type * as api from '../api/contract.ts'
import type * as applications from '../applications/contract.ts'
import type * as clock from '../clock/contract.ts'
import type { Area } from './contract.ts'
import type * as customers from '../customers/contract.ts'
import type * as domains from '../domains/contract.ts'
import type * as failures from '../failures/contract.ts'
import type * as identity from '../identity/contract.ts'
import type { HttpDeclaration, Operation } from '../declaration/operation.ts'
import type * as notifications from '../notifications/contract.ts'
import type * as partners from '../partners/contract.ts'
import type * as people from '../people/contract.ts'
import type * as trials from '../trials/contract.ts'

interface Areas extends Record<Area, object> {
  api: typeof api
  identity: typeof identity
  people: typeof people
  applications: typeof applications
  partners: typeof partners
  customers: typeof customers
  domains: typeof domains
  failures: typeof failures
  trials: typeof trials
  access: typeof access
  clock: typeof clock
  notifications: typeof notifications
}

type DeclarationOf<Exported> = Exported extends Operation<infer D> ? Extract<D, HttpDeclaration> : never

/** The declaration of every HTTP operation, by the operation's name. */
export type HttpDeclarations = {
  [A in Area]: {
    [Name in keyof Areas[A] as DeclarationOf<Areas[A][Name]> extends never ? never : Name]: DeclarationOf<
      Areas[A][Name]
    >
  }
}[Area] extends infer ByArea
  ? {
      [Name in ByArea extends unknown ? keyof ByArea : never]: ByArea extends Record<Name, infer D>
        ? D
        : never
    }
  : never

/** The name of an HTTP operation. */
export type HttpOperationName = keyof HttpDeclarations
