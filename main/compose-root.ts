import { FaultError } from '#contract/fault'
import type { WorkerId } from '#contract/ids'
import type { Tracing } from '#contract/tracing'
import { Cleanup } from './base/cleanup.ts'
import type { Log } from './base/log.ts'
import type { Secret } from './base/secret.ts'
import { version } from './base/version.ts'
import type { BattleShelf } from './battles/battles.ts'
import { type AlertParts, composeAlerts } from './compose-alerts.ts'
import type { AppParts } from './compose-apps.ts'
import { composeConsensus } from './compose-consensus.ts'
import { type Converse, composeConverse } from './compose-converse.ts'
import { openDoor } from './compose-door.ts'
import { composeHealing } from './compose-healing.ts'
import { composeHosting, type HostingSources } from './compose-hosting.ts'
import type { KeepingPower } from './compose-keeping.ts'
import { composeLocal, type LocalSurroundings } from './compose-local.ts'
import type { Logs } from './compose-logs.ts'
import { composeMetrics, type Measured } from './compose-metrics.ts'
import { choicesOf, composeNodes, type NodeSources } from './compose-nodes.ts'
import { composeRepeats } from './compose-repeats.ts'
import { composeRouting } from './compose-routing.ts'
import { joinWorkers } from './compose-workers.ts'
import { Fleet, type RemoteWorker } from './fleet/fleet.ts'
import type { Nodes } from './fleet/nodes.ts'
import { parseWorkerList } from './fleet/worker-list.ts'
import { addressHost } from './gateway/address-host.ts'
import { Admission } from './gateway/admission.ts'
import { CrossOrigin } from './gateway/cross-origin.ts'
import { isLoopback } from './gateway/door.ts'
import { Gateway } from './gateway/gateway.ts'
import { InsideCalls } from './gateway/inside-calls.ts'
import { NodeGuard } from './gateway/node-guard.ts'
import { anthropicMessages } from './gateway/routes/anthropic-messages.ts'
import { chatCompletions } from './gateway/routes/chat-completions.ts'
import { completions } from './gateway/routes/completions.ts'
import { embeddings } from './gateway/routes/embeddings.ts'
import { health } from './gateway/routes/health.ts'
import { images } from './gateway/routes/images.ts'
import { logs } from './gateway/routes/logs.ts'
import { metrics, metricsText } from './gateway/routes/metrics.ts'
import { models } from './gateway/routes/models.ts'
import { ollama, ollamaChat } from './gateway/routes/ollama.ts'
import { ollamaEmbed } from './gateway/routes/ollama-embed.ts'
import { openApi } from './gateway/routes/openapi.ts'
import { responses } from './gateway/routes/responses.ts'
import { sessionChat } from './gateway/routes/session-chat.ts'
import { sessions } from './gateway/routes/sessions.ts'
import { workers } from './gateway/routes/workers.ts'
import type { ChangeFeed } from './ipc/change-feed.ts'
import type { LiveRequests } from './ipc/live-requests.ts'
import type { LaunchWorker } from './local-worker/worker-child.ts'
import type { OpenRoot } from './root-power.ts'
import type { Conversations } from './sessions/conversations.ts'
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
  readonly hosting: HostingSources
  readonly keeping: KeepingPower
  readonly logs: Logs
  readonly measured: Measured
  /** Null where nobody gathers traces. */
  readonly tracing: Tracing | null
  readonly savedWorkers: readonly RemoteWorker[]
  readonly nodes: NodeSources
  readonly launch: LaunchWorker
  readonly python: LocalSurroundings['python']
  /** The file of schema-thread. */
  readonly schemaThread: string
  readonly battles: BattleShelf
  readonly feed: ChangeFeed
  readonly live: LiveRequests
  readonly protect: (secret: Secret) => void
  readonly log: Log
}

/** A root node that runs: what stops and starts as one. */
export interface RunningRoot extends OpenRoot {
  readonly fleet: Fleet
  readonly nodes: Nodes
  readonly converse: Converse
  /** The HTTP API without the network. */
  readonly inside: InsideCalls
}

