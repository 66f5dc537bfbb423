import type { HttpDeclaration, Operation } from '../declaration/operation.ts'
import type { Areas } from './contract.ts'

type DeclarationOf<Exported> = Exported extends Operation<infer D> ? Extract<D, HttpDeclaration> : never

/** The declaration of every HTTP operation, by the operation's name. */
export type HttpDeclarations = {
  [A in keyof Areas]: {
    [Name in keyof Areas[A] as DeclarationOf<Areas[A][Name]> extends never ? never : Name]: DeclarationOf<
      Areas[A][Name]
    >
  }
}[keyof Areas] extends infer ByArea
  ? {
      [Name in ByArea extends unknown ? keyof ByArea : never]: ByArea extends Record<Name, infer D>
        ? D
        : never
    }
  : never

/** The name of an HTTP operation. */
export type HttpOperationName = keyof HttpDeclarations

/** The name of an operation that a client can ask: all but those of services that sign what they send. */
export type AskedOperationName = {
  [Name in HttpOperationName]: HttpDeclarations[Name] extends { readonly signed: object } ? never : Name
}[HttpOperationName]
