import { capabilityPaths } from '#contract/wire/capability'
import { progressAsSpaces, progressHeader } from '#contract/wire/progress-note'
import type { OutgoingRequest } from '../base/exchange.ts'
import type { Attempt, AttemptLimits } from './attempt.ts'
import { isKnownToThink } from './model-plan.ts'
import type { Rescue } from './rescue.ts'
import type { RoutableWorker } from './routable-worker.ts'
import type { RoutedRequest } from './routed-request.ts'
import type { Routing, RoutingLimits } from './routing.ts'
import { askingForUsage, usageHeaders } from './usage-request.ts'

/** A model that thinks may take so many times as long. */
const thinkingFactor = 4
const noHeaders: readonly string[] = []
const progressHeaders = [progressHeader, progressAsSpaces] as const

/** What a worker is sent; `model` is the one of the plan. Marks the attempt where more is asked for than the client did. */
export function outgoingRequest(
  { refusingUsage }: Routing,
  request: RoutedRequest,
  model: string | null,
  attempt: Attempt,
  rescue: Rescue | null,
): OutgoingRequest {
  const { worker, wire, trace } = attempt
  const { requestId, capability = 'chat', isStream } = request
  const plain = request.body(modelToName(request, model, attempt), worker.isOurs)
  const body = rescue === null ? plain : rescue.request(plain)
  const path = capabilityPaths[capability]
  if (worker.isOurs) {
    const usual = wishesTo(request, worker)
    const headers = trace ? [...usual, 'traceparent', trace.traceparent] : usual
    return { method: 'POST', path, requestId, headers, body }
  }
  if (!isStream) return { method: 'POST', path, requestId, headers: noHeaders, body }
  const asking = refusingUsage.has(wire) ? null : askingForUsage(body)
  attempt.asksForUsage = asking !== null
  return { method: 'POST', path, requestId, headers: noHeaders, body: asking ?? body }
}

/** What a worker of ours is asked beside the answer. */
function wishesTo(request: RoutedRequest, worker: RoutableWorker): readonly string[] {
  if (request.isStream) return usageHeaders
  return showsProgress(request, worker) ? progressHeaders : noHeaders
}

export function attemptLimits(
  limits: RoutingLimits,
  request: RoutedRequest,
  model: string | null,
  worker: RoutableWorker,
): AttemptLimits {
  const { timeoutMs, isStream } = request
  const factor = isKnownToThink(model) ? thinkingFactor : 1
  const firstTokenMs = timeoutMs ?? limits.firstTokenMs * factor
  const wholeMs = timeoutMs ?? limits.wholeMs * factor
  if (isStream) return { headMs: firstTokenMs, pieceMs: timeoutMs ?? limits.chunkMs, firstTokenMs }
  const pieceMs = showsProgress(request, worker) ? limits.chunkMs : wholeMs
  return { headMs: wholeMs, pieceMs, firstTokenMs }
}

/** Of a whole answer that is being made; with a limit of its own it is to be there by then. */
function showsProgress(
  { capability = 'chat', timeoutMs }: RoutedRequest,
  { isOurs }: RoutableWorker,
): boolean {
  return isOurs && capability === 'chat' && timeoutMs === null
}

/** Null leaves the request as it came. */
function modelToName(
  { model: asked, capability = 'chat' }: RoutedRequest,
  model: string | null,
  { worker }: Attempt,
): string | null {
  if (model !== asked) return model
  return asked === null ? worker.modelToName(capability) : null
}
