import { type LucideIcon, MessageSquare, Server, Settings } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useChat, useSeen } from '../state/use-window-state.ts'

export type Screen = 'workers' | 'chat' | 'settings'

interface Props {
  readonly screen: Screen
  readonly onGo: (screen: Screen) => void
}

export function Rail({ screen, onGo }: Props) {
  const { t } = useTranslation()
  const workers = useSeen(seen => seen.workers.length)
  const answering = useChat(
    state => Object.values(state.conversations).filter(open => open.answering).length,
  )

  function entry(to: Screen, icon: LucideIcon, count = 0) {
    const Icon = icon
    return (
      <button
        type="button"
        aria-current={screen === to ? 'page' : undefined}
        aria-label={t(`nav.${to}`)}
        title={t(`nav.${to}`)}
        onClick={() => onGo(to)}
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        <span className="rail-name">{t(`nav.${to}`)}</span>
        {count > 0 && <span className="rail-count">{count}</span>}
      </button>
    )
  }

  return (
    <nav aria-label={t('nav.label')}>
      {entry('workers', Server, workers)}
      {entry('chat', MessageSquare, answering)}
      <span className="rail-gap" />
      {entry('settings', Settings)}
    </nav>
  )
}
