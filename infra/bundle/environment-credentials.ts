const fromEnvironment = () => {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) throw new Error('The environment has no AWS credentials')
  return {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
  }
}

/** Stands in for the SDK's provider chain in the bundles: a function's credentials are always in its environment, and stay as they are while it lives. */
export const defaultProvider = () => {
  let known: ReturnType<typeof fromEnvironment> | undefined
  return async () => (known ??= fromEnvironment())
}
