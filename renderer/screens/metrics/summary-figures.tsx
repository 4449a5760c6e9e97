import { useTranslation } from 'react-i18next'
import { compactCount, costText, unknown } from '../../i18n/figures.ts'
import { Figure } from '../../ui/figure.tsx'
import { TimeFigure } from '../../ui/time-figure.tsx'
import { changePercent, signed } from './change.ts'
import type { Series } from './panel-lines.ts'
import type { Range } from './ranges.ts'

type Total = Series['total']

/** What matters most of the range, each with how it changed since the range before. */
export function SummaryFigures({
  series,
  range,
}: {
  readonly series: Series
  readonly range: Range
}) {
  const { t, i18n } = useTranslation()
  const { total, before } = series
  const { language } = i18n

  function name(text: string, figure: (total: Total) => number | null) {
    const percent = before && changePercent(figure(total), figure(before))
    if (percent === null || percent === 0) return text
    const title = t('metrics.change', { range: t(`metrics.range.${range.id}`) })
    return (
      <>
        {text}
        {' · '}
        <span title={title}>{signed(percent)}</span>
      </>
    )
  }

  const failed = failedPercent(total)
  return (
    <dl className="summary">
      <Figure name={name(t('metrics.figure.requests'), ({ requests }) => requests)}>
        {compactCount(total.requests ?? 0, language)}
      </Figure>
      <Figure
        isWrong={(failed ?? 0) >= 5}
        name={name(
          t('metrics.figure.failed', { number: compactCount(total.failed ?? 0, language) }),
          failedPercent,
        )}
      >
        {failed === null ? unknown : shareText(failed)}
        {failed !== null && <small> %</small>}
      </Figure>
      <Figure name={name(t('metrics.figure.firstToken'), each => each.first_token_p95_ms)}>
        <TimeFigure ms={total.first_token_p95_ms} />
      </Figure>
      <Figure name={name(t('metrics.figure.latency'), each => each.latency_p50_ms)}>
        <TimeFigure ms={total.latency_p50_ms} />
      </Figure>
      <Figure name={name(t('metrics.figure.tokens'), tokensOf)}>
        {compactCount(tokensOf(total), language)}
      </Figure>
      <Figure name={name(t('metrics.figure.cost'), ({ cost_usd }) => cost_usd)}>
        {costText(total.cost_usd ?? 0, language)}
      </Figure>
    </dl>
  )
}

const tokensOf = ({ prompt_tokens, completion_tokens }: Total) =>
  (prompt_tokens ?? 0) + (completion_tokens ?? 0)

function failedPercent({ requests, failed }: Total): number | null {
  return requests ? ((failed ?? 0) / requests) * 100 : null
}

function shareText(percent: number): string {
  return percent === 0 ? '0' : percent < 10 ? percent.toFixed(1) : String(Math.round(percent))
}
