import { useTranslation } from 'react-i18next'
import type { LogLine } from '#contract/model/log-line'
import { StateMark } from '../../ui/state-mark.tsx'
import { lineText, type Span } from './log-filter.ts'
import { clockText, sourceName } from './log-words.ts'

interface Props {
  readonly line: LogLine
  readonly spans: (text: string) => readonly Span[]
}

/** One line: when, how grave, who, what. */
export function LineRow({ line, spans }: Props) {
  const { t } = useTranslation()
  const text = lineText(line)
  return (
    <>
      <time>{clockText(line.at, Date.now())}</time>
      <span className="log-level">
        {line.level === 'warn' && <StateMark mark="degraded" />}
        {line.level === 'error' && <StateMark mark="offline" />}
        {t(`logs.level.${line.level}`)}
      </span>
      <span className="log-source">{sourceName(t, line.source)}</span>
      <span className="log-text">
        <Marked text={text} spans={spans(text)} dimFrom={Math.min(line.text.length, text.length)} />
      </span>
    </>
  )
}

interface MarkedProps {
  readonly text: string
  readonly spans: readonly Span[]
  /** The facts after what was said are quieter. */
  readonly dimFrom: number
}

function Marked({ text, spans, dimFrom }: MarkedProps) {
  const cuts = [...new Set([0, dimFrom, text.length, ...spans.flat()])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, at) => {
    const part = text.slice(from, cuts[at + 1])
    if (spans.some(([begin, end]) => from >= begin && from < end)) {
      return <mark key={from}>{part}</mark>
    }
    return (
      <span key={from} className={from >= dimFrom ? 'log-facts' : undefined}>
        {part}
      </span>
    )
  })
}
