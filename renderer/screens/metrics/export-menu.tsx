import { Download, FileImage, FileSpreadsheet } from 'lucide-react'
import type { RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { faultOf } from '../../state/fault-of.ts'
import { saveFile } from '../../state/save-file.ts'
import { useToasts } from '../../state/toasts.ts'
import { useWindowState } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { asCsv } from './as-csv.ts'
import { chartsAsPng } from './charts-as-png.ts'
import type { Series } from './panel-lines.ts'
import type { Range } from './ranges.ts'
import { useGroupName } from './use-group-name.ts'

interface Props {
  readonly series: Series | null
  readonly charts: RefObject<HTMLElement | null>
  readonly range: Range
}

/** What is shown, as a file. */
export function ExportMenu({ series, charts, range }: Props) {
  const { t } = useTranslation()
  const { ask } = useWindowState()
  const toasts = useToasts()
  const nameOf = useGroupName(series)
  const day = new Date().toISOString().slice(0, 10)
  const name = `banyan-metrics-${range.id}-${day}`

  async function save(ending: 'csv' | 'png'): Promise<void> {
    if (!series || !charts.current) return
    try {
      const content =
        ending === 'csv'
          ? { text: asCsv(series, nameOf) }
          : { base64: chartsAsPng(charts.current, titleOf()) }
      if (await saveFile(ask, `${name}.${ending}`, content)) toasts.say(t('metrics.saved'))
    } catch (failure) {
      toasts.warn(faultSentence(t, faultOf(failure)))
    }
  }

  function titleOf(): string {
    const parts = ['Banyan', t('metrics.title'), t(`metrics.range.${range.id}`), day]
    return parts.join(' · ')
  }

  return (
    <Menu
      label={t('metrics.export')}
      trigger={
        <Button icon={Download} disabled={!series}>
          {t('metrics.export')}
        </Button>
      }
      items={[
        { label: t('metrics.asCsv'), icon: FileSpreadsheet, onSelect: () => void save('csv') },
        { label: t('metrics.asPng'), icon: FileImage, onSelect: () => void save('png') },
      ]}
    />
  )
}
