import type { Access } from './iam.ts'

/** What IAM checks for an invocation, whose path names the function by its ARN. */
export const invocationAccess = (path: string): Access => {
  const [, encoded = ''] = /\/functions\/([^/]+)\/invocations$/.exec(path) ?? []
  return { action: 'lambda:InvokeFunction', resource: decodeURIComponent(encoded), context: {} }
}

/** The name of the function that such an access is to. */
export const functionOf = ({ resource }: Access): string => resource.slice(resource.lastIndexOf(':') + 1)
