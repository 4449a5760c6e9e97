import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultSentence } from '../../i18n/fault-sentence.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Menu } from '../../ui/menu.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import {
  type HostFilter,
  type HostRow,
  hostFilters,
  isByCoolifyAlone,
  wantedRows,
} from './host-state.ts'
import { HostTable } from './host-table.tsx'
import type { OnTask } from './task.ts'
import { useDiscover } from './use-discover.ts'

interface Props {
  readonly rows: readonly HostRow[]
  readonly selectedId: string | null
  readonly onSelect: (hostId: string) => void
  readonly onTask: OnTask
}

/** All hosts under what narrows them down, and what is done with many at once. */
export function HostsView({ rows, selectedId, onSelect, onTask }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useState('')
  const [filter, setFilter] = useState<HostFilter>('all')
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const looking = useDiscover()
  const wanted = wantedRows(rows, search, filter)
  const chosen = rows.filter(({ host }) => ticked.has(host.id))
  const meant = chosen.length > 0 ? chosen : wanted
  const looked = meant.flatMap(({ host }) => (isByCoolifyAlone(host) ? [] : [host.id]))
  const installed = meant.flatMap(({ host }) => (host.installed ? [host] : []))
  const fresh = meant.flatMap(({ host }) => (host.installed ? [] : [host]))

  function tick(id: string) {
    setTicked(before => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })
  }

  return (
    <>
      <div className="hosts-tools">
        <SearchField label={t('hosts.search')} value={search} onChange={setSearch} />
        <Segmented
          label={t('hosts.filter')}
          value={filter}
          onChange={setFilter}
          choices={hostFilters.map(value => ({ value, label: t(`hosts.show.${value}`) }))}
        />
        <span className="gap" />
        {chosen.length > 0 && (
          <span className="dim">{t('hosts.chosen', { count: chosen.length })}</span>
        )}
        {looking.isRunning ? (
          <span className="hosts-looking" role="status">
            <progress aria-label={t('hosts.looking', { count: looked.length })} />
            <span className="dim">{t('hosts.looking', { count: looked.length })}</span>
            <Button onClick={looking.stop}>{t('hosts.stopLooking')}</Button>
          </span>
        ) : (
          <Button disabled={looked.length === 0} onClick={() => void looking.discover(looked)}>
            {t('hosts.discover')}
          </Button>
        )}
        <Button
          disabled={installed.length === 0}
          onClick={() => onTask({ name: 'plan', action: 'update', hosts: installed })}
        >
          {chosen.length > 0 ? t('hosts.act.update') : t('hosts.updateAll')}
        </Button>
        <Menu
          label={t('hosts.moreAll')}
          items={[
            {
              label: t('hosts.act.provision'),
              isDisabled: fresh.length === 0,
              onSelect: () => onTask({ name: 'plan', action: 'provision', hosts: fresh }),
            },
            null,
            ...(['restart', 'stop', 'start', 'rotate-keys', 'rotate-secret'] as const).map(
              action => ({
                label: t(`hosts.act.${action}`),
                isDisabled: installed.length === 0,
                onSelect: () => onTask({ name: 'plan', action, hosts: installed }),
              }),
            ),
            null,
            {
              label: t('hosts.act.uninstall'),
              isDanger: true,
              isDisabled: chosen.length === 0 || installed.length === 0,
              onSelect: () => onTask({ name: 'plan', action: 'uninstall', hosts: installed }),
            },
          ]}
        />
      </div>
      {looking.fault && (
        <p className="says wrong hosts-says" role="alert">
          {faultSentence(t, looking.fault)}
        </p>
      )}
      <HostTable
        rows={wanted}
        isShort={selectedId !== null}
        selectedId={selectedId}
        ticked={ticked}
        onTick={tick}
        onSelect={onSelect}
        empty={<EmptyState title={t('hosts.noMatch')} text={t('hosts.noMatchText')} />}
      />
    </>
  )
}
