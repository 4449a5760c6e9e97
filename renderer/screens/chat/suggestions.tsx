import { useTranslation } from 'react-i18next'
import type { SessionId } from '#contract/ids'
import { rootState } from '../../state/fleet.ts'
import { useSeen, useWindowState } from '../../state/use-window-state.ts'
import { BrandMark } from '../../ui/brand-mark.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'

/** An empty conversation offers three ways to begin. */
export function Suggestions({ sessionId }: { readonly sessionId: SessionId }) {
  const { t } = useTranslation()
  const { chat } = useWindowState()
  const isRunning = useSeen(rootState).name === 'running'
  const texts = [
    t('chat.suggestions.first'),
    t('chat.suggestions.second'),
    t('chat.suggestions.third'),
  ]
  return (
    <EmptyState picture={<BrandMark />} title={t('chat.emptyTitle')} text={t('chat.emptyText')}>
      <ul className="suggestions">
        {texts.map(text => (
          <li key={text}>
            <button
              type="button"
              disabled={!isRunning}
              onClick={() => void chat.send(sessionId, text)}
            >
              {text}
            </button>
          </li>
        ))}
      </ul>
    </EmptyState>
  )
}
