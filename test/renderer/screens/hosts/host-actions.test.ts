import type i18next from 'i18next'
import { expect, test } from 'vitest'
import type { ListedHost } from '#contract/http/hosts'
import { hostActions } from '#renderer/screens/hosts/host-actions'
import type { HostTask } from '#renderer/screens/hosts/task'
import { aHost } from '../../hosts.ts'

const t = ((key: string) => key) as typeof i18next.t // sound: the labels here are their keys

function actionsOf(more: Partial<ListedHost>) {
  const host = { ...aHost('a'), ...more }
  const asked: HostTask[] = []
  const row = { host, worker: undefined, deploymentId: null, state: 'ready' } as const
  const items = hostActions(t, row, task => asked.push(task)).filter(item => item !== null)
  return { host, asked, items, labels: items.map(({ label }) => label) }
}

test('what a first try left on a host can be taken away, though no worker came of it', () => {
  const { host, asked, items } = actionsOf({ installed: null, has_own_key: true })
  items.find(({ label }) => label === 'hosts.act.uninstall')?.onSelect()
  expect(asked).toEqual([{ name: 'plan', action: 'uninstall', hosts: [host] }])
})

test('a host is offered what can be done on it: nothing is taken away where nothing is', () => {
  const bare = actionsOf({ installed: null, has_own_key: false }).labels
  const working = actionsOf({}).labels
  expect([
    bare.includes('hosts.act.uninstall'),
    bare.includes('hosts.act.provision'),
    working.includes('hosts.act.uninstall'),
    working.includes('hosts.act.provision'),
  ]).toEqual([false, true, true, false])
})

test('a lock is not broken before that was asked', () => {
  const { host, asked, items } = actionsOf({})
  items.find(({ label }) => label === 'hosts.unlock')?.onSelect()
  expect(asked).toEqual([{ name: 'unlock', host }])
})

test('where Coolify alone is asked, nothing is offered that would need a login there', () => {
  const installed = { ...aHost('a').installed, method: 'coolify' } as ListedHost['installed']
  const { labels } = actionsOf({ method: 'coolify', transport: 'http', installed })
  const needLogin = ['hosts.log', 'hosts.unlock', 'hosts.act.rotate-keys']
  expect(needLogin.filter(label => labels.includes(label))).toEqual([])
  expect(labels).toContain('hosts.act.rotate-secret')
})
