import { useTranslation } from 'react-i18next'
import { defaultAppId } from '#contract/model/app'
import { useApi } from '../../state/use-api.ts'
import { useSeen } from '../../state/use-window-state.ts'

interface Names {
  readonly app: (appId: string) => string
  readonly worker: (workerId: string | null) => string | null
}

/** How those are called that a request names by their ids. */
export function useNames(): Names {
  const { t } = useTranslation()
  const apps = useApi('listApps').data?.apps
  const workers = useSeen(seen => seen.workers.map(({ id, name }) => `${id} ${name}`))
  return {
    app(appId) {
      if (appId === 'window') return t('requests.window')
      if (appId === defaultAppId) return t('topology.localApps')
      return apps?.find(({ id }) => id === appId)?.name ?? appId
    },
    worker(workerId) {
      if (workerId === null) return null
      const known = workers.find(each => each.startsWith(`${workerId} `))
      return known?.slice(workerId.length + 1) ?? workerId
    },
  }
}
