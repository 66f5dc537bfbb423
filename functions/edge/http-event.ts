import * as z from 'zod'

/** The query as it came: a `z.record` would drop a parameter named `__proto__`, which must be refused as unknown. */
const Query = z.custom<Readonly<Record<string, string>>>(
  (given) =>
    typeof given === 'object' &&
    given !== null &&
    Object.values(given).every((value) => typeof value === 'string'),
)

/** The parts of an API Gateway HTTP API event (payload 2.0) that operations use. */
export const HttpEvent = z.object({
  headers: z.record(z.string(), z.string()).default({}),
  pathParameters: z.record(z.string(), z.string()).default({}),
  queryStringParameters: Query.default({}),
  rawQueryString: z.string().default(''),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
  requestContext: z.object({
    requestId: z.string(),
    http: z.object({ sourceIp: z.string() }).optional(),
    authorizer: z.object({ jwt: z.object({ claims: z.record(z.string(), z.unknown()) }) }).optional(),
  }),
})
export type HttpEvent = z.infer<typeof HttpEvent>
