// The least that a function can be.
exports.handler = async () => ({ statusCode: 200 })
