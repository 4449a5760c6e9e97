import type { TFunction } from 'i18next'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ChatBallot, ChatVote } from '#contract/model/chat-ballot'
import { measureText, timeTaken } from '../../i18n/figures.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { Markdown } from '../../ui/markdown.tsx'
import { StateMark } from '../../ui/state-mark.tsx'

interface Props {
  readonly votes: readonly (ChatVote & { readonly agrees?: boolean })[]
  readonly asked: number
  /** Nothing more will come. */
  readonly isOver?: boolean
  /** Null while it is not decided. */
  readonly outcome?: ChatBallot | null
}

/** What each of several workers said, as it came, and who won and why. */
export function BallotView({ votes, asked, isOver = false, outcome = null }: Props) {
  const { t } = useTranslation()
  return (
    <section className="ballot" aria-label={t('chat.ballot')}>
      <header className="ballot-head">
        <b>{t('chat.ballot')}</b>
        <span className="dim">
          {outcome
            ? outcomeText(t, outcome)
            : t('chat.ballotAsking', { count: votes.length, of: asked })}
        </span>
      </header>
      <ol>
        {votes.map((vote, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: votes only come, in this order
          <VoteRow key={at} vote={vote} />
        ))}
      </ol>
      {!isOver && !outcome && votes.length < asked && (
        <p className="ballot-waiting dim">
          <StateMark mark="starting" />
          {t('chat.waitingVotes', { count: asked - votes.length })}
        </p>
      )}
    </section>
  )
}

function outcomeText(t: TFunction, { votes, decidedBy, isEarly, isAlone }: ChatBallot): string {
  if (isAlone) return t('chat.ballotAlone')
  const valid = votes.filter(({ isValid }) => isValid)
  const agreeing = valid.filter(({ agrees }) => agrees).length
  return [
    t('chat.ballotAgree', { count: agreeing, of: valid.length }),
    t(`chat.decided.${decidedBy}`),
    isEarly && t('chat.decidedEarly'),
  ]
    .filter(Boolean)
    .join(' · ')
}

function VoteRow({ vote }: { readonly vote: Props['votes'][number] }) {
  const { t } = useTranslation()
  const { workerId, model, text, isNeedless = false, reason, latencyMs } = vote
  const name = useSeen(seen => seen.workers.find(worker => worker.id === workerId)?.name)
  const state = stateOf(vote)
  return (
    <li>
      <details className={`vote ${state}`}>
        <summary>
          <ChevronRight className="vote-open" size={14} aria-hidden="true" />
          <StateMark mark={marks[state]} />
          <span className="vote-worker">{name ?? (workerId || '–')}</span>
          <span className="vote-model dim">{model ?? '–'}</span>
          <span className="vote-time">{measureText(t, timeTaken(latencyMs))}</span>
          <span className="vote-state">{t(`chat.vote.${state}`)}</span>
        </summary>
        <div className="vote-text">
          {text === null ? (
            <p className="dim">
              {isNeedless ? t('chat.needlessText') : t('chat.noText', { reason: reason ?? '–' })}
            </p>
          ) : (
            <Markdown text={text} />
          )}
        </div>
      </details>
    </li>
  )
}

function stateOf({ isValid, isNeedless, agrees }: Props['votes'][number]) {
  if (!isValid) return isNeedless ? 'needless' : 'void'
  return agrees === undefined ? 'in' : agrees ? 'won' : 'differs'
}

const marks = {
  won: 'healthy',
  differs: 'degraded',
  void: 'offline',
  needless: 'resting',
  in: 'healthy',
} as const
