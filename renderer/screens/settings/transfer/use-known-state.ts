import { useCallApi } from '../../../state/use-api.ts'
import { usePreferences, useSeen } from '../../../state/use-window-state.ts'
import type { KnownState } from './known-state.ts'

/** Reads all that an export is made of, as it is at this moment. */
export function useReadState(): () => Promise<KnownState> {
  const api = useCallApi()
  const settings = useSeen(seen => seen.settings)
  const [preferences] = usePreferences()
  return async () => {
    const [{ apps }, { own }, { hosts }] = await Promise.all([
      api('listApps'),
      api('getPrices'),
      api('listHosts'),
    ])
    return { settings, apps, prices: own, hosts, preferences }
  }
}
