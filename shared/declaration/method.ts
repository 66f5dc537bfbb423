/** The HTTP methods that an operation may declare. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Whether a request of this method carries its input in a body; the others carry it in the query. */
export const takesBody = (method: Method): boolean => method === 'POST' || method === 'PUT'
