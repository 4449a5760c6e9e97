import { hostReason } from '#contract/host-reason'
import { WorkerId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import { wholeAnswer } from './base/whole-answer.ts'
import type { Fleet } from './fleet/fleet.ts'
import { NotWell } from './provisioning/checks/not-well.ts'
import type { Reach } from './provisioning/methods/parts.ts'
import { told } from './provisioning/told.ts'

const answerWithinMs = 10_000

/** Asks the worker of a host by the way that requests go, whether it takes any now or not. */
export function composeReach(fleet: Fleet): Reach {
  const ask = async (host: Host, path: string, signal: AbortSignal) => {
    // A worker is called as its host is, which is known before its first deployment is over.
    const wire = fleet.find(WorkerId.parse(host.id))?.wire
    if (!wire) {
      throw new NotWell('The root node does not know the worker.', hostReason('worker-unknown'))
    }
    const began = performance.now()
    const { status, body } = await wholeAnswer(
      (request, limits, sink) => wire.send(request, limits, sink),
      { method: 'GET', path, requestId: '', headers: [], body: null },
      { headMs: answerWithinMs, pieceMs: answerWithinMs },
      signal,
    )
    if (status !== 200) {
      throw new NotWell(`It answers with ${status}.`, hostReason('answers-status', { status }))
    }
    return { bytes: body.length, ms: Math.round(performance.now() - began) }
  }
  return {
    async rootToWorker(host, signal) {
      const { ms } = await ask(host, '/health', signal)
      const words = `A signed request was answered within ${ms} ms (${host.transport}).`
      return told(words, 'answered-signed', { ms })
    },
    async workerToRoot(host, signal) {
      const { bytes, ms } = await ask(host, '/v1/models', signal)
      const words = `An answer of ${bytes} bytes came whole within ${ms} ms.`
      return told(words, 'answered-whole', { bytes, ms })
    },
  }
}
