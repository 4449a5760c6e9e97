import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#contract/model/language'
import { isQuiet, type QuietRules } from '#contract/model/quiet-hours'
import { type ListedAlert, markRead, readUntil, unread } from '../state/alert-list.ts'
import type { Seen } from '../state/mirror.ts'
import { useToasts } from '../state/toasts.ts'
import { useApi } from '../state/use-api.ts'
import { useSeen } from '../state/use-window-state.ts'
import { useNow } from '../ui/use-now.ts'

const lookEveryMs = 30_000

export interface SeenAlerts {
  /** The newest first; undefined while nothing was read. */
  readonly all: readonly ListedAlert[] | undefined
  readonly unread: readonly ListedAlert[]
  /** Null where nothing is muted now. */
  readonly mutedUntil: number | null
  markAllRead(): void
}

/** The last alerts; a new one is told in passing while one looks at the window. */
export function useAlerts(): SeenAlerts {
  const { i18n } = useTranslation()
  const toasts = useToasts()
  const isRunning = useSeen(seen => seen.root.name === 'running')
  const rules = useSeen(quietRules)
  const now = useNow(lookEveryMs)
  const [until, setUntil] = useState(() => readUntil(window.localStorage))
  const language = languageOf(i18n.language)
  const { data } = useApi('listAlerts', { query: { limit: 20, language } }, { isWanted: isRunning })
  const all = data?.alerts
  const told = useRef<ReadonlySet<string> | null>(null)

  useEffect(() => {
    if (!all) return
    const open = all.filter(alert => alert.state === 'open' && alert.told_at !== null)
    const before = told.current
    told.current = new Set([...(before ?? []), ...open.map(({ id }) => id)])
    if (before === null || !document.hasFocus()) return
    for (const { id, message, severity } of open) {
      if (before.has(id) || isQuiet(rules, Date.now(), severity === 'critical')) continue
      toasts.warn(message)
    }
  }, [all, rules, toasts])

  const muted = rules.mutedUntil === null ? null : Date.parse(rules.mutedUntil)
  return {
    all,
    unread: all ? unread(all, until) : [],
    mutedUntil: muted !== null && muted > now ? muted : null,
    markAllRead: () => setUntil(markRead(window.localStorage, all ?? [])),
  }
}

function quietRules({ settings }: Seen): QuietRules {
  const textOf = (wanted: string) => settings.find(({ name }) => name === wanted)?.value || null
  return {
    hours: textOf('alertQuietHours'),
    passesCritical: /^(true|1|on|yes)$/.test(textOf('alertQuietCritical') ?? ''),
    mutedUntil: textOf('alertsMutedUntil'),
  }
}
