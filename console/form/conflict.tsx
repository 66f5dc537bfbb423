import type { RefObject } from 'preact'
import { Alert } from '../kit/alert.tsx'
import { useWords } from '../words/words.tsx'
import { labelled } from './issues.tsx'

/** A field that somebody else has changed to another text than mine. */
export interface Difference {
  readonly pointer: string
  readonly mine: string
  readonly theirs: string
}

interface ConflictProps {
  readonly form: RefObject<HTMLFormElement>
  readonly differences: readonly Difference[]
  readonly onTakeTheirs: () => void
  readonly onSendMine: () => void
}

/** Theirs beside mine, where it was changed since it was read; one chooses. */
export const Conflict = ({ form, differences, onTakeTheirs, onSendMine }: ConflictProps) => {
  const { t } = useWords()
  return (
    <Alert class="conflict">
      <p class="refused-title">{t('conflict.title')}</p>
      {differences.length === 0 ? (
        <p>{t('conflict.elsewhere')}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('conflict.field')}</th>
              <th scope="col">{t('conflict.theirs')}</th>
              <th scope="col">{t('conflict.mine')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ pointer, mine, theirs }) => (
              <tr key={pointer}>
                <th scope="row">{labelled(form.current, pointer).label ?? pointer}</th>
                <td>{theirs}</td>
                <td>{mine}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div class="buttons">
        <button type="button" class="button" onClick={onTakeTheirs}>
          {t('conflict.takeTheirs')}
        </button>
        <button type="button" class="button primary" onClick={onSendMine}>
          {t('conflict.sendMine')}
        </button>
      </div>
    </Alert>
  )
}
