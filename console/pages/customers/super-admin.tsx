import type { AnswerOf } from '../../api/me.ts'

/** Who the super admin of an organisation is. */
export const SuperAdmin = ({
  superAdmin: { firstName, lastName, email },
}: Pick<AnswerOf<'getConsoleCustomer'>, 'superAdmin'>) => (
  <>
    {`${firstName} ${lastName}`.trim()}
    <br />
    <span class="hint">{email}</span>
  </>
)
