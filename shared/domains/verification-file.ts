import { quoted, type Diagnosis, type VerificationRecord } from './verification.ts'

/** What asking a web server for the file gave: its answer, or why there was none. */
export type Fetched =
  | {
      readonly known: true
      readonly url: string
      readonly address: string
      readonly status: number
      /** The content of the file, as far as it was read; empty unless the status is 200. */
      readonly body: string
      /** Whether that is all of it. */
      readonly isWhole: boolean
      /** Where it redirects to, if it does. */
      readonly location?: string
    }
  | { readonly known: false; readonly url: string; readonly address?: string; readonly reason: string }

const verdicts = ['unknown', 'refused', 'different', 'verified'] as const
type Verdict = (typeof verdicts)[number]

/** The statuses that say of the file that it is not there; every other one but 200 may be about who asks, how, or a passing state. */
const NO_FILE: readonly number[] = [404, 410]
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

const verdictOf = (fetched: Fetched, expected: string): Verdict => {
  if (!fetched.known) return 'unknown'
  if (fetched.status === 200)
    return fetched.isWhole && fetched.body.trim() === expected ? 'verified' : 'different'
  return [...NO_FILE, ...REDIRECTS].includes(fetched.status) ? 'refused' : 'unknown'
}

/** Whether an answer is a redirect that only leads to the same address over https. */
const leadsToHttps = (fetched: Fetched): boolean => {
  if (!fetched.known || !REDIRECTS.includes(fetched.status) || fetched.location === undefined) return false
  const [from, to] = [URL.parse(fetched.url), URL.parse(fetched.location, fetched.url)]
  return from?.protocol === 'http:' && to?.protocol === 'https:' && from.hostname === to.hostname
}

const ADVICE = {
  unknown:
    'The file could not be fetched; nothing has changed. Check that the web server of the domain gives it to everybody, then try again.',
  redirected:
    'The address answers with a redirect, which is not followed. Serve the file at the address itself.',
  refused: 'There is no such file. Put it on the web server of the domain at exactly this path.',
  different: 'The file holds something else. It must hold the expected code and nothing more.',
  verified: 'The file may be removed now.',
} as const

const RETRY_SECONDS = { unknown: 300, refused: 60, different: 60, verified: 0 } as const

/** Judges what the web server answered over http and https: the best answer counts, a redirect to an https that fails is that failure, and a failure to fetch is `unknown`, never `absent` (R21). */
export const diagnoseFile = (
  record: VerificationRecord,
  answers: readonly Fetched[],
  servers: readonly string[],
): Diagnosis => {
  const all = answers.map((fetched) => ({ fetched, verdict: verdictOf(fetched, record.value) }))
  const httpsFails = all.some(
    ({ fetched, verdict }) => verdict === 'unknown' && fetched.url.startsWith('https:'),
  )
  const judged = all
    .filter(({ fetched }) => !(httpsFails && leadsToHttps(fetched)))
    .sort((one, other) => verdicts.indexOf(other.verdict) - verdicts.indexOf(one.verdict))
  const { fetched, verdict } = judged[0] ?? { fetched: undefined, verdict: 'unknown' as const }
  const status = fetched?.known ? fetched.status : undefined
  const isRedirect = status !== undefined && REDIRECTS.includes(status)
  return {
    result: verdict === 'verified' || verdict === 'unknown' ? verdict : 'absent',
    asked: {
      name: fetched?.url ?? record.name,
      type: record.method,
      servers: [...servers],
      ...(fetched?.address === undefined ? {} : { address: fetched.address }),
    },
    expected: record.value,
    found: !fetched?.known ? [] : status === 200 ? [quoted(fetched.body)] : [`HTTP ${status}`],
    ...(verdict === 'unknown'
      ? {
          reason:
            fetched?.known === false
              ? fetched.reason
              : status === undefined
                ? 'The web server of the domain failed to answer.'
                : `The web server of the domain answered HTTP ${status}, which says nothing about the file.`,
        }
      : {}),
    advice: ADVICE[isRedirect ? 'redirected' : verdict],
    retryAfterSeconds: RETRY_SECONDS[verdict],
  }
}
