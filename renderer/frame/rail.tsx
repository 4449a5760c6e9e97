import {
  ChartLine,
  type LucideIcon,
  MessageSquare,
  ScrollText,
  Server,
  Settings,
  TextAlignStart,
  Workflow,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type ScreenName, screenNames, usePlace, usePlaces } from '../state/place.ts'
import { useChat, useSeen } from '../state/use-window-state.ts'
import { RequestsNote } from './requests-note.tsx'

const icons: Readonly<Record<ScreenName, LucideIcon>> = {
  topology: Workflow,
  chat: MessageSquare,
  hosts: Server,
  requests: TextAlignStart,
  metrics: ChartLine,
  logs: ScrollText,
  settings: Settings,
}

export function Rail() {
  const { t } = useTranslation()
  const places = usePlaces()
  const { screen } = usePlace()
  const counts = useCounts()

  function entry(to: ScreenName) {
    const Icon = icons[to]
    const count = counts[to] ?? 0
    return (
      <button
        key={to}
        type="button"
        aria-current={screen === to ? 'page' : undefined}
        title={t(`nav.${to}`)}
        onClick={() => places.go({ screen: to })}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <span className="rail-name">{t(`nav.${to}`)}</span>
        {to === 'requests' && <RequestsNote />}
        {count > 0 && (
          <span className="rail-count" aria-hidden="true">
            {count}
          </span>
        )}
      </button>
    )
  }

  return (
    <nav aria-label={t('nav.label')}>
      {screenNames.filter(name => name !== 'settings').map(entry)}
      <span className="rail-gap" />
      {entry('settings')}
    </nav>
  )
}

/** What goes on behind each entry. */
function useCounts(): Readonly<Partial<Record<ScreenName, number>>> {
  const topology = useSeen(seen => seen.workers.length)
  const chat = useChat(
    state => Object.values(state.conversations).filter(open => open.answering).length,
  )
  return { topology, chat }
}
