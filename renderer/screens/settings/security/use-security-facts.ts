import { useMemo } from 'react'
import { useStore } from 'zustand'
import { defaultAppId } from '#contract/model/app'
import { auditVerified } from '../../../state/audit-verified.ts'
import { rootState } from '../../../state/fleet.ts'
import { useApi } from '../../../state/use-api.ts'
import { useSeen } from '../../../state/use-window-state.ts'
import { useNow } from '../../../ui/use-now.ts'
import { type Judgement, judge } from './findings.ts'

/** What the check-list says now of all that the window knows. */
export function useJudgement(): Judgement {
  const root = useSeen(rootState)
  const reading = { isWanted: root.name === 'running' }
  const { data: listedHosts } = useApi('listHosts', {}, reading)
  const { data: listedApps } = useApi('listApps', {}, reading)
  const { data: listedBackups } = useApi('listBackups', {}, reading)
  const settings = useSeen(seen => seen.settings)
  const workers = useSeen(seen => seen.workers)
  const secretProtection = useSeen(seen => seen.secretProtection)
  const audit = useStore(auditVerified(), state => state.last)
  const now = useNow(60_000)

  return useMemo(
    () =>
      judge({
        settings,
        secretProtection,
        workers,
        hosts:
          listedHosts?.hosts.map(({ id, name, trust, auth, has_own_key }) => ({
            ...{ id, name, trust: trust.state, auth: auth.kind, hasOwnKey: has_own_key },
          })) ?? null,
        apps:
          listedApps?.apps.map(app => ({
            id: app.id,
            name: app.name,
            isKeyless: app.id === defaultAppId,
            isRevoked: app.revoked,
            hasLimit: [app.requests_per_minute, app.tokens_per_day, app.budget_usd_per_month].some(
              limit => limit !== null,
            ),
          })) ?? null,
        backups: listedBackups
          ? {
              newestAt: newest(
                listedBackups.backups
                  .filter(({ kind }) => kind === 'backup')
                  .map(({ created_at }) => created_at),
              ),
              failedAt: listedBackups.failed_at ? Date.parse(listedBackups.failed_at) : null,
            }
          : null,
        audit,
        runningSince: root.name === 'running' ? root.since : null,
        now,
      }),
    [settings, secretProtection, workers, listedHosts, listedApps, listedBackups, audit, root, now],
  )
}

const newest = (times: readonly string[]) =>
  times.length === 0 ? null : Math.max(...times.map(time => Date.parse(time)))
