import { Download } from 'lucide-preact'
import { useChange } from '../../api/change.ts'
import { Outcome } from '../../kit/outcome.tsx'
import { useWords } from '../../words/words.tsx'
import type { Filter } from './filter.ts'

const download = (text: string, name: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** Downloads all customers that pass the filter as a CSV file. */
export const ExportCustomers = ({ filter }: { filter: Filter }) => {
  const { t } = useWords()
  const change = useChange((api, input: Filter) => api.exportConsoleCustomers(input))
  const save = (answered: Awaited<ReturnType<typeof change.send>>): void => {
    if (answered !== undefined) download(answered.answer, 'customers.csv')
  }
  return (
    <>
      <button
        type="button"
        class="button"
        aria-disabled={change.isSending}
        onClick={() => void change.send(filter).then(save)}
      >
        <Download aria-hidden="true" size={16} />{' '}
        {t(change.isSending ? 'customers.exporting' : 'customers.export')}
      </button>
      <Outcome change={change} again={() => void change.again().then(save)} />
    </>
  )
}
