import { useQueryClient } from '@tanstack/preact-query'
import { useAskAgain } from '../../api/ask.ts'
import { useKeptChange } from '../../api/kept-change.ts'
import { Confirm } from '../../kit/confirm.tsx'
import { useWords } from '../../words/words.tsx'
import type { ApplicationId } from './application-id.ts'
import type { OwnApplication } from './standing.tsx'

interface WithdrawApplicationProps {
  readonly application: OwnApplication
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Withdraws an application that is not decided (R5). */
export const WithdrawApplication = ({ application, onDone, onClose }: WithdrawApplicationProps) => {
  const { t } = useWords()
  const queries = useQueryClient()
  const askAgain = useAskAgain()
  const { applicationId, company } = application
  const change = useKeptChange({
    operation: 'withdrawApplication',
    about: applicationId,
    basis: application.version,
    change: (api, input: { applicationId: ApplicationId }, sending) =>
      api.withdrawApplication(input, sending),
  })
  return (
    <Confirm
      title={t('application.withdrawTitle', { company: company.name })}
      action={t('application.withdrawAction')}
      isDangerous
      change={change}
      input={{ applicationId }}
      onClose={onClose}
      onDone={(answer) => {
        queries.setQueryData(['getApplication', applicationId], answer)
        void askAgain(['listOwnApplications'], ['getMe'])
        onDone()
      }}
    >
      <p>{t('application.withdrawAbout')}</p>
    </Confirm>
  )
}
