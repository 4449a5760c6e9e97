import { isServing, type Worker } from '#contract/model/worker'
import { spokenProtocol } from '#contract/wire/protocol'
import type { Route } from '../route.ts'

export interface HealthSource {
  readonly version: string
  /** Seconds since the root started. */
  uptimeSeconds(): number
  workers(): readonly Worker[]
}

/** `GET /health`, for people and machines alike: 503 when no worker could serve a request now. */
export function health(source: HealthSource): readonly Route[] {
  return ['/health', '/healthz', '/monitoring/health'].map(path => ({
    method: 'GET',
    path,
    access: 'anyone',
    handle(call) {
      const workers = source.workers()
      const healthy = workers.filter(isServing).length
      call.answer(healthy > 0 ? 200 : 503, {
        status: healthy > 0 ? 'healthy' : 'unhealthy',
        banyan: 'root',
        version: source.version,
        protocol: spokenProtocol.newest,
        uptime: source.uptimeSeconds(),
        workers: { total: workers.length, healthy },
      })
    },
  }))
}
