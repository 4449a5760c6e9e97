import { WorkerId } from '#contract/ids'
import type { Change } from '#contract/ipc/changes'
import type { Worker } from '#contract/model/worker'
import type { FakeBridge } from '../../fake-bridge.ts'

/** The apps that ask. */
export const busy = ['cherry', 'webui', 'claude', 'novel']

/** Always the same: no two pictures differ by chance. */
export function chance(seed: number): number {
  const wave = Math.sin(seed * 12.9898) * 43_758.5453
  return wave - Math.floor(wave)
}

const limitedBy = (workerId: string, model: string | null) => ({
  ...{ workerId, model, errorCode: 'provider.refused' },
  detail: '429: Rate limit reached for requests per minute',
})

/** So many requests a second, a few of them rescued or failed; told a frame at a time, as the root node does. */
export function playTraffic(
  bridge: FakeBridge,
  workers: readonly Worker[],
  perSecond: number,
): void {
  const up = workers.filter(({ phase }) => phase.name === 'healthy' || phase.name === 'degraded')
  let at = 0
  let last = 10
  let waiting: Change[] = []
  const flushing = setInterval(() => {
    if (waiting.length === 0) return
    const changes = waiting
    waiting = []
    bridge.sendAll({ after: last, last: last + changes.length, changes })
    last += changes.length
  }, 16)
  const push = (change: Change) => {
    waiting.push(change)
  }
  const timer = setInterval(() => {
    const one = ++at
    const requestId = `live-${one}`
    const appId = busy[Math.floor(chance(one) * busy.length)] ?? 'default'
    const worker = up[Math.floor(chance(one + 0.5) * up.length)]
    if (!worker) return
    const workerId = WorkerId.parse(worker.id)
    const isRescued = one % 12 === 0
    const isFailed = one % 23 === 0
    const model = worker.models[0] ?? null
    push({ type: 'request.began', request: { requestId, at: Date.now(), appId, model } })
    push({ type: 'request.attempt', requestId, workerId, model, attempt: 1 })
    const tell = (more: number) => {
      const { inFlight, served } = worker.load
      const next = Math.max(0, Math.min(worker.slots, inFlight + more))
      const told = { ...worker, load: { ...worker.load, inFlight: next, served: served + 1 } }
      push({ type: 'worker', worker: told })
    }
    tell(1)
    if (isRescued) {
      setTimeout(
        () => push({ type: 'request.attempt', requestId, workerId, model, attempt: 2 }),
        500,
      )
    }
    setTimeout(() => {
      tell(0)
      push({
        type: 'request.over',
        request: {
          ...{ requestId, at: Date.now(), appId, model, workerId },
          outcome: isFailed ? 'failed' : 'served',
          attempts: isRescued ? 2 : 1,
          ...{ firstTokenMs: 400, latencyMs: 1_300, errorCode: isFailed ? 'worker.cut' : null },
          failures: isRescued ? [limitedBy(workerId, model)] : [],
          tokens: { prompt: 20, completion: 96, cached: 0, reasoning: 0 },
        },
      })
    }, 1_300)
  }, 1_000 / perSecond)
  addEventListener('pagehide', () => {
    clearInterval(timer)
    clearInterval(flushing)
  })
}
