import { expect, test } from 'vitest'
import { openTranslation } from '../../../renderer/i18n/translate.ts'
import { type Command, commandsFor, type Known } from '../../../renderer/state/commands.ts'
import { aWorker } from '../snapshot.ts'

const running = { name: 'running', address: 'http://127.0.0.1:3000', since: 0 } as const
const known: Known = {
  root: running,
  workers: [
    aWorker('a', { name: '东京' }),
    aWorker('b', { phase: { name: 'draining', since: 0 } }),
  ],
  hosts: [],
  deployments: [],
}

async function commandsIn(language: 'en' | 'zh-Hans', more: Partial<Known> = {}) {
  const i18n = await openTranslation(language)
  return commandsFor({ ...known, ...more }, i18n.t, i18n.getFixedT('en'))
}
const titled = (commands: readonly Command[], id: string) =>
  commands.find(command => command.id === id)

test('every command has an id of its own and a title', async () => {
  const commands = await commandsIn('zh-Hans')
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
  expect(commands.filter(({ title }) => title === '' || /palette\.|\{\{/.test(title))).toEqual([])
})

test('a command is found by its English title in a Chinese window', async () => {
  const commands = await commandsIn('zh-Hans')
  expect(titled(commands, 'theme.dark')).toMatchObject({
    title: '深色外观',
    keywords: ['Dark theme'],
  })
  expect(titled(commands, 'worker.a.draining')).toMatchObject({ title: '让 东京 收尾' })
})

test('a worker that is drained can be brought back, and only one that serves drained', async () => {
  const commands = await commandsIn('en')
  const deeds = commands.flatMap(({ deed }) => (deed.kind === 'node' ? [deed] : []))
  expect(deeds).toEqual([
    { kind: 'node', id: 'a', status: 'draining' },
    { kind: 'node', id: 'b', status: 'active' },
  ])
})

test('offers what a root node can do that runs, or one that does not', async () => {
  const idsOf = (commands: readonly Command[]) =>
    commands.map(({ id }) => id).filter(id => /^root\.|backup$/.test(id))
  expect(idsOf(await commandsIn('en'))).toEqual([
    ...['root.copy', 'root.restart', 'root.stop', 'backup'],
  ])
  expect(idsOf(await commandsIn('en', { root: { name: 'stopped' } }))).toEqual(['root.start'])
})

test('a worker is restarted on its host, asked first and read of, where that can be', async () => {
  // Sound: no more of a host is looked at.
  const hosts = [{ id: 'h1', name: 'fra', address: '', region: null }] as unknown as Known['hosts']
  const workers = [aWorker('a', { name: 'fra-1', hostName: 'fra', priority: 10 }), aWorker('b')]
  const commands = await commandsIn('en', { hosts, workers })
  const deeds = ['a', 'b'].map(id =>
    ['restart', 'prefer', 'logs'].map(
      what => titled(commands, `worker.${id}.${what}`)?.deed ?? null,
    ),
  )
  expect(deeds).toEqual([
    [
      { kind: 'restart-host', hostId: 'h1', name: 'fra-1' },
      { kind: 'prefer', id: 'a', priority: 10 },
      { kind: 'go', place: { screen: 'logs', search: 'fra-1' } },
    ],
    [null, null, { kind: 'go', place: { screen: 'logs', search: aWorker('b').name } }],
  ])
})
