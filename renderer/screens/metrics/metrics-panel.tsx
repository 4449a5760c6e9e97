import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { compactCount, costText, measureText, timeTaken } from '../../i18n/figures.ts'
import { Chart } from '../../ui/chart.tsx'
import { costAxis, timeAxis } from './axis-texts.ts'
import {
  type PanelLine,
  type PanelName,
  panelLines,
  type Series,
  stepTimes,
} from './panel-lines.ts'
import { useGroupName } from './use-group-name.ts'

const dayMs = 86_400_000
const lineColours: Readonly<Partial<Record<string, string>>> = { failed: '--offline' }

interface Props {
  readonly panel: PanelName
  readonly series: Series
}

export function MetricsPanel({ panel, series }: Props) {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const nameOf = useGroupName(series)
  const lines = panelLines(panel, series).map(line => ({
    name: line.kind === 'group' ? nameOf(line.key) : t(`metrics.line.${line.name}`),
    values: line.values,
    ...colourOfLine(line),
  }))
  const times = useMemo(() => stepTimes(series), [series])
  const isLong = Date.parse(series.to) - Date.parse(series.from) > 2 * dayMs
  const forms = useMemo(() => {
    const axis = new Intl.DateTimeFormat(
      language,
      isLong
        ? { month: 'numeric', day: 'numeric' }
        : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    )
    const whole = new Intl.DateTimeFormat(language, {
      ...(isLong ? { month: 'short', day: 'numeric' } : { second: '2-digit' }),
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    })
    const isTime = panel === 'firstToken' || panel === 'latency'
    const format = (value: number) =>
      isTime
        ? value === 0
          ? '0'
          : measureText(t, timeTaken(value))
        : panel === 'cost'
          ? costText(value, language)
          : compactCount(value, language)
    const unitText = (unit: 'ms' | 's' | 'min') => t(`unit.${unit}`)
    return {
      format,
      formatAxis: isTime
        ? (values: readonly (number | null)[]) => timeAxis(values, language, unitText)
        : panel === 'cost'
          ? (values: readonly (number | null)[]) => costAxis(values, language)
          : undefined,
      formatTimes: (all: readonly number[]) => all.map(seconds => axis.format(seconds * 1_000)),
      formatTime: (seconds: number) => whole.format(seconds * 1_000),
    }
  }, [language, isLong, panel, t])
  const isSplit = series.by !== 'none'
  return (
    <Chart
      title={t(`metrics.panel.${panel}`)}
      note={isSplit ? t(`metrics.note.${panel}`) : undefined}
      times={times}
      lines={lines}
      empty={t(panel === 'errors' ? 'metrics.noErrors' : 'metrics.nothing')}
      {...forms}
    />
  )
}

function colourOfLine(line: PanelLine): { readonly colour?: string } {
  const colour =
    line.kind === 'group' ? (line.key === null ? '--ink-3' : undefined) : lineColours[line.name]
  return colour === undefined ? {} : { colour }
}
