import { type AppFault, appFaultText } from './app-fault.ts'
import { type HostFault, hostFaultText } from './host-fault.ts'
import type { WorkerId } from './ids.ts'
import { type KeepingFault, keepingFaultText } from './keeping-fault.ts'
import { type ModelServerFault, modelServerFaultText } from './model-server-fault.ts'
import type { Capability } from './wire/capability.ts'

/** Who holds a port, as far as the operating system tells. */
export interface PortOwner {
  readonly pid: number
  readonly program: string
}

/** Every failure that somebody may want to tell apart; the edges turn it into an HTTP answer or a sentence on screen. */
export type Fault =
  | { readonly code: 'request.malformed'; readonly detail: string; readonly param?: string }
  | { readonly code: 'request.too-large'; readonly limitBytes: number }
  | { readonly code: 'request.wrong-type'; readonly expected: string }
  | { readonly code: 'request.forbidden'; readonly detail: string }
  | {
      readonly code: 'request.unacceptable'
      readonly status: 408 | 414 | 417 | 426 | 431
      readonly detail: string
    }
  | {
      readonly code: 'request.too-many'
      readonly detail: string
      readonly retryAfterSeconds: number
    }
  | { readonly code: 'request.cancelled' }
  | { readonly code: 'secret.required' }
  | { readonly code: 'route.unknown'; readonly path: string }
  | { readonly code: 'route.wrong-method'; readonly allow: readonly string[] }
  | { readonly code: 'model.unknown'; readonly model: string; readonly offered: readonly string[] }
  | { readonly code: 'model.unavailable'; readonly model: string }
  | {
      readonly code: 'capability.missing'
      readonly capability: Capability
      /** Null when none was named. */
      readonly model: string | null
      /** The models that can. */
      readonly offered: readonly string[]
    }
  | { readonly code: 'fleet.none-ready' }
  | { readonly code: 'fleet.busy'; readonly retryAfterSeconds: number }
  | { readonly code: 'fleet.cooling'; readonly retryAfterSeconds: number }
  | { readonly code: 'root.stopping' }
  | { readonly code: 'node.removed'; readonly nodeId: string }
  /** A newer start of the same node is known, or an older one. */
  | { readonly code: 'node.superseded'; readonly nodeId: string; readonly known: number }
  | { readonly code: 'signature.refused'; readonly detail: string }
  | { readonly code: 'worker.unknown'; readonly workerId: string }
  | { readonly code: 'worker.exists'; readonly workerId: string }
  /** It is a local one or named in `WORKERS`: not the API's to remove. */
  | { readonly code: 'worker.fixed'; readonly workerId: string }
  /** It goes when it is uninstalled from its host. */
  | { readonly code: 'worker.hosted'; readonly workerId: string; readonly host: string }
  | {
      readonly code: 'worker.unreachable'
      readonly workerId: WorkerId
      readonly detail: string
      /** Where the way to it goes through SSH: why that is not open. */
      readonly way?: HostFault
    }
  | { readonly code: 'worker.silent'; readonly workerId: WorkerId; readonly withinMs: number }
  | { readonly code: 'worker.cut'; readonly workerId: WorkerId }
  | {
      readonly code: 'provider.refused'
      readonly status: number
      readonly detail: string
      readonly type: string
      readonly errorCode: string | null
    }
  | { readonly code: 'session.unknown'; readonly sessionId: string }
  | AppFault
  | { readonly code: 'request.unknown'; readonly id: string }
  | {
      readonly code: 'consensus.too-few'
      /** Null: any. */
      readonly model: string | null
      /** Healthy workers that could answer, and how many a vote needs. */
      readonly ready: number
      readonly needed: number
    }
  | {
      readonly code: 'consensus.no-vote'
      /** One for each worker that was asked. */
      readonly reasons: readonly string[]
    }
  | { readonly code: 'battle.unknown'; readonly battleId: string }
  /** The action of the local workers that is under way. */
  | { readonly code: 'deploy.busy'; readonly action: string }
  | { readonly code: 'turn.unknown' }
  | { readonly code: 'root.stopped' }
  /** What the system says of it: a name such as EACCES, or the encoding that it does not have. */
  | { readonly code: 'file.unusable'; readonly name: string; readonly detail: string }
  | {
      readonly code: 'port.taken'
      readonly host: string
      readonly port: number
      readonly owner: PortOwner | null
      readonly isBanyan: boolean
      readonly freePort: number | null
    }
  | { readonly code: 'bind.needs-secret'; readonly host: string }
  | {
      readonly code: 'setting.invalid'
      readonly name: string
      readonly value: string
      readonly allowed: string
    }
  | {
      readonly code: 'setting.fixed'
      readonly name: string
      readonly source: 'flag' | 'environment'
    }
  | { readonly code: 'secret.unreadable'; readonly name: string }
  | { readonly code: 'data-folder.taken'; readonly path: string }
  | { readonly code: 'database.newer'; readonly found: number; readonly known: number }
  | HostFault
  | KeepingFault
  | ModelServerFault
  | { readonly code: 'storage.full' }
  /** Another program holds the database, and did not let go in time. */
  | { readonly code: 'storage.locked' }
  | { readonly code: 'internal' }

