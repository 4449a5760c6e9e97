import { ArrowUpRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnswerFacts, SessionMessage } from '#contract/model/session'
import { costText, countText, measureText, timeTaken } from '../../i18n/figures.ts'
import { type Place, usePlaces } from '../../state/place.ts'
import { clearRequestFilters, setRequestFilter } from '../../state/request-filters.ts'
import type { TurnWish } from '../../state/turn-wish.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { RetryMenu } from './retry-menu.tsx'

interface Props {
  readonly message: SessionMessage
  /** Null while another turn is on its way. */
  readonly onRetry: ((worker: TurnWish['worker']) => void) | null
}

/** A vote is kept as the requests of its voters, whose ids begin with its own. */
function requestsOf({ requestId, ballot }: AnswerFacts): Place {
  if (!ballot) return { screen: 'requests', requestId }
  clearRequestFilters()
  setRequestFilter('search', requestId)
  return { screen: 'requests' }
}

/** Who answered, how fast, and what it cost; and what can be done with the answer. */
export function AnsweredBy({ message, onRetry }: Props) {
  const { t, i18n } = useTranslation()
  const places = usePlaces()
  const { workerId, model, content, latencyMs, usage, facts } = message
  const names = useSeen(seen => Object.fromEntries(seen.workers.map(({ id, name }) => [id, name])))
  const nameOf = (id: string) => names[id] ?? id
  const tokens = usage?.completion_tokens
  const failedAt = [...new Set(facts?.failedAt ?? [])].filter(id => id !== workerId)
  const parts = [
    workerId && nameOf(workerId),
    model,
    facts?.firstTokenMs != null &&
      t('chat.firstToken', { time: measureText(t, timeTaken(facts.firstTokenMs)) }),
    latencyMs !== null && measureText(t, timeTaken(latencyMs)),
    tokens !== undefined &&
      t('chat.tokens', { count: tokens, number: countText(tokens, i18n.language) }),
    facts?.costUsd != null && costText(facts.costUsd, i18n.language),
  ].filter(part => part !== false && part)
  return (
    <footer className="answered-by">
      <span className="answered-facts">
        {parts.map((part, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts are always in this order
          <span key={at}>{part}</span>
        ))}
        {failedAt.length > 0 && (
          <span className="rescued">
            {t('chat.rescuedFrom', { workers: failedAt.map(nameOf).join(t('list.separator')) })}
          </span>
        )}
      </span>
      <span className="answered-tools">
        <CopyButton label={t('chat.copyAnswer')} text={content} />
        {onRetry && <RetryMenu workerId={workerId} onRetry={onRetry} />}
        {facts && (
          <IconButton
            label={t(facts.ballot ? 'chat.votedRequests' : 'chat.request')}
            icon={ArrowUpRight}
            onClick={() => places.go(requestsOf(facts))}
          />
        )}
      </span>
    </footer>
  )
}
