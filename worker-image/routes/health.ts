import type { BriefHealth, WorkerHealth } from '#contract/wire/health'
import { protocolHeader, readProtocol, spokenProtocol } from '#contract/wire/protocol'
import { answerJson, type Route } from '../exchange.ts'
import { protocolRefusal } from '../protocol-refusal.ts'
import type { ProviderDirectory } from '../providers/provider-directory.ts'
import type { WorkerSettings } from '../settings.ts'
import type { Slots } from '../slots.ts'
import { version } from '../version.ts'

interface HealthParts {
  readonly settings: WorkerSettings
  readonly directory: ProviderDirectory
  readonly slots: Slots
  isDraining(): boolean
}

export function healthRoute({ settings, directory, slots, isDraining }: HealthParts): Route {
  const startedAt = performance.now()
  return exchange => {
    const brief: BriefHealth = {
      status: isDraining() ? 'draining' : 'healthy',
      banyan: 'worker',
      version,
      protocol: spokenProtocol.newest,
      oldest_protocol: spokenProtocol.oldest,
    }
    const root = readProtocol(exchange.request.headers[protocolHeader])
    const refusal = root && protocolRefusal(root)
    if (refusal) {
      const { status, code, headers } = refusal
      exchange.note({ code })
      return answerJson(exchange, { ...brief, ...refusal.wireError() }, status, headers)
    }
    if (!exchange.isTrusted) return answerJson(exchange, brief)
    const health: WorkerHealth = {
      ...brief,
      worker_id: settings.workerId,
      uptime_seconds: Math.round((performance.now() - startedAt) / 1000),
      in_flight: slots.taken,
      max_concurrent_requests: settings.maxConcurrentRequests,
      weight: settings.weight,
      default_model: directory.defaultModel(),
      providers: [...directory.reports()],
    }
    answerJson(exchange, health)
  }
}
