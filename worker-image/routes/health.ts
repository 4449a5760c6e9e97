import type { BriefHealth, WorkerHealth } from '#contract/wire/health'
import { protocolHeader, readProtocol, spokenProtocol } from '#contract/wire/protocol'
import { answerJson, type Route } from '../exchange.ts'
import { protocolRefusal } from '../protocol-refusal.ts'
import type { ProviderDirectory } from '../providers/provider-directory.ts'
import type { WorkerSettings } from '../settings.ts'
import type { Slots } from '../slots.ts'
import { version } from '../version.ts'
import type { VitalSigns } from '../vital-signs.ts'

export interface HealthParts {
  readonly settings: WorkerSettings
  readonly directory: ProviderDirectory
  readonly slots: Slots
  readonly vitals: VitalSigns
  isDraining(): boolean
}

export function healthRoute(parts: HealthParts): Route {
  return exchange => {
    const root = readProtocol(exchange.request.headers[protocolHeader])
    const refusal = root && protocolRefusal(root)
    if (refusal) {
      const { status, code, headers } = refusal
      exchange.note({ code })
      const answer = { ...briefHealth(parts), ...refusal.wireError() }
      return answerJson(exchange, answer, status, headers)
    }
    if (exchange.isTrusted) answerJson(exchange, healthOf(parts))
    else answerJson(exchange, briefHealth(parts))
  }
}

/** All that the root node wants to know. */
export function healthOf(parts: HealthParts): WorkerHealth {
  const { settings, directory, slots, vitals } = parts
  return {
    ...briefHealth(parts),
    worker_id: settings.workerId,
    uptime_seconds: Math.round(process.uptime()),
    in_flight: slots.taken,
    max_concurrent_requests: settings.maxConcurrentRequests,
    weight: settings.weight,
    priority: settings.priority,
    role: settings.role,
    vitals: vitals.now(),
    default_model: directory.defaultModel(),
    providers: [...directory.reports()],
  }
}

function briefHealth({ isDraining }: HealthParts): BriefHealth {
  return {
    status: isDraining() ? 'draining' : 'healthy',
    banyan: 'worker',
    version,
    protocol: spokenProtocol.newest,
    oldest_protocol: spokenProtocol.oldest,
  }
}
