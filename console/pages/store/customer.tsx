import { useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { useWords } from '../../words/words.tsx'
import { customerIdOf } from '../customers/customer-id.ts'
import { CustomerFacts } from './customer-facts.tsx'
import { EndMapping } from './end-mapping.tsx'
import { Services } from './services.tsx'
import { UpdateCustomer } from './update-customer.tsx'

type CustomerView = AnswerOf<'getStoreCustomer'>
type Act = 'update' | 'end'

interface ActingProps {
  readonly customer: CustomerView
  readonly onAct: (act: Act) => void
}

/** What the partner may do about the customer; after a revocation only what stays (R63). */
const Buttons = ({ customer: { customerId, access }, onAct }: ActingProps) => {
  const { t } = useWords()
  const me = useMe().data?.answer
  if (me === undefined) return null
  const isGranted = access === 'granted'
  return (
    <div class="buttons">
      {isGranted && can(me, 'updateCustomer') && (
        <button type="button" class="button" onClick={() => onAct('update')}>
          {t('store.update')}
        </button>
      )}
      {isGranted && can(me, 'getConsoleCustomer') && (
        <a class="button" href={`/console/customers/${customerId}`}>
          {t('store.toConsole')}
        </a>
      )}
      {can(me, 'endMapping') && (
        <button type="button" class="button" onClick={() => onAct('end')}>
          {t('store.end')}
        </button>
      )}
    </div>
  )
}

/** A customer in the Store (R13, R63). */
const StoreCustomer = () => {
  const { t } = useWords()
  const customerId = customerIdOf(useRoute().params)
  const askAgain = useAskAgain()
  const asked = useAsk(['getStoreCustomer', customerId], (api, signal) =>
    api.getStoreCustomer({ customerId }, { signal }),
  )
  const [act, setAct] = useState<Act | undefined>(undefined)
  const [isUpdated, setUpdated, times] = useSaid<true>()
  const [ended, setEnded] = useState<AnswerOf<'endMapping'> | undefined>(undefined)
  const organization = asked.data?.answer.organizationName
  const close = (): void => setAct(undefined)
  return (
    <Page
      title={organization === undefined ? t('customers.organization') : t('store.customer', { organization })}
      actions={
        <a class="button" href="/store/customers">
          {t('customer.back')}
        </a>
      }
    >
      {ended !== undefined ? (
        <Done says={ended.removed ? 'store.end.removed' : 'store.end.done'} />
      ) : (
        <Answered asked={asked} lines={16}>
          {(customer) => (
            <>
              {isUpdated === true && <Done key={times} says="store.updated" />}
              {customer.access === 'revoked' && <p class="notice warning">{t('store.isRevoked')}</p>}
              <Buttons customer={customer} onAct={setAct} />
              <CustomerFacts customer={customer} />
              {customer.access === 'granted' && <Services customer={customer} />}
              {act === 'update' && (
                <UpdateCustomer
                  customer={customer}
                  onClose={close}
                  onDone={() => {
                    setUpdated(true)
                    close()
                    void askAgain(['listStoreCustomers'], ['listConsoleCustomers'])
                  }}
                />
              )}
              {act === 'end' && (
                <EndMapping
                  customer={customer}
                  onClose={close}
                  onDone={(answer) => {
                    setEnded(answer)
                    void askAgain(['listStoreCustomers'], ['listConsoleCustomers'])
                  }}
                />
              )}
            </>
          )}
        </Answered>
      )}
    </Page>
  )
}
export default StoreCustomer
