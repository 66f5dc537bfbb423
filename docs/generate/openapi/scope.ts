/** The scope that an access token must carry for all but the public operations. */
export const REQUIRED_SCOPE = 'programme/use'
