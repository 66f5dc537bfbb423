import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import type { Answer } from '../../../shared/client/client.ts'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { useChange } from '../../api/change.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Badge } from '../../kit/badge.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { Outcome } from '../../kit/outcome.tsx'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from '../customers/customer-id.ts'

type Listed = AnswerOf<'listServices'>
type Service = Listed['items'][number]

interface Wish {
  readonly customerId: CustomerId
  readonly service: Service['service']
  readonly on: boolean
}

interface ServicesProps {
  readonly customer: AnswerOf<'getStoreCustomer'>
}

const ServiceLine = ({ customer, service: line }: ServicesProps & { readonly service: Service }) => {
  const { t } = useWords()
  const me = useMe().data?.answer
  const queries = useQueryClient()
  const askAgain = useAskAgain()
  const [isAsking, setAsking] = useState(false)
  const change = useChange((api, input: Wish) => api.setService(input))
  const { customerId, organizationName } = customer
  const { service, on, inPlan } = line
  const name = t(`service.${service}`)
  const close = (): void => {
    if (change.problem !== undefined) void askAgain()
    change.forget()
    setAsking(false)
  }
  const switched = (answered: Answer<Service> | undefined): void => {
    if (answered === undefined) return
    setAsking(false)
    queries.setQueryData<Answer<Listed>>(
      ['listServices', customerId],
      (before) =>
        before && {
          ...before,
          answer: {
            items: before.answer.items.map((item) => (item.service === service ? answered.answer : item)),
          },
        },
    )
    void askAgain(['getStoreCustomer', customerId])
  }
  const mayBeSwitched = inPlan && me !== undefined && can(me, 'setService')
  return (
    <li>
      <span class="switch-name">{name}</span>
      <span role="status">
        <Badge tone={on ? 'good' : 'neutral'}>
          {t(inPlan ? (on ? 'store.service.on' : 'store.service.off') : 'store.service.notInPlan')}
        </Badge>
      </span>
      {mayBeSwitched && (
        <button
          type="button"
          class="button"
          aria-label={t(on ? 'store.service.switchOffOf' : 'store.service.switchOnOf', { service: name })}
          aria-disabled={change.isSending}
          onClick={() =>
            on ? setAsking(true) : void change.send({ customerId, service, on: true }).then(switched)
          }
        >
          {t(on ? 'store.service.switchOff' : 'store.service.switchOn')}
        </button>
      )}
      {!isAsking && <Outcome change={change} again={() => void change.again().then(switched)} />}
      {isAsking && (
        <Confirm
          title={t('store.service.offTitle', { service: name, organization: organizationName })}
          action={t('store.service.switchOff')}
          isDangerous
          change={change}
          input={{ customerId, service, on: false }}
          onClose={close}
          onDone={switched}
        >
          <p>{t('store.service.offAbout')}</p>
        </Confirm>
      )}
    </li>
  )
}

/** The services of Workplace, switched on and off for a customer (R15). */
export const Services = ({ customer }: ServicesProps) => {
  const { t } = useWords()
  const { customerId } = customer
  const asked = useAsk(['listServices', customerId], (api, signal) =>
    api.listServices({ customerId }, { signal }),
  )
  return (
    <section class="panel">
      <h2>{t('store.services')}</h2>
      <Answered asked={asked} lines={11}>
        {({ items }) => (
          <ul class="switches">
            {items.map((service) => (
              <ServiceLine key={service.service} customer={customer} service={service} />
            ))}
          </ul>
        )}
      </Answered>
    </section>
  )
}
