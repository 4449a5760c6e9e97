import { useTranslation } from 'react-i18next'
import { useSeen } from '../../state/use-window-state.ts'
import type { Series } from './panel-lines.ts'

/** What is shown for the key of a group. */
export function useGroupName(series: Series | null): (key: string | null) => string {
  const { t } = useTranslation()
  const workers = useSeen(seen => seen.workers.map(({ id, name }) => `${id} ${name}`))
  return key => {
    if (key === null) return t('metrics.others')
    if (key === '') return t(series?.by === 'model' ? 'metrics.noModel' : 'metrics.noWorker')
    if (series?.by === 'app') {
      if (key === 'window') return t('requests.window')
      return series.groups.find(group => group.key === key)?.name ?? key
    }
    const worker = series?.by === 'worker' && workers.find(each => each.startsWith(`${key} `))
    return worker ? worker.slice(key.length + 1) : key
  }
}
