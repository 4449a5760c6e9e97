import type { Fault } from '#contract/fault'
import type { WorkerId } from '#contract/ids'
import { allowsModel } from '#contract/model/app'
import type { RequestContents, RequestEntry, RequestOutcome } from '#contract/model/request-entry'
import type { RequestTrail } from '#contract/model/request-trail'
import type { TokenCounts } from '#contract/model/token-counts'
import type { Capability } from '#contract/wire/capability'
import type { AnswerHeaders, Exchange } from '../base/exchange.ts'
import { type AnswerCache, cacheKey, type KeptAnswer, mostCachedBytes } from './answer-cache.ts'
import { askedProvider, type FindProvider } from './asked-provider.ts'
import type { Caller } from './caller.ts'
import { ContentsCapture } from './contents-capture.ts'

interface Request {
  readonly requestId: string
  readonly capability?: Capability
  readonly model: string | null
  readonly isStream: boolean
  body(model: string | null, isOurs: boolean): Buffer
  readonly timeoutMs: number | null
}

type Asked<R extends Request> = R & { readonly caller: Caller }

interface Head {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly workerId: WorkerId
  readonly attempts: number
}

interface Sink {
  onHead(head: Head): void
  onData(piece: Buffer): boolean
  onEnd(): void
  onFault(fault: Fault, attempts: number): void
  /** The answer begins anew; only who has it is told another one. */
  onRestart?(head: Head): void
}

interface Over {
  readonly requestId: string
  readonly model: string | null
  readonly workerId: WorkerId | null
  readonly attempts: number
  readonly trail: RequestTrail | null
  readonly outcome: 'served' | 'failed' | 'cancelled'
  readonly status: number
  readonly fault: Fault | null
  readonly at: number
  readonly firstTokenMs: number | null
  readonly latencyMs: number
  readonly answeredModel: string | null
  readonly tokens: TokenCounts | null
}

/** The part of routing that apps need: it finds a worker, and tells once how it went. */
export interface WorkerRouter<R extends Request> {
  route(request: Asked<R>, sink: Sink, onOver: (record: Over) => void): Exchange
}

export type RequestOver = (entry: RequestEntry, contents: RequestContents | null) => void

export interface AppRouterOptions<R extends Request> {
  readonly router: WorkerRouter<R>
  /** The models that may be had now and can do this. */
  readonly offered: (capability: Capability) => readonly string[]
  readonly cache: AnswerCache
  /** In US dollars; null when nobody knows. */
  readonly cost: (model: string | null, tokens: TokenCounts | null) => number | null
  /** Whom a worker asks for a model, as far as that is known. */
  readonly provider: FindProvider
  /** Told of each request that is handed on to a worker. */
  readonly onBegan: (request: Pick<Request, 'requestId' | 'model'>, appId: string) => void
  readonly onOver: RequestOver
}

/** Routes on behalf of an app: within its models, from its cache, and into the history. */
export class AppRouter<R extends Request> {
  readonly #options: AppRouterOptions<R>

  constructor(options: AppRouterOptions<R>) {
    this.#options = options
  }

  route(request: Asked<R>, sink: Sink): Exchange {
    const { caller } = request
    caller.onRouted()
    const allowed = this.#allowed(request, caller)
    if (!allowed) return this.#refuse(request, caller, sink)
    const body = caller.app.cache === 'off' || request.isStream ? null : allowed.body(null, true)
    const key = body && caller.mayUseCache ? cacheKey(caller.app, caller.route, body) : null
    const kept = key === null ? null : this.#options.cache.find(key)
    if (kept) return this.#again(kept, request, caller, sink)
    if (key !== null) caller.onCache('miss')
    return this.#ask(allowed, caller, sink, key)
  }

  /** Who names no model gets one of those that the app may use; null when there is none. */
  #allowed(request: Asked<R>, { app }: Caller): Asked<R> | null {
    if (app.models.length === 0) return request
    const { model } = request
    if (model !== null) return allowsModel(app, model) ? request : null
    const chosen = this.#options
      .offered(request.capability ?? 'chat')
      .find(offered => allowsModel(app, offered))
    return chosen === undefined
      ? null
      : { ...request, model: chosen, body: (_none, isOurs) => request.body(chosen, isOurs) }
  }

  #ask(request: Asked<R>, caller: Caller, sink: Sink, key: string | null): Exchange {
    const { cache, router, cost, provider, onBegan, onOver } = this.#options
    onBegan(request, caller.app.id)
    const keeping = key === null ? null : new AnswerKeeping(sink)
    const capture = caller.app.keepsContents
      ? new ContentsCapture(request.body(null, true), request.isStream)
      : null
    const heard = capture ? hearing(keeping ?? sink, capture) : (keeping ?? sink)
    return router.route(request, heard, over => {
      const answer = over.outcome === 'served' ? keeping?.answer(over) : null
      if (key !== null && answer) cache.keep(key, answer)
      const entry = entryOf(over, caller, cost(over.answeredModel, over.tokens))
      onOver({ ...entry, provider: askedProvider(over, provider) }, capture?.contents() ?? null)
    })
  }

  #again(kept: KeptAnswer, request: R, caller: Caller, sink: Sink): Exchange {
    caller.onCache('hit')
    const { headers, workerId, model } = kept
    sink.onHead({ status: 200, headers, workerId, attempts: 0 })
    sink.onData(kept.body)
    sink.onEnd()
    const tokens = { prompt: 0, completion: 0, cached: 0, reasoning: 0 }
    const taken = { workerId, model, tokens, costUsd: 0, isCacheHit: true }
    const entry = {
      ...emptyEntry(request, caller),
      ...taken,
      outcome: 'served',
      status: 200,
    } as const
    this.#options.onOver(entry, null)
    return idleExchange
  }

  #refuse(request: R, caller: Caller, sink: Sink): Exchange {
    const { model } = request
    const fault: Fault = { code: 'app.model-refused', model, allowed: caller.app.models }
    sink.onFault(fault, 0)
    this.#options.onOver(refusedEntry(request, caller, fault, 403), null)
    return idleExchange
  }
}

