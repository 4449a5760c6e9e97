import { useTranslation } from 'react-i18next'
import { defaultAppId } from '#contract/model/app'
import { ProviderName } from '#contract/wire/health'
import { useSeen } from '../../state/use-window-state.ts'
import type { Series } from './panel-lines.ts'

const without = {
  none: 'noWorker',
  worker: 'noWorker',
  provider: 'noProvider',
  model: 'noModel',
  app: 'noWorker',
} as const

/** What is shown for the key of a group. */
export function useGroupName(series: Series | null): (key: string | null) => string {
  const { t } = useTranslation()
  const workers = useSeen(seen => seen.workers.map(({ id, name }) => `${id} ${name}`))
  return key => {
    if (key === null) return t('metrics.others')
    if (key === '') return t(`metrics.${without[series?.by ?? 'none']}`)
    const provider = series?.by === 'provider' && ProviderName.safeParse(key).data
    if (provider) return t(`provider.${provider}`)
    if (series?.by === 'app') {
      if (key === 'window') return t('requests.window')
      if (key === defaultAppId) return t('topology.localApps')
      return series.groups.find(group => group.key === key)?.name ?? key
    }
    const worker = series?.by === 'worker' && workers.find(each => each.startsWith(`${key} `))
    return worker ? worker.slice(key.length + 1) : key
  }
}
