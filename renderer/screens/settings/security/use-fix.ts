import type { SettingName } from '#contract/model/setting'
import { rememberAudit } from '../../../state/audit-verified.ts'
import { usePlaces } from '../../../state/place.ts'
import { useCallApi, useOutdate } from '../../../state/use-api.ts'
import { useSeen, useWindowState } from '../../../state/use-window-state.ts'
import type { Finding, Fix } from './findings.ts'

interface Fixed {
  /** Null where the way to mend it is another place, which is shown now. */
  readonly done: Extract<
    Fix,
    'listen-here' | 'ask-always' | 'harden' | 'back-up' | 'verify-audit'
  > | null
  readonly undo: (() => Promise<unknown>) | null
}

/** Mends what was found, or goes to where it can be mended. */
export function useFix(): (finding: Finding) => Promise<Fixed> {
  const { pending } = useWindowState()
  const settings = useSeen(seen => seen.settings)
  const places = usePlaces()
  const api = useCallApi()
  const outdate = useOutdate()

  const shown: Fixed = { done: null, undo: null }
  const toSection = (section: string): Fixed => {
    places.go({ screen: 'settings', section })
    return shown
  }

  async function set(done: Fixed['done'], name: SettingName, value: string): Promise<Fixed> {
    const view = settings.find(setting => setting.name === name)
    const before = view?.source === 'saved' ? view.value : null
    await pending.save(name, value)
    return { done, undo: () => pending.save(name, before) }
  }

  return async ({ fix, subject }) => {
    switch (fix) {
      case 'set-secret':
        return toSection('server')
      case 'listen-here':
        return set(fix, 'host', '127.0.0.1')
      case 'ask-always':
        return set(fix, 'ownerSecretAlways', 'true')
      case 'harden':
        return set(fix, 'hardenHosts', 'true')
      case 'show-keys':
        return toSection('models')
      case 'show-host':
        places.go({ screen: 'hosts', ...(subject && { hostId: subject }) })
        return shown
      case 'show-worker':
        places.go({ screen: 'topology', ...(subject && { workerId: subject }) })
        return shown
      case 'set-webhook':
        return toSection('alerts')
      case 'set-limits':
        return toSection('apps')
      case 'schedule':
        return toSection('backups')
      case 'show-logs':
        places.go({ screen: 'logs' })
        return shown
      case 'back-up':
        await api('makeBackup')
        await outdate('listBackups')
        return { done: fix, undo: null }
      case 'verify-audit': {
        const { sound } = await api('verifyAudit')
        rememberAudit(sound)
        return { done: sound ? fix : null, undo: null }
      }
    }
  }
}
