import { type Fault, faultText } from '#contract/fault'
import type { AttemptKind, AttemptNote, RequestTrail } from '#contract/model/request-trail'
import type { Attempt } from './attempt.ts'
import type { RequestTimes } from './request-times.ts'

interface Step {
  readonly attempt: Attempt
  readonly kind: AttemptKind
  readonly model: string | null
}

const longestDetail = 240
/** No request needs as many; a chain of models could. */
const mostNotes = 32

/** Remembers which attempts a request took; put into words only where there is more to tell than one that served. */
export class Trail {
  readonly #steps: Step[] = []

  began(attempt: Attempt, kind: AttemptKind, model: string | null): void {
    this.#steps.push({ attempt, kind, model })
  }

  /** Null: it was served by its only attempt, at once, or was never asked of anybody. */
  told(times: RequestTimes, waitedMs: number): RequestTrail | null {
    const [first] = this.#steps
    const isPlain =
      this.#steps.length < 2 && (first === undefined || first.attempt.over?.outcome === 'served')
    if (isPlain && waitedMs === 0) return null
    const attempts = this.#steps.slice(0, mostNotes).map(step => noteOf(step, times))
    return { waitedMs: Math.round(waitedMs * 10) / 10, attempts }
  }
}

function noteOf({ attempt, kind, model }: Step, times: RequestTimes): AttemptNote {
  const { over, firstTokenAt, startedAt } = attempt
  return {
    workerId: attempt.worker.id,
    model,
    kind,
    beganMs: times.since(startedAt),
    firstTokenMs: firstTokenAt === null ? null : times.since(firstTokenAt),
    endedMs: over ? times.since(over.at) : times.latencyMs,
    outcome: over?.outcome ?? 'cancelled',
    ...(over?.outcome === 'failed' ? reasonOf(over.fault, attempt) : noReason),
    workerThen: over?.workerThen ?? null,
  }
}

const noReason = { errorCode: null, detail: null } as const

/** Where there is no fault, the worker itself said no. */
function reasonOf(fault: Fault | null, { status, refusal }: Attempt) {
  if (fault) return { errorCode: fault.code, detail: short(faultText(fault)) }
  return {
    errorCode: 'provider.refused',
    detail: short(`${status}: ${said(refusal?.toString('utf8') ?? '')}`),
  }
}

/** OpenAI's form has the sentence in `error.message`. */
function said(body: string): string {
  try {
    const { error } = JSON.parse(body)
    return String(error?.message ?? error)
  } catch {
    return body
  }
}

const short = (text: string) =>
  text.length > longestDetail ? `${text.slice(0, longestDetail)}…` : text