/** Joins what lives from start to stop. When it resolves, the address answers. */
export async function composeRoot(parts: RootParts, cleanup: Cleanup): Promise<RunningRoot> {
  const { settings, conversations, apps, measured, tracing, feed, log } = parts
  const { rootSecret } = settings
  if (!isLoopback(settings.host) && !rootSecret) {
    throw new FaultError({ code: 'bind.needs-secret', host: settings.host })
  }

  const signer = rootSecret && new Signer(rootSecret)
  const credentialsFor = (key: Secret | null): Credentials => {
    if (key) return { kind: 'bearer', key }
    return signer ? { kind: 'signed', signer } : { kind: 'none' }
  }
  const choices = choicesOf(parts.nodes.shelf)
  const fleet = new Fleet({
    connect: (id, url, key) => new WorkerConnection(id, url, credentialsFor(key)),
    healthIntervalMs: settings.healthCheckIntervalMs,
    choices,
    log,
  })
  cleanup.defer(() => fleet.close())
  cleanup.defer(fleet.onChange(worker => feed.push({ type: 'worker', worker: worker.snapshot() })))
  cleanup.defer(fleet.onRemove(workerId => feed.push({ type: 'worker.removed', workerId })))

  const nodeGuard = new NodeGuard(rootSecret)
  const { nodes, routes, webSocket, tellLog } = composeNodes(
    {
      ...parts.nodes,
      ...{ fleet, choices, guard: nodeGuard, log },
      offlineAfterSeconds: settings.nodeOfflineSeconds,
    },
    cleanup,
  )

  const snapshot = () => fleet.snapshot()
  const { budgets } = apps
  const alerts = composeAlerts(
    { ...parts.alerts, settings, workers: snapshot, budgets, idle: () => hosting.idle(), log },
    cleanup,
  )
  const { router, appRouter, aliases, requests } = composeRouting(
    { fleet, settings, apps, alerts, live: parts.live, measured, tracing, log },
    cleanup,
  )

  const { schemaThread, battles } = parts
  const isOutOfOrder = (workerId: WorkerId, model: string | null) =>
    router.isOutOfOrder(workerId, model)
  const votes = composeConsensus(
    { fleet, router: appRouter, isOutOfOrder, tracing, settings, schemaThread, battles },
    cleanup,
  )

  const converse = composeConverse({ conversations, router: appRouter, votes, cost: apps.cost })

  // Closed after the gateway: requests in flight finish while their worker is still there.
  const localWorkers = new Cleanup()
  cleanup.defer(() => localWorkers.run())
  const local = composeLocal({ ...parts, fleet }, localWorkers)

  const { publish } = parts.nodes.events
  cleanup.defer(local.onProgress(event => publish(`deploy.${event.type}`, 'local', { ...event })))
  const hosting = await composeHosting(
    {
      ...parts.hosting,
      ...{ fleet, settings, publish, protect: parts.protect, log },
      tellLog: message => {
        tellLog(message)
        parts.logs.hearDeployment(message)
      },
    },
    cleanup,
  )
  const heals = composeHealing(
    {
      fleet,
      router,
      local,
      hosts: hosting.hands,
      settings,
      publish: (type, subject, record) => publish(type, subject, { ...record }),
      log,
    },
    cleanup,
  )

  const chats = { router: appRouter, strategy: settings.strategy }
  const crossOrigin = new CrossOrigin(settings.allowedOrigins)
  const admission = new Admission(apps.admitted)
  const served = admission.guard([
    ...health({
      version,
      uptimeSeconds: () => requests.uptimeSeconds(),
      workers: snapshot,
    }),
    openApi(),
    ...routes,
    ...models(snapshot, aliases),
    workers(
      () => fleet.snapshot(),
      workerId => router.openBreakersOf(workerId),
    ),
    metrics(() => ({
      ...requests.snapshot(fleet.snapshot(), router.inFlight),
      recent: alerts.lastMinute(),
      consensus: votes.stats(),
      unkept: apps.unkept(),
    })),
    ...metricsText(composeMetrics(measured, { fleet, router, ballots: votes.stats })),
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
    ...local.routes,
    ...votes.routes,
    ...apps.routes,
    composeRepeats(apps.findRequest, appRouter, parts.keeping.note),
    ...parts.keeping.routes,
    logs(parts.logs.read),
    ...alerts.routes,
    ...heals.routes,
    ...hosting.routes,
  ])
  const gateway = new Gateway({
    door: openDoor(settings, { crossOrigin, admission, nodeGuard }),
    webSocket,
    crossOrigin,
    log,
    routes: served,
    onOwnerRefused: refusal =>
      parts.keeping.hearRefusal(refusal, admission.appIdOf(refusal.request)),
  })
  const listed = parseWorkerList(settings.workers)
  const port = await gateway.listen(settings.host, settings.port)
  cleanup.defer(() => gateway.close(finishWithinMs))
  cleanup.defer(() => local.cancel())
  cleanup.defer(() => router.beginNothing())
  // Before anything else is waited for, so that no request finds them missing.
  local.begin()

  await joinWorkers({ fleet, listed, saved: parts.savedWorkers, protect: parts.protect })
  await nodes.open()
  alerts.start()
  heals.begin()
  hosting.begin()

  return {
    address: `http://${addressHost(settings.host)}:${port}`,
    inFlight: () => router.inFlight,
    fleet,
    nodes,
    converse,
    inside: new InsideCalls(served),
  }
}
