import { createHash } from 'node:crypto'
import { FaultError } from '#contract/fault'
import type { ConsensusVote, ConsensusWish } from '#contract/http/consensus'
import { allowsModel } from '#contract/model/app'
import type { Tracing } from '#contract/tracing'
import { type Caller, partOf } from './apps/caller.ts'
import type { Cleanup } from './base/cleanup.ts'
import type { Exchange } from './base/exchange.ts'
import { type BattleShelf, Battles } from './battles/battles.ts'
import { jsonInAnswer } from './consensus/answer-json.ts'
import type { AskNode, VotedAnswer } from './consensus/ballot.ts'
import { Consensus } from './consensus/consensus.ts'
import { SchemaChecker } from './consensus/schema-checker.ts'
import type { IsOutOfOrder } from './consensus/voters.ts'
import type { Fleet } from './fleet/fleet.ts'
import type { Route } from './gateway/route.ts'
import { battles } from './gateway/routes/battles.ts'
import { ask } from './routing/ask.ts'
import { modelPlan } from './routing/model-plan.ts'
import { rendezvousOrder } from './routing/rendezvous.ts'
import type { RoutedRequest, RoutedSink } from './routing/routed-request.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'

export interface ConsensusSurroundings {
  readonly fleet: Fleet
  readonly router: {
    route(request: RoutedRequest & { readonly caller: Caller }, sink: RoutedSink): Exchange
  }
  readonly isOutOfOrder: IsOutOfOrder
  readonly tracing: Tracing | null
  readonly settings: ResolvedSettings
  /** The file of schema-thread. */
  readonly schemaThread: string
  readonly battles: BattleShelf
}

/** A request that several workers are to answer. */
export interface VotedRequest {
  readonly requestId: string
  readonly caller: Caller
  readonly model: string | null
  /** The body of OpenAI's chat, without the model and how the answer is to come. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly wish: ConsensusWish
  /** Decides who is asked, where the wish does not; left out, the question itself does. */
  readonly key?: string
  readonly check?: (text: string) => string | null
  readonly onVote?: (vote: ConsensusVote, text: string | null) => void
}

export interface ConsensusParts {
  readonly askByVote: (request: VotedRequest, signal: AbortSignal) => Promise<VotedAnswer>
  readonly stats: () => Consensus['stats']
  readonly routes: readonly Route[]
}

/** Joins what lets several workers answer one request. */
export function composeConsensus(
  {
    fleet,
    router,
    isOutOfOrder,
    tracing,
    settings,
    schemaThread,
    battles: shelf,
  }: ConsensusSurroundings,
  cleanup: Cleanup,
): ConsensusParts {
  const schemas = new SchemaChecker(schemaThread)
  cleanup.defer(() => schemas.close())
  const offered = () => [
    ...new Set(
      fleet
        .all()
        .filter(worker => worker.isReady)
        .flatMap(worker => worker.models.filter(model => worker.can('chat', model))),
    ),
  ]
  const aliases = new Map(Object.entries(settings.modelAliases))
  const consensus = new Consensus({
    workers: () => fleet.all(),
    offered,
    modelsFor: model => modelPlan(aliases, model),
    inOrder: rendezvousOrder,
    isOutOfOrder,
    schemas,
    minNodes: settings.minConsensusNodes,
    nodeTimeoutMs: settings.nodeTimeoutSeconds * 1_000,
    allowsLocal: settings.consensusAllowsLocal,
  })

  const decide = (request: VotedRequest, caller: Caller, signal: AbortSignal) => {
    const { model, fields, key, caller: app, ...ballot } = request
    const named = model ?? ownModel(app, offered())
    const body = new SharedBody(fields)
    return consensus.decide(
      {
        ...ballot,
        model: named,
        key: request.wish.key ?? key ?? body.digest(),
        ask: askNode(router, caller, body),
      },
      signal,
    )
  }

  const askByVote: ConsensusParts['askByVote'] = async (request, signal) => {
    const { caller, requestId, model } = request
    if (!tracing) return decide(request, caller, signal)
    const span = tracing.begin(caller.traceparent, {
      name: 'vote',
      kind: 'server',
      facts: { 'banyan.request.id': requestId, 'gen_ai.request.model': model },
    })
    try {
      const answer = await decide(request, partOf(caller, span.traceparent), signal)
      span.end({ facts: {}, failure: null })
      return answer
    } catch (error) {
      const failure = error instanceof FaultError ? error.fault.code : 'internal'
      span.end({ facts: {}, failure })
      throw error
    }
  }

  const fought = new Battles({ shelf, jsonIn: jsonInAnswer })
  const routes = battles({
    find: ({ app }, battleId) => fought.find(app.id, battleId),
    fight: (asked, { requestId, caller }, signal) =>
      fought.fight(
        caller.app.id,
        asked,
        ({ messages, ...ballot }, ended) =>
          askByVote({ requestId, caller, ...ballot, fields: { messages } }, ended),
        signal,
      ),
  })
  return { askByVote, stats: () => consensus.stats, routes }
}

/** One worker is asked as any request is, in the name of the app, so that limits, accounts and history hold. */
function askNode(
  router: ConsensusSurroundings['router'],
  caller: Caller,
  shared: SharedBody,
): AskNode {
  return ({ requestId, pin, model, messages, timeoutMs }, onText, signal) => {
    const own = messages ? new SharedBody({ messages }) : shared
    const steering = { strategy: null, pin, prefer: null, session: null, onCut: 'error' } as const
    const pinning = {
      route: (request: RoutedRequest, sink: RoutedSink) =>
        router.route(
          {
            ...request,
            ...(pin === null ? {} : { steering }),
            timeoutMs,
            caller,
            body: named => own.naming(named ?? model),
          },
          sink,
        ),
    }
    const question = { requestId, messages: [], model, party: caller.app.id }
    return ask(pinning, question, { onText }, signal)
  }
}

/** What all workers are asked alike: read and written once, for it may hold megabytes. */
class SharedBody {
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #bodies = new Map<string | null, Buffer>()

  constructor(fields: Readonly<Record<string, unknown>>) {
    this.#fields = fields
  }

  naming(model: string | null): Buffer {
    const known = this.#bodies.get(model)
    if (known) return known
    const named = model === null ? {} : { model }
    const streamed = { stream: true, stream_options: { include_usage: true } }
    const body = Buffer.from(JSON.stringify({ ...this.#fields, ...named, ...streamed }))
    this.#bodies.set(model, body)
    return body
  }

  /** Of the beginning and the length: enough to spread by, and quick whatever the size. */
  digest(): string {
    const body = this.naming(null)
    const start = body.subarray(0, 65_536)
    const hash = createHash('sha256').update(start).update(String(body.length))
    return hash.digest('hex').slice(0, 32)
  }
}

/** An app that may not use every model gets one for all, or each worker would be given another. */
function ownModel({ app }: Caller, offered: readonly string[]): string | null {
  if (app.models.length === 0) return null
  return offered.find(model => allowsModel(app, model)) ?? null
}