export type FaultCode = Fault['code']

/** The one kind of error that is thrown on purpose; anything else is a bug. */
export class FaultError extends Error {
  readonly fault: Fault

  constructor(fault: Fault, options?: ErrorOptions) {
    super(faultText(fault), options)
    this.name = 'FaultError'
    this.fault = fault
  }
}

/** What was wrong and what to do, in one English sentence or two; the window says it in its own language. */
export function faultText(fault: Fault): string {
  switch (fault.code) {
    case 'request.malformed':
      return fault.detail
    case 'request.too-large':
      return `The body is larger than ${fault.limitBytes} bytes. Send less, or split it.`
    case 'request.wrong-type':
      return `Send the body as ${fault.expected}.`
    case 'request.forbidden':
      return fault.detail
    case 'request.unacceptable':
      return fault.detail
    case 'request.too-many':
      return `${fault.detail} Try again in ${fault.retryAfterSeconds} s.`
    case 'request.cancelled':
      return 'The request was cancelled.'
    case 'secret.required':
      return 'This needs the root secret: send it as "Authorization: Bearer <secret>".'
    case 'route.unknown':
      return `There is nothing at ${start(fault.path)}.`
    case 'route.wrong-method':
      return `This address answers ${fault.allow.join(', ')} only.`
    case 'model.unknown':
      return fault.offered.length > 0
        ? `No worker offers the model "${start(fault.model)}". Offered now: ${fault.offered.join(', ')}.`
        : `No worker offers the model "${start(fault.model)}".`
    case 'model.unavailable':
      return `The model "${fault.model}" is offered by a worker that is not up now. Try again shortly.`
    case 'capability.missing':
      return capabilityMissingText(fault)
    case 'fleet.none-ready':
      return 'No worker is ready. Wait for one to start, or add one.'
    case 'fleet.busy':
      return `All workers are busy. Try again in ${fault.retryAfterSeconds} s.`
    case 'fleet.cooling':
      return `The provider asked to wait. Try again in ${fault.retryAfterSeconds} s.`
    case 'root.stopping':
      return 'The root node is stopping. Try again when it runs.'
    case 'node.removed':
      return `The node "${start(fault.nodeId)}" was removed. To come back, it has to register again.`
    case 'node.superseded':
      return `The node "${start(fault.nodeId)}" was started anew since: incarnation ${fault.known} is known.`
    case 'signature.refused':
      return fault.detail
    case 'worker.unknown':
      return `There is no worker "${start(fault.workerId)}".`
    case 'worker.exists':
      return `The worker "${fault.workerId}" is there already.`
    case 'worker.fixed':
      return `The worker "${fault.workerId}" is set by LOCAL_WORKER or WORKERS. Change it there.`
    case 'worker.hosted':
      return `The worker "${fault.workerId}" was set up on the host "${fault.host}". Uninstall it there: POST /api/hosts/{id}/uninstall.`
    case 'worker.unreachable':
      return `The worker "${fault.workerId}" could not be reached: ${fault.detail}.`
    case 'worker.silent':
      return `The worker "${fault.workerId}" said nothing for ${fault.withinMs} ms.`
    case 'worker.cut':
      return `The worker "${fault.workerId}" broke off in the middle of its answer.`
    case 'provider.refused':
      return fault.detail
    case 'session.unknown':
      return `There is no session "${fault.sessionId}".`
    case 'app.key-refused':
    case 'app.limit-reached':
    case 'app.model-refused':
    case 'app.unknown':
      return appFaultText(fault)
    case 'request.unknown':
      return `The history has no request "${fault.id}".`
    case 'consensus.too-few':
      return tooFewText(fault)
    case 'consensus.no-vote':
      return `None of ${fault.reasons.length} answers counts: ${fault.reasons.join('; ')}.`
    case 'battle.unknown':
      return `There is no battle "${start(fault.battleId)}".`
    case 'deploy.busy':
      return `The action "${fault.action}" of the local workers is still under way. GET /api/deploy/status tells how far it is.`
    case 'turn.unknown':
      return 'This answer has ended already.'
    case 'root.stopped':
      return 'The root node is stopped. Start it first.'
    case 'file.unusable':
      return `The file "${start(fault.name)}" cannot be used: ${fault.detail}.`
    case 'port.taken':
      return portTakenText(fault)
    case 'bind.needs-secret':
      return `Listening on ${fault.host} lets others in: set ROOT_NODE_SECRET first.`
    case 'setting.invalid':
      return `${fault.name}: "${fault.value}" is not allowed; ${fault.allowed}.`
    case 'setting.fixed':
      return `${fault.name} is set by ${fault.source === 'flag' ? 'a flag' : 'the environment'}, which goes first. Change it there.`
    case 'secret.unreadable':
      return `The saved ${fault.name} cannot be read here. Enter it again.`
    case 'data-folder.taken':
      return 'Another Banyan is using this data folder. Stop it, or set DATA_DIR to another folder.'
    case 'database.newer':
      return `The data was written by a newer Banyan (version ${fault.found} of the database, this one knows ${fault.known}). Update Banyan, or set DATA_DIR to another folder.`
    case 'database.damaged':
    case 'backup.unknown':
    case 'backup.running':
    case 'backup.cancelled':
    case 'backup.unusable':
      return keepingFaultText(fault)
    case 'storage.locked':
      return 'Another program holds the database, so nothing can be kept. Close it and try again.'
    case 'server.unreachable':
    case 'server.silent':
    case 'server.strange':
      return modelServerFaultText(fault)
    case 'storage.full':
      return 'The disk is full, so nothing can be kept. Free some space and try again.'
    case 'internal':
      return 'Something went wrong inside Banyan. Its log says more.'
    default:
      return hostFaultText(fault)
  }
}

