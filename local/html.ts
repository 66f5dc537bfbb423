const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A text as it is written in HTML. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 10vh auto 0; max-width: 26rem; padding: 0 1.25rem }
h1 { font-size: 1.5rem; margin: 0 }
p { opacity: .75; margin: .25rem 0 1.5rem }
form { display: grid; gap: .5rem }
label { font-weight: 600 }
input, button { font: inherit; padding: .6rem .75rem; border-radius: .5rem; border: 1px solid #8886 }
button { cursor: pointer; text-align: start; background: #8881 }
button.go { background: #1a56db; border-color: #1a56db; color: #fff; text-align: center; font-weight: 600 }
button small { display: block; opacity: .75 }
hr { border: 0; border-top: 1px solid #8884; width: 100%; margin: 1rem 0 .5rem }
.wrong { color: #c81e1e; opacity: 1; margin: 0 }
@media (prefers-color-scheme: dark) { .wrong { color: #f98080 } }`

/** A page of the laptop. */
export const page = (title: string, main: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${main}
</main>
</body>
</html>
`
