import type { Fault } from '#contract/fault'
import { WorkerId } from '#contract/ids'
import type { Capability } from '#contract/wire/capability'
import type { RequestRecord } from '#main/routing/routed-request'
import { aRouter } from './a-router.ts'
import type { FakeFleet } from './fake-fleet.ts'

export const said = (text: string) => JSON.stringify({ text })
export const content = 'data: {"choices":[{"delta":{"content":"x"}}]}\n\n'
export const unreachable: Fault = {
  code: 'worker.unreachable',
  workerId: WorkerId.parse('a'),
  detail: 'refused',
}

interface Seen {
  status: number | null
  workerId: string | null
  attempts: number
  text: string
  fault: string | null
}

interface Asked {
  readonly capability?: Capability
  readonly model?: string
  readonly isStream?: boolean
  readonly maxRetries?: number
  readonly timeoutMs?: number
}

export function send(fleet: FakeFleet, asked: Asked = {}) {
  const records: RequestRecord[] = []
  const router = aRouter(
    { fleet, maxRetries: asked.maxRetries ?? 3, onRecord: record => records.push(record) },
    asked.timeoutMs,
  )
  const seen: Seen = { status: null, workerId: null, attempts: 0, text: '', fault: null }
  let exchange = { abort() {} }
  const done = new Promise<Seen>(resolve => {
    exchange = router.route(
      {
        requestId: 'r',
        capability: asked.capability ?? 'chat',
        model: asked.model ?? null,
        isStream: asked.isStream ?? false,
        body: named => Buffer.from(named ?? 'as it came'),
        timeoutMs: null,
      },
      {
        onHead(head) {
          seen.status = head.status
          seen.workerId = head.workerId
          seen.attempts = head.attempts
        },
        onData(piece) {
          seen.text += piece.toString('utf8')
          return true
        },
        onEnd: () => resolve(seen),
        onFault(fault, attempts) {
          seen.fault = fault.code
          seen.attempts = attempts
          resolve(seen)
        },
      },
    )
  })
  return { done, records, router, exchange }
}
