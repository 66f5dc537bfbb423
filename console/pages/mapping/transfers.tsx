import { useAskAgain } from '../../api/ask.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { useHere } from '../../list/here.ts'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useWords } from '../../words/words.tsx'
import { Course } from './course.tsx'
import { MovingOrganization } from './moving-organization.tsx'
import { TransferBadge } from './status.tsx'

type Transfer = AnswerOf<'listTransfers'>['items'][number]

interface ObjectionProps {
  readonly transfer: Transfer
  readonly onDone: () => void
  readonly onClose: () => void
}

/** Objects to the move of a customer, with a reason that all sides and support read (R14). */
const Objection = ({ transfer, onDone, onClose }: ObjectionProps) => {
  const { t } = useWords()
  const { transferId, organizationName, to } = transfer
  return (
    <Dialog
      title={t('mapping.object.title', { organization: organizationName, to: to.companyName })}
      onClose={onClose}
    >
      <p>{t('mapping.object.about')}</p>
      <Form
        operation="objectToTransfer"
        about={transferId}
        basis={transfer.state}
        action={t('mapping.object')}
        send={(api, input, sending) => api.objectToTransfer({ ...input, transferId }, sending)}
        onDone={onDone}
        onCancel={onClose}
      >
        <TextField at="/reason" label={t('access.reason')} rows={4} />
      </Form>
    </Dialog>
  )
}

/** The transfers to the partner and away from it, newest first (R14). */
export const Transfers = () => {
  const { t } = useWords()
  const me = useMe().data?.answer
  const askAgain = useAskAgain()
  const listing = useListing(['listTransfers'], (api, page, signal) => api.listTransfers(page, { signal }))
  const [objecting, setObjecting] = useHere<Transfer>()
  const [objected, setObjected, times] = useSaid<string>()
  const close = (): void => {
    setObjecting(undefined)
    void askAgain(['listTransfers'])
  }
  return (
    <>
      {objected !== undefined && (
        <Done key={times} says="mapping.objected" values={{ organization: objected }} />
      )}
      <List
        caption={t('mapping.transfers')}
        listing={listing}
        keyOf={({ transferId }) => transferId}
        columns={[
          {
            key: 'organization',
            label: t('customers.organization'),
            cell: (transfer) => <MovingOrganization {...transfer} />,
          },
          {
            key: 'move',
            label: t('mapping.move'),
            cell: ({ role, from, to }) =>
              role === 'new'
                ? t('mapping.comes', { from: from.companyName })
                : t('mapping.leaves', { to: to.companyName }),
          },
          { key: 'state', label: t('store.state'), cell: ({ state }) => <TransferBadge state={state} /> },
          { key: 'course', label: t('mapping.until'), cell: (transfer) => <Course transfer={transfer} /> },
          {
            key: 'action',
            label: t('customers.action'),
            cell: (transfer) =>
              transfer.role === 'former' &&
              transfer.state === 'pending' &&
              me !== undefined &&
              can(me, 'objectToTransfer') ? (
                <button
                  type="button"
                  class="button"
                  aria-label={t('mapping.objectOf', { organization: transfer.organizationName })}
                  onClick={() => setObjecting(transfer)}
                >
                  {t('mapping.object')}
                </button>
              ) : null,
          },
        ]}
        empty={<p>{t('mapping.noTransfers')}</p>}
      />
      {objecting !== undefined && (
        <Objection
          transfer={objecting}
          onClose={close}
          onDone={() => {
            setObjected(objecting.organizationName)
            close()
          }}
        />
      )}
    </>
  )
}
