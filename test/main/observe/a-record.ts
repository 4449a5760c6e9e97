import type { RequestEntry } from '#contract/model/request-entry'
import type { RoutedRecord } from '#main/observe/request-figures'

const tokens = { prompt: 10, completion: 5, cached: 0, reasoning: 0 }

/** Of a request that was served. */
export function aRecord(change: Partial<RoutedRecord> = {}): RoutedRecord {
  return {
    capability: 'chat',
    isStream: false,
    model: 'm',
    answeredModel: 'm',
    workerId: 'w1',
    attempts: 1,
    rescues: 0,
    outcome: 'served',
    status: 200,
    fault: null,
    firstTokenMs: 10,
    latencyMs: 20,
    tokens,
    ...change,
  }
}

/** The same for the history. */
export function anEntry(change: Partial<RequestEntry> = {}): RequestEntry {
  return {
    requestId: 'r1',
    at: 0,
    appId: 'a1',
    route: '/v1/chat/completions',
    modelAsked: 'm',
    model: 'm',
    workerId: 'w1',
    provider: null,
    attempts: 1,
    trail: null,
    firstTokenMs: 10,
    latencyMs: 20,
    tokens,
    costUsd: 0,
    isCacheHit: false,
    outcome: 'served',
    status: 200,
    errorCode: null,
    ...change,
  }
}
