import { capabilityPaths } from '#contract/wire/capability'
import type { OutgoingRequest } from '../base/exchange.ts'
import type { Attempt, AttemptLimits } from './attempt.ts'
import { isKnownToThink } from './model-plan.ts'
import type { Rescue } from './rescue.ts'
import type { RoutedRequest } from './routed-request.ts'
import type { Routing, RoutingLimits } from './routing.ts'
import { askingForUsage, usageHeaders } from './usage-request.ts'

/** A model that thinks may take so many times as long. */
const thinkingFactor = 4
const noHeaders: readonly string[] = []

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
    const usual = isStream ? usageHeaders : noHeaders
    const headers = trace ? [...usual, 'traceparent', trace.traceparent] : usual
    return { method: 'POST', path, requestId, headers, body }
  }
  if (!isStream) return { method: 'POST', path, requestId, headers: noHeaders, body }
  const asking = refusingUsage.has(wire) ? null : askingForUsage(body)
  attempt.asksForUsage = asking !== null
  return { method: 'POST', path, requestId, headers: noHeaders, body: asking ?? body }
}

export function attemptLimits(
  limits: RoutingLimits,
  { timeoutMs, isStream }: RoutedRequest,
  model: string | null,
): AttemptLimits {
  const factor = isKnownToThink(model) ? thinkingFactor : 1
  const firstTokenMs = timeoutMs ?? limits.firstTokenMs * factor
  const wholeMs = timeoutMs ?? limits.wholeMs * factor
  return isStream
    ? { headMs: firstTokenMs, pieceMs: timeoutMs ?? limits.chunkMs, firstTokenMs }
    : { headMs: wholeMs, pieceMs: wholeMs, firstTokenMs }
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
