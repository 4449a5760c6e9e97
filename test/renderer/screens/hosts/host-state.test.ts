import { expect, test } from 'vitest'
import type { ListedHost } from '#contract/http/hosts'
import { type HostRow, hostState, isForGood, wantedRows } from '#renderer/screens/hosts/host-state'
import { aHost } from '../../hosts.ts'
import { aWorker } from '../../snapshot.ts'

const trust = (state: ListedHost['trust']['state']) => ({ ...aHost('x').trust, state })
const well = aHost('a')
const bare = aHost('b', { more: { installed: null } })

test('a key that changed goes before all else, then what happens there now', () => {
  const changed = aHost('c', { more: { trust: trust('changed') } })
  expect([
    hostState(changed, aWorker('c'), true),
    hostState(well, aWorker('a'), true),
    hostState(well, aWorker('a'), false),
    hostState(well, undefined, false),
    hostState(well, aWorker('a', { phase: { name: 'maintenance', since: 0 } }), false),
  ]).toEqual(['keyChanged', 'working', 'serving', 'starting', 'resting'])
})

test('without a worker it is told how far it is from one', () => {
  const unseen = { state: 'unseen', facts: null, score: null, problems: [], methods: [] } as const
  const of = (more: Partial<ListedHost>) =>
    hostState({ ...bare, ...more } as ListedHost, undefined, false)
  expect([
    of({}),
    of({ verdict: null }),
    of({ verdict: { ...unseen, problems: [], methods: [] } }),
    of({ trust: trust('offered') }),
    of({ auth: { ...bare.auth, readable: false } }),
  ]).toEqual(['ready', 'unknown', 'unreachable', 'keyWaits', 'loginUnreadable'])
})

test('where Coolify alone is asked, nothing has to be looked at first', () => {
  const of = (transport: ListedHost['transport']) =>
    hostState({ ...bare, method: 'coolify', transport, verdict: null }, undefined, false)
  expect([of('http'), of('tunnel')]).toEqual(['ready', 'unknown'])
})

test('a worker is away for good where nobody tries again', () => {
  const away = (retryAt: number | null) =>
    aWorker('a', {
      phase: { name: 'offline', since: 0, reason: { kind: 'silent' }, retryAt },
    })
  expect([aWorker('a'), away(5_000), away(null)].map(isForGood)).toEqual([false, false, true])
})

test('rows are found by any name of the machine, and by what they need', () => {
  const rows: readonly HostRow[] = [
    { host: well, worker: undefined, deploymentId: null, state: 'serving' },
    {
      host: aHost('法兰克福', { region: 'EU' }),
      worker: undefined,
      deploymentId: null,
      state: 'keyWaits',
    },
  ]
  const names = (found: readonly HostRow[]) => found.map(({ host }) => host.name)
  expect([
    names(wantedRows(rows, ' eu ', 'all')),
    names(wantedRows(rows, '', 'wrong')),
    names(wantedRows(rows, 'oracle', 'serving')),
  ]).toEqual([['法兰克福'], ['法兰克福'], ['a']])
})
