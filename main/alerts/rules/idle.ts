import type { Finding } from '../finding.ts'
import type { Seen, SeenIdle } from '../seen.ts'

/** A free machine that its cloud may stop, as it has too little to do. */
export function idle({ idle: hosts }: Pick<Seen, 'idle'>): readonly Finding[] {
  return hosts.flatMap(({ hostId, name, isNear, p95 }: SeenIdle): readonly Finding[] => {
    if (isNear === false) return []
    if (isNear === null || p95 === null) return [{ state: 'undecided', subject: hostId }]
    const facts = { rule: 'idle', host: name, p95 } as const
    return [{ state: 'holds', subject: hostId, severity: 'warning', facts }]
  })
}
