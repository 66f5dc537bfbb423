const given = process.env['AWS_ENDPOINT_URL_DYNAMODB']

/** Whether the tests run on the embedded DynamoDB, and not on another one that AWS_ENDPOINT_URL_DYNAMODB names; as it was when the tests began. */
export const isEmbedded = given === undefined || given === ''