const deeds: Readonly<Record<Capability, string>> = {
  chat: 'chat',
  embeddings: 'make embeddings',
  images: 'make images',
}

export function capabilityMissingText({
  capability,
  model,
  offered,
}: Omit<Extract<Fault, { code: 'capability.missing' }>, 'code'>): string {
  const deed = deeds[capability]
  const who = model === null ? 'No model here can' : `The model "${model}" cannot`
  const instead = offered.length > 0 ? ` These can: ${offered.join(', ')}.` : ''
  return `${who} ${deed}.${instead}`
}

/** A client may have sent megabytes. */
function start(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function tooFewText(fault: Extract<Fault, { code: 'consensus.too-few' }>): string {
  const { model, ready, needed } = fault
  const who =
    model === null ? 'healthy workers' : `healthy workers with the model "${start(model)}"`
  const areThere = ready === 1 ? '1 is there' : `${ready} are there`
  const missing = needed - ready
  return `A vote needs ${needed} ${who}: ${areThere}, ${missing} ${missing === 1 ? 'is' : 'are'} missing. Add workers, lower min_nodes, or set allow_local.`
}

function portTakenText(fault: Extract<Fault, { code: 'port.taken' }>): string {
  const owner = fault.owner ? `${fault.owner.program} (pid ${fault.owner.pid})` : 'another program'
  const by = fault.isBanyan ? `another Banyan root node, ${owner}` : owner
  const instead = fault.freePort === null ? '' : ` Port ${fault.freePort} is free.`
  return `Port ${fault.port} on ${fault.host} is taken by ${by}.${instead}`
}
