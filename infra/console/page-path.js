/** Gives the page for each path of the console: one without a dot names a place in it, not a file. */
function handler(event) {
  const request = event.request
  if (!request.uri.includes('.')) request.uri = '/index.html'
  return request
}
