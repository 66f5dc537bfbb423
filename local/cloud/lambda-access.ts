import type { Access } from './iam.ts'

/** The access that IAM checks for an invocation; its path has the ARN of the function. */
export const invocationAccess = (path: string): Access => {
  const [, encoded = ''] = /\/functions\/([^/]+)\/invocations$/.exec(path) ?? []
  return { action: 'lambda:InvokeFunction', resource: decodeURIComponent(encoded), context: {} }
}

/** The name of the function that an access invokes. */
export const functionOf = ({ resource }: Access): string => resource.slice(resource.lastIndexOf(':') + 1)
