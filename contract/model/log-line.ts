import { z } from 'zod'

export const logLineLevels = ['error', 'warn', 'info', 'debug'] as const
export type LogLineLevel = (typeof logLineLevels)[number]

/** Where lines come from; a worker and a deployment have one each. */
export const logSourceKinds = ['root', 'worker', 'deployment', 'event', 'audit'] as const
export type LogSourceKind = (typeof logSourceKinds)[number]

/** Such as `root`, `worker:local-1` or `deployment:9f3c`. */
export const LogSource = z
  .string()
  .max(140)
  .regex(/^(root|event|audit|(worker|deployment):.+)$/)
export type LogSource = z.infer<typeof LogSource>

/** One thing that was said or done, wherever it is kept. No secret is in it. */
export const LogLine = z.object({
  id: z.string().describe('The same each time that it is read.'),
  at: z.number().describe('Milliseconds since 1970.'),
  source: LogSource,
  level: z.enum(logLineLevels),
  text: z.string(),
  fields: z.record(z.string(), z.unknown()).describe('What else is known, as it was written.'),
  request_id: z.string().nullable(),
  deployment_id: z.string().nullable(),
  worker_id: z.string().nullable(),
  host_id: z.string().nullable().describe('Or its name, where only that was written.'),
})
export type LogLine = z.infer<typeof LogLine>

export function kindOf(source: string): LogSourceKind {
  const kind = source.split(':', 1)[0]
  return logSourceKinds.find(known => known === kind) ?? 'root'
}

/** Whether a line of this level is wanted where the least is that one. */
export function isAtLeast(level: LogLineLevel, least: LogLineLevel): boolean {
  return logLineLevels.indexOf(level) <= logLineLevels.indexOf(least)
}

/** By kinds (`worker`) or by single sources (`worker:local-1`); none at all means every one. */
export function isOfSources(source: string, wanted: readonly string[]): boolean {
  return wanted.length === 0 || wanted.includes(source) || wanted.includes(kindOf(source))
}
