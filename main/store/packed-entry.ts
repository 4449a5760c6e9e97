import type { RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import type {
  AttemptKind,
  AttemptNote,
  RequestTrail,
  WorkerMoment,
} from '#contract/model/request-trail'
import type { TokenCounts } from '#contract/model/token-counts'
import type { ProviderName } from '#contract/wire/health'

/**
 * Requests as they stand in the history together: without the names of their fields, and what
 * repeats (apps, routes, models, workers) written once.
 */
export interface PackedEntries {
  readonly texts: readonly string[]
  readonly entries: readonly PackedEntry[]
}

/** Where in the texts; -1 stands for null. */
type TextPlace = number

type PackedEntry = readonly [
  requestId: string,
  at: number,
  appId: TextPlace,
  route: TextPlace,
  modelAsked: TextPlace,
  model: TextPlace,
  workerId: TextPlace,
  attempts: number,
  firstTokenMs: number | null,
  latencyMs: number,
  tokens: readonly [prompt: number, completion: number, cached: number, reasoning: number] | null,
  costUsd: number | null,
  isCacheHit: boolean,
  outcome: TextPlace,
  status: number,
  errorCode: TextPlace,
  /** Where there is one; pages from before have none. */
  trail?: PackedTrail | null,
  /** The same. */
  provider?: TextPlace,
]

type PackedTrail = readonly [waitedMs: number, attempts: readonly PackedAttempt[]]

type PackedAttempt = readonly [
  workerId: TextPlace,
  model: TextPlace,
  kind: TextPlace,
  beganMs: number,
  firstTokenMs: number | null,
  endedMs: number,
  outcome: TextPlace,
  errorCode: TextPlace,
  detail: TextPlace,
  /** Where it failed; not in pages from before. */
  workerThen?: PackedMoment,
]

type PackedMoment = readonly [
  cpu: number | null,
  memory: number | null,
  disk: number | null,
  inFlight: number,
  slots: number,
]

export function packed(entries: readonly RequestEntry[]): PackedEntries {
  const texts = new Texts()
  return { entries: entries.map(entry => packedEntry(entry, texts)), texts: texts.all }
}

export function unpacked({ texts, entries }: PackedEntries): readonly RequestEntry[] {
  return entries.map(entry => unpackedEntry(entry, texts))
}

class Texts {
  readonly all: string[] = []
  readonly #places = new Map<string, TextPlace>()

  placeOf(text: string | null): TextPlace {
    if (text === null) return -1
    const known = this.#places.get(text)
    if (known !== undefined) return known
    const place = this.all.push(text) - 1
    this.#places.set(text, place)
    return place
  }
}

function packedEntry(entry: RequestEntry, texts: Texts): PackedEntry {
  const { tokens, trail, provider } = entry
  const plain: PackedEntry = [
    entry.requestId,
    entry.at,
    texts.placeOf(entry.appId),
    texts.placeOf(entry.route),
    texts.placeOf(entry.modelAsked),
    texts.placeOf(entry.model),
    texts.placeOf(entry.workerId),
    entry.attempts,
    entry.firstTokenMs,
    entry.latencyMs,
    tokens && [tokens.prompt, tokens.completion, tokens.cached, tokens.reasoning],
    entry.costUsd,
    entry.isCacheHit,
    texts.placeOf(entry.outcome),
    entry.status,
    texts.placeOf(entry.errorCode),
  ]
  const way = trail && packedTrail(trail, texts)
  const more = provider ? [way, texts.placeOf(provider)] : way ? [way] : []
  // Sound: what may follow the sixteen is the trail and the provider.
  return [...plain, ...more] as unknown as PackedEntry
}

function unpackedEntry(entry: PackedEntry, texts: readonly string[]): RequestEntry {
  const [requestId, at, appId, route, modelAsked, model, workerId, attempts, ...rest] = entry
  const [firstTokenMs, latencyMs, counts, costUsd, isCacheHit, outcome, status, errorCode] = rest
  const [trail, provider = -1] = rest.slice(8) as [PackedEntry[16], PackedEntry[17]]
  const textAt = (place: TextPlace) => texts[place] ?? null
  return {
    requestId,
    at,
    appId: textAt(appId) ?? '',
    route: textAt(route) ?? '',
    modelAsked: textAt(modelAsked),
    model: textAt(model),
    workerId: textAt(workerId),
    // Sound, as the outcome: written by packedEntry alone.
    provider: textAt(provider) as ProviderName | null,
    attempts,
    trail: trail ? unpackedTrail(trail, textAt) : null,
    firstTokenMs,
    latencyMs,
    tokens: counts && tokensOf(counts),
    costUsd,
    isCacheHit,
    // Sound: written by packedEntry alone.
    outcome: textAt(outcome) as RequestOutcome,
    status,
    errorCode: textAt(errorCode),
  }
}

function packedTrail({ waitedMs, attempts }: RequestTrail, texts: Texts): PackedTrail {
  return [waitedMs, attempts.map(note => packedAttempt(note, texts))]
}

function packedAttempt(note: AttemptNote, texts: Texts): PackedAttempt {
  const then = note.workerThen
  const plain = [
    texts.placeOf(note.workerId),
    texts.placeOf(note.model),
    texts.placeOf(note.kind),
    note.beganMs,
    note.firstTokenMs,
    note.endedMs,
    texts.placeOf(note.outcome),
    texts.placeOf(note.errorCode),
    texts.placeOf(note.detail),
  ] as const
  if (!then) return plain
  return [...plain, [then.cpu, then.memory, then.disk, then.inFlight, then.slots]]
}

function unpackedTrail(
  [waitedMs, attempts]: PackedTrail,
  textAt: (place: TextPlace) => string | null,
): RequestTrail {
  return {
    waitedMs,
    attempts: attempts.map(note => {
      const [workerId, model, kind, beganMs, firstTokenMs, endedMs, ...words] = note
      const [outcome, errorCode, detail, then] = words
      return {
        workerId: textAt(workerId) ?? '',
        model: textAt(model),
        // Sound, as the outcome: written by packedTrail alone.
        kind: textAt(kind) as AttemptKind,
        beganMs,
        firstTokenMs,
        endedMs,
        outcome: textAt(outcome) as AttemptNote['outcome'],
        errorCode: textAt(errorCode),
        detail: textAt(detail),
        workerThen: then ? momentOf(then) : null,
      }
    }),
  }
}

function momentOf([cpu, memory, disk, inFlight, slots]: PackedMoment): WorkerMoment {
  return { cpu, memory, disk, inFlight, slots }
}

function tokensOf(counts: readonly [number, number, number, number]): TokenCounts {
  const [prompt, completion, cached, reasoning] = counts
  return { prompt, completion, cached, reasoning }
}
