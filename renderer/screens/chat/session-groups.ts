import type { SessionSummary } from '#contract/model/session'

export interface SessionGroup {
  readonly name: 'pinned' | 'today' | 'yesterday' | 'earlier'
  readonly sessions: readonly SessionSummary[]
}

/** The pinned ones, then by the days of the calendar here, the newest first; a day without any is left out. */
export function sessionGroups(
  sessions: readonly SessionSummary[],
  now: number,
): readonly SessionGroup[] {
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const today = midnight.getTime()
  const yesterday = midnight.setDate(midnight.getDate() - 1)
  const groupOf = ({ isPinned, updatedAt }: SessionSummary) => {
    if (isPinned) return 'pinned'
    if (updatedAt >= today) return 'today'
    return updatedAt >= yesterday ? 'yesterday' : 'earlier'
  }
  return (['pinned', 'today', 'yesterday', 'earlier'] as const)
    .map(name => ({ name, sessions: sessions.filter(session => groupOf(session) === name) }))
    .filter(group => group.sessions.length > 0)
}
