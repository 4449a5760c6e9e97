import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { FaultError } from '#contract/fault'
import type { ConsensusReport } from '#contract/http/consensus'
import { WorkerId } from '#contract/ids'
import type { AnsweredTurn } from '#contract/model/session'
import { AppRouter } from './apps/app-router.ts'
import type { Caller } from './apps/caller.ts'
import { windowCaller } from './apps/window-caller.ts'
import { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { Secret } from './base/secret.ts'
import { version } from './base/version.ts'
import type { BattleShelf } from './battles/battles.ts'
import { type AlertParts, composeAlerts } from './compose-alerts.ts'
import type { AppParts } from './compose-apps.ts'
import { composeConsensus, type VotedRequest } from './compose-consensus.ts'
import { Fleet, type RemoteWorker } from './fleet/fleet.ts'
import { parseWorkerList } from './fleet/worker-list.ts'
import { addressHost } from './gateway/address-host.ts'
import { Admission } from './gateway/admission.ts'
import { CrossOrigin } from './gateway/cross-origin.ts'
import { Door, type DoorOptions, isLoopback } from './gateway/door.ts'
import { Gateway } from './gateway/gateway.ts'
import { anthropicMessages } from './gateway/routes/anthropic-messages.ts'
import { chatCompletions } from './gateway/routes/chat-completions.ts'
import { completions } from './gateway/routes/completions.ts'
import { embeddings } from './gateway/routes/embeddings.ts'
import { health } from './gateway/routes/health.ts'
import { images } from './gateway/routes/images.ts'
import { metrics } from './gateway/routes/metrics.ts'
import { models } from './gateway/routes/models.ts'
import { ollama, ollamaChat } from './gateway/routes/ollama.ts'
import { ollamaEmbed } from './gateway/routes/ollama-embed.ts'
import { openApi } from './gateway/routes/openapi.ts'
import { responses } from './gateway/routes/responses.ts'
import { sessionChat } from './gateway/routes/session-chat.ts'
import { sessions } from './gateway/routes/sessions.ts'
import { webSocketOnly } from './gateway/routes/web-socket-only.ts'
import { workers } from './gateway/routes/workers.ts'
import { SecretGuard } from './gateway/secret-guard.ts'
import type { ChangeFeed } from './ipc/change-feed.ts'
import { LocalWorker } from './local-worker/local-worker.ts'
import type { LaunchWorker } from './local-worker/worker-child.ts'
import { workerEnvironment } from './local-worker/worker-environment.ts'
import { RequestMetrics } from './observe/request-metrics.ts'
import type { OpenRoot } from './root-power.ts'
import { ask } from './routing/ask.ts'
import type { RoutedRequest, RoutedSink, Steering } from './routing/routed-request.ts'
import { Router } from './routing/router.ts'
import type { Conversations, Listener, TurnInput } from './sessions/conversations.ts'
import type { ResolvedSettings } from './settings/resolved-settings.ts'
import { Signer } from './worker-client/sign.ts'
import { type Credentials, WorkerConnection } from './worker-client/worker-connection.ts'

/** How long requests in flight may take to finish when the root stops. */
const finishWithinMs = 10_000

export interface RootParts {
  readonly settings: ResolvedSettings
  readonly env: Readonly<Record<string, string | undefined>>
  readonly conversations: Conversations
  readonly apps: AppParts
  readonly alerts: AlertParts
  readonly savedWorkers: readonly RemoteWorker[]
  readonly launch: LaunchWorker
  /** The file of schema-thread. */
  readonly schemaThread: string
  readonly battles: BattleShelf
  readonly feed: ChangeFeed
  readonly protect: (secret: Secret) => void
  readonly log: Log
}

/** A root node that runs: what stops and starts as one. */
export interface RunningRoot extends OpenRoot {
  readonly fleet: Fleet
  converse(
    turn: TurnInput & {
      readonly requestId?: string
      readonly caller?: Caller
      readonly steering?: Steering | undefined
      readonly timeoutMs?: number | null
      readonly consensus?: Pick<VotedRequest, 'wish' | 'onVote'>
    },
    listener: Listener,
    signal: AbortSignal,
  ): Promise<AnsweredTurn & { readonly consensus?: ConsensusReport }>
}

/** Joins what lives from start to stop. When it resolves, the address answers. */
export async function composeRoot(parts: RootParts, cleanup: Cleanup): Promise<RunningRoot> {
  const { settings, conversations, apps, feed, log } = parts
  const { rootSecret } = settings
  if (!isLoopback(settings.host) && !rootSecret) {
    throw new FaultError({ code: 'bind.needs-secret', host: settings.host })
  }

  const signer = rootSecret && new Signer(rootSecret)
  const credentialsFor = (key: Secret | null): Credentials => {
    if (key) return { kind: 'bearer', key }
    return signer ? { kind: 'signed', signer } : { kind: 'none' }
  }
  const fleet = new Fleet({
    connect: (id, url, key) => new WorkerConnection(id, url, credentialsFor(key)),
    healthIntervalMs: settings.healthCheckIntervalMs,
    log,
  })
  cleanup.defer(() => fleet.close())
  cleanup.defer(fleet.onChange(worker => feed.push({ type: 'worker', worker: worker.snapshot() })))
  cleanup.defer(fleet.onRemove(workerId => feed.push({ type: 'worker.removed', workerId })))

  const snapshot = () => fleet.snapshot()
  const { budgets } = apps
  const alerts = composeAlerts(
    { ...parts.alerts, settings, workers: snapshot, budgets, log },
    cleanup,
  )
  const requests = new RequestMetrics()
  const aliases = new Map(Object.entries(settings.modelAliases))
  const router = new Router({
    fleet,
    strategy: settings.strategy,
    modelStrategies: new Map(Object.entries(settings.modelStrategies)),
    aliases,
    maxRetries: settings.maxRetries,
    limits: {
      firstTokenMs: settings.firstTokenTimeoutMs,
      chunkMs: settings.chunkTimeoutMs,
      wholeMs: settings.workerTimeoutMs,
      waitMs: settings.workerTimeoutMs,
    },
    onCut: settings.streamRescue ? 'rescue' : 'error',
    isHedging: settings.hedging,
    onRecord(record) {
      requests.record(record)
      alerts.record(record)
      if (record.outcome === 'failed') log.warn('request failed', record)
      else log.debug('request over', record)
    },
  })
  cleanup.defer(() => router.close())

  const appRouter = new AppRouter({
    router,
    offered: capability =>
      fleet
        .all()
        .filter(worker => worker.isReady)
        .flatMap(worker => worker.models.filter(model => worker.can(capability, model))),
    cache: apps.cache,
    cost: apps.cost,
    onOver: apps.record,
  })

  const { schemaThread, battles } = parts
  const isOutOfOrder = (workerId: WorkerId, model: string | null) =>
    router.isOutOfOrder(workerId, model)
  const votes = composeConsensus(
    { fleet, router: appRouter, isOutOfOrder, settings, schemaThread, battles },
    cleanup,
  )

  const converse: RunningRoot['converse'] = async (
    { requestId = randomUUID(), caller = windowCaller, steering, timeoutMs, consensus, ...turn },
    listener,
    signal,
  ) => {
    const { sessionId: key } = turn
    let report: ConsensusReport | null = null
    const answered = await conversations.converse(
      { ...turn, listener },
      async (messages, { model, listener: heard, signal: ended }) => {
        if (!consensus) {
          const routed = {
            route: (request: RoutedRequest, sink: RoutedSink) =>
              appRouter.route({ ...request, caller }, sink),
          }
          const party = caller.app.id
          const way = { session: key, steering, timeoutMs: timeoutMs ?? null, party }
          const question = { requestId, messages, model, ...way }
          return ask(routed, question, heard, ended)
        }
        const asked = { requestId, caller, model, fields: { messages }, key, ...consensus }
        const answer = await votes.askByVote(asked, ended)
        report = answer.report
        heard.onText(answer.text)
        return answer
      },
      signal,
    )
    return report ? { ...answered, consensus: report } : answered
  }

  const chats = { router: appRouter, strategy: settings.strategy }
  const crossOrigin = new CrossOrigin(settings.allowedOrigins)
  const admission = new Admission(apps.admitted)
  const gateway = new Gateway({
    door: openDoor(settings, crossOrigin, request => admission.appKey(request)),
    crossOrigin,
    log,
    routes: admission.guard([
      ...health({
        version,
        uptimeSeconds: () => requests.uptimeSeconds(),
        workers: snapshot,
      }),
      openApi(),
      webSocketOnly('/ws'),
      ...models(snapshot, aliases),
      workers(
        () => fleet.snapshot(),
        workerId => router.openBreakersOf(workerId),
      ),
      metrics(() => ({
        ...requests.snapshot(fleet.snapshot(), router.inFlight),
        consensus: votes.stats(),
      })),
      chatCompletions(appRouter, settings.strategy, votes.askByVote, (turn, answer, signal) =>
        conversations.converse(turn, answer, signal),
      ),
      embeddings(appRouter, settings.strategy),
      images(appRouter, settings.strategy),
      ...ollamaEmbed(appRouter),
      completions(chats),
      responses(chats),
      ...anthropicMessages(chats),
      ...ollama(chats, snapshot),
      sessionChat(converse, settings.strategy, ollamaChat(chats, snapshot)),
      ...sessions(conversations),
      ...votes.routes,
      ...apps.routes,
      ...alerts.routes,
    ]),
  })
  const listed = parseWorkerList(settings.workers)
  // Closed after the gateway: requests in flight finish while their worker is still there.
  const localWorkers = new Cleanup()
  cleanup.defer(() => localWorkers.run())
  const port = await gateway.listen(settings.host, settings.port)
  cleanup.defer(() => gateway.close(finishWithinMs))
  cleanup.defer(() => router.beginNothing())

  for (const address of listed) {
    const id = WorkerId.parse(address.id)
    if (address.key) parts.protect(address.key)
    await fleet.addRemote({ id, name: id, url: address.url, key: address.key }, 'environment')
  }
  for (const worker of parts.savedWorkers) {
    if (worker.key) parts.protect(worker.key)
    if (!fleet.has(worker.id)) await fleet.addRemote(worker, 'saved')
  }
  if (settings.localWorker) {
    const localWorker = startLocalWorker(fleet, parts)
    localWorkers.defer(() => localWorker.stop())
  }
  alerts.start()

  return {
    address: `http://${addressHost(settings.host)}:${port}`,
    inFlight: () => router.inFlight,
    fleet,
    converse,
  }
}

function openDoor(
  { host, allowedHosts, rootSecret }: ResolvedSettings,
  crossOrigin: CrossOrigin,
  appKey: DoorOptions['appKey'],
): Door {
  const own = hostname().toLowerCase()
  const guard = new SecretGuard(rootSecret)
  return new Door({
    host,
    names: isLoopback(host) ? allowedHosts : [...allowedHosts, own, `${own}.local`],
    isListedOrigin: origin => crossOrigin.allows(origin),
    secretRefusal: request => guard.refusal(request),
    appKey,
  })
}

function startLocalWorker(fleet: Fleet, { launch, settings, env, log }: RootParts): LocalWorker {
  const worker = fleet.addLocal(WorkerId.parse('local-1'))
  const localWorker = new LocalWorker(
    launch,
    workerEnvironment(worker.id, settings, env),
    {
      onListening: url => void fleet.localListens(worker, url),
      onGone: (reason, retryAt, isHopeless) =>
        void fleet.localGone(worker, reason, retryAt, isHopeless),
    },
    log.with({ worker: worker.id }),
  )
  localWorker.start()
  return localWorker
}
