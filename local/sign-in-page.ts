import { escaped, page } from './html.ts'

/** A person whom the sign-in page offers. */
export interface KnownPerson {
  readonly email: string
  /** The person's part in the demo. */
  readonly is: string
}

/** The sign-in page; `wrong` is a text that was entered before and is no e-mail address. */
export const signInPage = (action: string, people: readonly KnownPerson[], wrong?: string): string =>
  page(
    'Sign in',
    `<p>This is the laptop’s own sign-on: any e-mail address will do, there are no passwords.</p>
<form method="post" action="${escaped(action)}">
<label for="email">E-mail</label>
<input id="email" name="email" type="email" autocomplete="email" autofocus required value="${escaped(wrong ?? '')}"${wrong === undefined ? '' : ' aria-describedby="wrong" aria-invalid="true"'}>
${wrong === undefined ? '' : '<p id="wrong" class="wrong" role="alert">This is not an e-mail address.</p>'}
<button class="go">Sign in</button>
</form>
${people.length === 0 ? '' : `<form method="post" action="${escaped(action)}">\n<hr>`}
${people.map(({ email, is }) => `<button name="email" value="${escaped(email)}">${escaped(email)}<small>${escaped(is)}</small></button>`).join('\n')}
${people.length === 0 ? '' : '</form>'}`,
  )
