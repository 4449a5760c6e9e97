import { RefreshCw } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { seriesKeys } from '#contract/model/series'
import { metricsView } from '../../state/metrics-view.ts'
import { useApi } from '../../state/use-api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ScreenHead } from '../../ui/screen-head.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { ExportMenu } from './export-menu.tsx'
import { MetricsPanel } from './metrics-panel.tsx'
import { panelNames, type Series } from './panel-lines.ts'
import { type Range, rangeOf, ranges } from './ranges.ts'
import { SummaryFigures } from './summary-figures.tsx'

export function MetricsScreen() {
  const { t } = useTranslation()
  const view = useStore(metricsView)
  const range = rangeOf(view.range)
  const charts = useRef<HTMLDivElement>(null)
  const [moment, lookNow] = useMoment(range)
  const query = {
    by: view.by,
    from: new Date(moment - range.ms).toISOString(),
    to: new Date(moment).toISOString(),
    step: range.stepSeconds,
    before: 'true',
  }
  const reading = useApi('getMetricsSeries', { query })

  return (
    <div className="screen metrics-screen">
      <ScreenHead title={t('metrics.title')}>
        <Segmented
          label={t('metrics.by.label')}
          value={view.by}
          onChange={by => metricsView.setState({ by })}
          choices={seriesKeys.map(value => ({ value, label: t(`metrics.by.${value}`) }))}
        />
        <Segmented
          label={t('metrics.range.label')}
          value={view.range}
          onChange={id => metricsView.setState({ range: id })}
          choices={ranges.map(({ id }) => ({ value: id, label: t(`metrics.range.${id}`) }))}
        />
        <IconButton label={t('metrics.again')} icon={RefreshCw} onClick={lookNow} />
        <ExportMenu series={reading.data ?? null} charts={charts} range={range} />
      </ScreenHead>
      <div className="metrics-body scrolled" ref={charts}>
        <Loaded reading={reading}>{series => <Figures series={series} range={range} />}</Loaded>
      </div>
    </div>
  )
}

function Figures({ series, range }: { readonly series: Series; readonly range: Range }) {
  const { t, i18n } = useTranslation()
  const isEmpty = series.total.requests === 0 && (series.before?.requests ?? 0) === 0
  if (isEmpty) return <EmptyState title={t('metrics.emptyTitle')} text={t('metrics.emptyText')} />
  return (
    <>
      {series.counted_from && (
        <Notice mark="degraded" title={t('metrics.countedTitle')}>
          {t('metrics.countedText', {
            time: new Intl.DateTimeFormat(i18n.language, {
              dateStyle: 'medium',
              timeStyle: 'short',
            }).format(Date.parse(series.counted_from)),
          })}
        </Notice>
      )}
      <SummaryFigures series={series} range={range} />
      <div className="charts">
        {panelNames.map(panel => (
          <MetricsPanel key={panel} panel={panel} series={series} />
        ))}
      </div>
    </>
  )
}

/** Until when one looks: moved on now and then, and when one asks for it. */
function useMoment({ everyMs, id }: Range): readonly [number, () => void] {
  const [moment, setMoment] = useState(() => Date.now())
  // biome-ignore lint/correctness/useExhaustiveDependencies: another range begins at once
  useEffect(() => {
    setMoment(Date.now())
    const timer = setInterval(() => setMoment(Date.now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs, id])
  return [moment, () => setMoment(Date.now())]
}
