/** A person whom the sign-in page offers. */
export interface KnownPerson {
  readonly email: string
  /** The person's part in the demo. */
  readonly is: string
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')

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

/** The sign-in page; `wrong` is a text that was entered before and is no e-mail address. */
export const signInPage = (
  action: string,
  people: readonly KnownPerson[],
  wrong?: string,
): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Sign in</h1>
<p>This is the laptop’s own sign-on: any e-mail address will do, there are no passwords.</p>
<form method="post" action="${escaped(action)}">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="email" autofocus required value="${escaped(wrong ?? '')}"${wrong === undefined ? '' : ' aria-describedby="wrong" aria-invalid="true"'}>
${wrong === undefined ? '' : '<p id="wrong" class="wrong" role="alert">This is not an e-mail address.</p>'}
<button class="go">Sign in</button>
</form>
${people.length === 0 ? '' : `<form method="post" action="${escaped(action)}">\n<hr>`}
${people.map(({ email, is }) => `<button name="email" value="${escaped(email)}">${escaped(email)}<small>${escaped(is)}</small></button>`).join('\n')}
${people.length === 0 ? '' : '</form>'}
</main>
</body>
</html>
`
