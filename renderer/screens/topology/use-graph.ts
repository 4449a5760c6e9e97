import type { TFunction } from 'i18next'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ListedHost } from '#contract/http/hosts'
import { defaultAppId } from '#contract/model/app'
import type { Worker } from '#contract/model/worker'
import { type ProviderName, providerNames } from '#contract/wire/health'
import { longTime, measureText, timeTaken } from '../../i18n/figures.ts'
import { type Place, usePlaceOf } from '../../state/place.ts'
import { useApi } from '../../state/use-api.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { useMedia } from '../../ui/use-media.ts'
import { type Layout, layOut, type Source } from './layout.ts'
import { type PlacedWorker, type Plan, planOf, type WorkerGroup } from './plan.ts'
import { selectedNode } from './selection.ts'
import { useTraffic } from './use-traffic.ts'
import { useView } from './view.ts'

export interface ShownApp {
  readonly id: string
  readonly name: string
}

export interface Graph {
  readonly plan: Plan
  readonly layout: Layout
  readonly apps: readonly ShownApp[]
  /** Not heard of in the last hour. */
  readonly quiet: readonly ShownApp[]
  readonly hosts: readonly ListedHost[]
  /** Those that any worker uses. */
  readonly providers: readonly ProviderName[]
  /** Whether there is no room for a column of them. */
  readonly isFolded: boolean
}

const hourMs = 3_600_000
const noHosts: readonly ListedHost[] = []

/** What stands in the graph and where: nothing of it changes with traffic or with a state. */
export function useGraph(): Graph {
  const keys = useSeen(seen => seen.workers.map(placeKey))
  const hosts = useApi('listHosts').data?.hosts ?? noHosts
  const opened = useView(view => view.opened)
  const { apps, quiet } = useApps()
  const isLow = useMedia('(height < 720px)')
  const isNarrow = useMedia('(width < 1100px)')
  const isSnug = useMedia('(width < 1320px)')
  const isBesidePanel = isSelectedIn(usePlaceOf('topology'))
  const isFolded = isNarrow || (isSnug && isBesidePanel)
  return useMemo(() => {
    // Sound: `placeKey` wrote them.
    const workers = keys.map(key => JSON.parse(key) as KeyedWorker)
    const plan = planOf(workers, hosts)
    const appIds = apps.map(({ id }) => id)
    const known = sourcesOf(workers)
    const sources = isFolded ? [] : known
    const layout = layOut({ appIds, hasQuiet: quiet.length > 0, plan, opened, isLow, sources })
    return { plan, layout, apps, quiet, hosts, isFolded, providers: known.map(({ name }) => name) }
  }, [keys, hosts, apps, quiet, opened, isLow, isFolded])
}

function isSelectedIn(place: Extract<Place, { screen: 'topology' }> | null): boolean {
  return place !== null && selectedNode(place) !== null
}

type KeyedWorker = PlacedWorker & { readonly uses: readonly ProviderName[] }

/** In an order of their own, whoever comes first. */
function sourcesOf(workers: readonly KeyedWorker[]): readonly Source[] {
  return providerNames.flatMap(name => {
    const workerIds = workers.filter(({ uses }) => uses.includes(name)).map(({ id }) => id)
    return workerIds.length === 0 ? [] : [{ name, workerIds }]
  })
}

const placeKeys = new WeakMap<Worker, string>()

function placeKey(worker: Worker): string {
  const known = placeKeys.get(worker)
  if (known !== undefined) return known
  const { id, name, origin, hostName } = worker
  const url = origin === 'local' ? null : worker.url
  const uses = worker.providers.map(provider => provider.name)
  const key = JSON.stringify({ id, name, origin, hostName, url, uses })
  placeKeys.set(worker, key)
  return key
}

function useApps(): { readonly apps: readonly ShownApp[]; readonly quiet: readonly ShownApp[] } {
  const { t } = useTranslation()
  const listed = useApi('listApps').data?.apps
  const heard = useTraffic(({ appsHeard }) =>
    Object.keys(appsHeard)
      .filter(id => (appsHeard[id] ?? 0) > Date.now() - hourMs)
      .sort(),
  )
  return useMemo(() => {
    const names = new Map(
      listed?.filter(({ revoked }) => !revoked).map(({ id, name }) => [id, name]),
    )
    for (const id of heard) if (!names.has(id)) names.set(id, id)
    if (names.has(defaultAppId) || names.size === 0)
      names.set(defaultAppId, t('topology.localApps'))
    if (names.has('window')) names.set('window', t('topology.thisWindow'))
    const all = [...names].map(([id, name]) => ({ id, name }))
    const sorted = all.toSorted((a, b) => a.name.localeCompare(b.name))
    const isHeard = new Set(heard.length > 0 ? heard : [defaultAppId])
    return {
      apps: sorted.filter(({ id }) => isHeard.has(id)),
      quiet: sorted.filter(({ id }) => !isHeard.has(id)),
    }
  }, [listed, heard, t])
}

export type GroupTexts = (
  group: WorkerGroup,
  hosts: readonly ListedHost[],
  isCrowded: boolean,
) => { readonly name: string; readonly note: string | null }

/** The name of a group, and in grey what is known of where it is. */
export function useGroupTexts(): GroupTexts {
  const { t } = useTranslation()
  return useCallback(
    (group, hosts, isCrowded) => {
      const { kind, workerIds } = group
      if (kind === 'host') {
        const host = hosts.find(({ name }) => name === group.name)
        return { name: group.name, note: host ? hostNote(t, host) : null }
      }
      const named = kind === 'here' ? t('topology.here') : group.name
      const name = named === '' ? t('topology.others') : named
      return { name, note: isCrowded ? t('topology.workers', { count: workerIds.length }) : null }
    },
    [t],
  )
}

function hostNote(t: TFunction, { region, verdict, trust }: ListedHost): string {
  if (trust.state === 'changed') return t('topology.keyChanged')
  if (verdict?.state === 'unseen') return [region, t('topology.unseen')].filter(Boolean).join(' · ')
  const facts = verdict?.facts
  const trip = facts && measureText(t, timeTaken(facts.round_trip_ms))
  return [region, facts?.architecture, trip].filter(Boolean).join(' · ')
}

/** Since when something is as it is, such as `4 min`. */
export function sinceText(t: TFunction, since: number, now: number): string {
  return measureText(t, longTime(Math.max(0, now - since)))
}
