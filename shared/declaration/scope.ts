const RESOURCE = 'programme'
const NAME = 'use'

/** The scope that an access token must carry for all but the public operations, and the two parts that it is declared by. */
export const requiredScope = { resource: RESOURCE, name: NAME, text: `${RESOURCE}/${NAME}` } as const
