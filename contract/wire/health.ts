import { z } from 'zod'
import { Capability } from './capability.ts'
import { NodePriority, NodeRole, Vitals } from './node.ts'

export const providerNames = [
  'openai',
  'gemini',
  'anthropic',
  'compatible',
  'ollama',
  'lmstudio',
  'demo',
] as const
export const ProviderName = z.enum(providerNames)
export type ProviderName = z.infer<typeof ProviderName>

/** Why a provider cannot answer now, for whoever does not read words. */
export const problemCodes = [
  'key_refused',
  'limited',
  'unreachable',
  'not_configured',
  'no_models',
  'failing',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** One provider that a worker uses. `problem` says in words why it cannot answer now; null when all is well. */
export const ProviderReport = z.object({
  name: ProviderName,
  models: z.array(z.string()),
  /** Which of the models can do what; a worker that does not say so is an older one, and can only chat. */
  capabilities: z.partialRecord(Capability, z.array(z.string())).exactOptional(),
  problem: z.string().nullable(),
  /** Left out by older workers; a newer one may have codes that are not known here. */
  problem_code: z.string().nullable().exactOptional(),
})
export type ProviderReport = z.infer<typeof ProviderReport>

/** Null where it is not known which problem it is, be there one or none. */
export function problemCodeOf({ problem_code }: ProviderReport): ProblemCode | null {
  return problemCodes.find(code => code === problem_code) ?? null
}

export function modelsFor(report: ProviderReport, capability: Capability): readonly string[] {
  if (report.capabilities) return report.capabilities[capability] ?? []
  return capability === 'chat' ? report.models : []
}

/**
 * What a worker says at `GET /health`. An unsigned caller of a worker with a secret gets the
 * brief form, so that strangers learn nothing but that it lives.
 */
export const BriefHealth = z.object({
  status: z.enum(['healthy', 'draining']),
  banyan: z.literal('worker'),
  version: z.string(),
  /** The newest that it speaks; contract/wire/protocol.ts reads both. */
  protocol: z.number().int(),
  oldest_protocol: z.number().int().exactOptional(),
})
export const WorkerHealth = BriefHealth.extend({
  worker_id: z.string(),
  uptime_seconds: z.number(),
  in_flight: z.number().int(),
  max_concurrent_requests: z.number().int(),
  weight: z.number(),
  /** A worker that does not say so is an older one. */
  priority: NodePriority.exactOptional(),
  role: NodeRole.exactOptional(),
  vitals: Vitals.exactOptional(),
  default_model: z.string(),
  /** In the order in which they are asked when no model is named; the first one is the default. */
  providers: z.array(ProviderReport),
})
export type BriefHealth = z.infer<typeof BriefHealth>
export type WorkerHealth = z.infer<typeof WorkerHealth>