const idleExchange: Exchange = { resume() {}, abort() {} }

/** Hands an answer on and holds it, to be kept when it was served whole. */
class AnswerKeeping implements Sink {
  readonly #sink: Sink
  readonly #pieces: Buffer[] = []
  #bytes = 0
  #head: Head | null = null

  constructor(sink: Sink) {
    this.#sink = sink
  }

  answer({ answeredModel, tokens }: Over): KeptAnswer | null {
    if (this.#head?.status !== 200 || this.#bytes > mostCachedBytes) return null
    const { headers, workerId } = this.#head
    const body = Buffer.concat(this.#pieces)
    return { headers, body, workerId, model: answeredModel, tokens }
  }

  onHead(head: Head): void {
    this.#head = head
    this.#sink.onHead(head)
  }

  onData(piece: Buffer): boolean {
    this.#bytes += piece.length
    if (this.#bytes <= mostCachedBytes) this.#pieces.push(piece)
    return this.#sink.onData(piece)
  }

  onEnd(): void {
    this.#sink.onEnd()
  }

  onFault(fault: Fault, attempts: number): void {
    this.#sink.onFault(fault, attempts)
  }
}

function hearing(sink: Sink, capture: ContentsCapture): Sink {
  return {
    onHead: head => sink.onHead(head),
    onData(piece) {
      capture.push(piece)
      return sink.onData(piece)
    },
    onEnd: () => sink.onEnd(),
    onFault: (fault, attempts) => sink.onFault(fault, attempts),
    ...(sink.onRestart && {
      onRestart(head) {
        capture.forget()
        sink.onRestart?.(head)
      },
    }),
  }
}

/** An answer that says no is no service, though its worker did its work. */
function entryOf(over: Over, { app, route }: Caller, costUsd: number | null) {
  const isRefused = over.outcome === 'served' && over.status >= 400
  return {
    requestId: over.requestId,
    at: over.at,
    appId: app.id,
    route,
    modelAsked: shortened(over.model),
    model: over.answeredModel,
    workerId: over.workerId,
    attempts: over.attempts,
    trail: over.trail,
    firstTokenMs: over.firstTokenMs,
    latencyMs: over.latencyMs,
    tokens: over.tokens,
    costUsd,
    isCacheHit: false,
    outcome: isRefused ? 'failed' : over.outcome,
    status: over.status,
    errorCode: isRefused ? 'provider.refused' : (over.fault?.code ?? null),
  } satisfies Omit<RequestEntry, 'provider'>
}

/** Of a request that came to its end before it was routed. */
export function refusedEntry(
  request: Pick<Request, 'requestId' | 'model'>,
  caller: Caller,
  fault: Fault,
  status: number,
): RequestEntry {
  return {
    ...emptyEntry(request, caller),
    outcome: unroutedOutcome(fault),
    status,
    errorCode: fault.code,
  }
}

function unroutedOutcome({ code }: Fault): RequestOutcome {
  if (code === 'internal') return 'failed'
  return code === 'request.cancelled' ? 'cancelled' : 'refused'
}

function emptyEntry({ requestId, model }: Pick<Request, 'requestId' | 'model'>, caller: Caller) {
  return {
    requestId,
    at: Date.now(),
    appId: caller.app.id,
    route: caller.route,
    modelAsked: shortened(model),
    model: null,
    workerId: null,
    provider: null,
    attempts: 0,
    trail: null,
    firstTokenMs: null,
    latencyMs: 0,
    tokens: null,
    costUsd: null,
    isCacheHit: false,
    errorCode: null,
  } as const
}

/** What a client names may be no model at all, and as long as it likes. */
function shortened(model: string | null): string | null {
  return model !== null && model.length > 256 ? model.slice(0, 256) : model
}
