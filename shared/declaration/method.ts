/** The media types that a body may have, by the method; a method without any carries its input in the query. */
export const bodyTypes = {
  GET: [],
  POST: ['application/json'],
  PUT: ['application/json'],
  PATCH: ['application/json', 'application/merge-patch+json'],
  DELETE: [],
} as const satisfies Record<string, readonly string[]>

/** The HTTP methods that an operation may declare. */
export type Method = keyof typeof bodyTypes

/** Whether a request of this method carries its input in a body; the others carry it in the query. */
export const takesBody = (method: Method): boolean => bodyTypes[method].length > 0
