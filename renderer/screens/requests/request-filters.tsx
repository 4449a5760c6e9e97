import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { requestOutcomes } from '#contract/model/request-entry'
import { providerNames } from '#contract/wire/health'
import { offeredModels } from '../../state/fleet.ts'
import {
  clearRequestFilters,
  requestFilters,
  setRequestFilter,
} from '../../state/request-filters.ts'
import { useApi } from '../../state/use-api.ts'
import { useSeen } from '../../state/use-window-state.ts'
import { Button } from '../../ui/button.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { useNames } from './request-names.ts'

/** What the list is narrowed down to. */
export function RequestFilterBar() {
  const { t } = useTranslation()
  const { filters } = useStore(requestFilters)
  const apps = useApi('listApps').data?.apps ?? []
  const names = useNames()
  const models = useSeen(offeredModels)
  const workers = useSeen(seen => seen.workers.map(({ id }) => id as string))
  const used = useSeen(seen =>
    providerNames.filter(name =>
      seen.workers.some(({ providers }) => providers.some(each => each.name === name)),
    ),
  )
  const providers = used.map(id => ({ id, name: t(`provider.${id}`) }))
  const outcomes = requestOutcomes.map(id => ({ id, name: t(`requests.outcome.${id}`) }))
  const isNarrowed = Object.keys(filters).length > 0

  return (
    <search className="request-filters">
      <Choice
        name="app"
        all={t('requests.allApps')}
        choices={[
          ...apps.map(({ id }) => ({ id, name: names.app(id) })),
          { id: 'window', name: t('requests.window') },
        ]}
      />
      <Choice name="model" all={t('requests.allModels')} choices={models.map(named)} />
      <Choice name="worker" all={t('requests.allWorkers')} choices={workers.map(named)} />
      <Choice name="provider" all={t('requests.allProviders')} choices={providers} />
      <Choice name="outcome" all={t('requests.allOutcomes')} choices={outcomes} />
      {isNarrowed && (
        <Button look="quiet" onClick={clearRequestFilters}>
          {t('requests.clear')}
        </Button>
      )}
      <SearchField
        label={t('requests.search')}
        value={filters.search ?? ''}
        onChange={text => setRequestFilter('search', text)}
      />
    </search>
  )
}

const named = (id: string) => ({ id, name: id })

interface ChoiceProps {
  readonly name: 'app' | 'model' | 'worker' | 'provider' | 'outcome'
  readonly all: string
  readonly choices: readonly { readonly id: string; readonly name: string }[]
}

/** What was chosen stays a choice, though it is not there any more. */
function Choice({ name, all, choices }: ChoiceProps) {
  const { t } = useTranslation()
  const value = useStore(requestFilters, state => state.filters[name] ?? '')
  const isKnown = value === '' || choices.some(({ id }) => id === value)
  return (
    <select
      className={value === '' ? 'quiet' : 'quiet chosen'}
      aria-label={t(`requests.filter.${name}`)}
      value={value}
      onChange={event => setRequestFilter(name, event.target.value)}
    >
      <option value="">{all}</option>
      {!isKnown && <option value={value}>{value}</option>}
      {choices.map(choice => (
        <option key={choice.id} value={choice.id}>
          {choice.name}
        </option>
      ))}
    </select>
  )
}
