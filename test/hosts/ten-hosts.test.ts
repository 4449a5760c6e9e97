import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HostImportReport, ListedHost } from '#contract/http/hosts'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'
import { holdPackages } from './held-packages.ts'
import { labKeyFile, openLab } from './lab.ts'
import { type Deployed, type HostedRoot, logOf, startHostedRoot } from './rooted.ts'
import {
  csvOf,
  failingNames,
  follow,
  goodNames,
  listing,
  openTenHosts,
  serverListOf,
  servingNames,
  type TenHosts,
  tenNames,
} from './ten-house.ts'
import { ArchivesHouse } from './worker-archives.ts'

const house = new Cleanup()
afterAll(() => house.run())

const modelKey = 'sk-a-key-of-a-model-that-nobody-may-see'
let ten: TenHosts
let root: HostedRoot
let archives: ArchivesHouse
let book: ReadonlyMap<string, ListedHost>

beforeAll(async () => {
  archives = await ArchivesHouse.open(house)
  await archives.addImage()
  ten = await openTenHosts(openLab(house))
  const models = { MODEL_PROVIDER: 'demo', OPENAI_API_KEY: modelKey }
  root = await startHostedRoot(house, { WORKER_ARCHIVES: archives.folder, ...models })
}, 300_000)

test('are imported from two files, and looked at side by side, each with its score and its problems', async () => {
  const [table, list] = await Promise.all([
    postJson(`${root.url}/api/hosts/import`, { text: csvOf(ten) }),
    postJson(`${root.url}/api/hosts/import`, { text: serverListOf(ten) }),
  ])
  const briefly = ({ format, deployment_strategy, added, warnings, hosts }: HostImportReport) => [
    ...[format, deployment_strategy, added],
    [...warnings, ...hosts.flatMap(host => host.warnings)],
  ]
  expect([briefly(table.json), briefly(list.json)]).toEqual([
    ['csv', null, 7, []],
    ['json', 'Priority', 3, []],
  ])

  await holdPackages(ten.busy, 300)
  const began = performance.now()
  const { json } = await postJson(`${root.url}/api/hosts/discover`, {})
  expect(performance.now() - began).toBeLessThan(20_000)
  const hosts: readonly ListedHost[] = json.hosts
  book = new Map(hosts.map(host => [host.name, host]))
  const brief = (name: string) => {
    const { methods = [], problems = [], score } = book.get(name)?.verdict ?? {}
    return [methods.join(' '), problems.map(({ code }) => code).join(' '), score !== null]
  }
  expect(Object.fromEntries(tenNames.map(name => [name, brief(name)]))).toEqual({
    'good-1': ['plain docker', '', true],
    'good-2': ['plain docker', '', true],
    'good-3': ['plain docker', '', true],
    noisy: ['plain docker', '', true],
    slow: ['plain docker', '', true],
    busy: ['plain docker', 'apt-locked', true],
    broken: ['plain docker', '', true],
    full: ['', 'disk', true],
    forged: ['', 'host.untrusted', false],
    nosudo: ['', 'no-privileges', true],
  })
  const total = (name: string) => book.get(name)?.verdict?.score?.total ?? 0
  expect(total('slow')).toBeLessThan(total('good-2'))
})

test('a dry run can be read, and changes nothing on any of them', async () => {
  const files = async () => {
    const lists = await Promise.all(tenNames.map(name => ten[name].run(listing)))
    return new Set(lists.flatMap((list, place) => list.split('\n').map(line => `${place} ${line}`)))
  }
  const before = await files()
  const { json } = await deployment({ hosts: tenNames, strategy: 'Parallel', dry_run: true })
  const after = await files()
  const isNew = (line: string) => !before.has(line)
  expect([before.size, [...after].filter(isNew)]).toEqual([after.size, []])
  const planned: readonly { plan: string; problem: string | null }[] = json.hosts
  const first = planned[0]?.plan.split('\n') ?? []
  expect([first[0], ...first.filter(line => /^\d\. /.test(line))]).toEqual([
    'good-1: version 0.1.0 as a service of systemd, without a container, reached through SSH alone',
    '1. own-key: Lets a key of the root node’s own log in, and proves that it does.',
    '2. port: Chooses the port of the worker: 3001, or the next one that is free.',
    '3. worker-files: Brings the files of worker 0.1.0 for x64, as far as the host does not have them.',
    '4. tunnel-user: Makes the user banyan-tunnel, whose key opens the worker’s port and nothing else, and proves it.',
    '5. settings: Writes what the worker runs with, keys included, readable by root alone.',
    '6. service: Starts version 0.1.0 and waits until it answers; what served before comes back if it does not.',
    '7. old-versions: Removes versions older than the one before this one.',
  ])
  // What is in the way of the last three is known before anything is tried.
  expect(planned.filter(({ plan, problem }) => plan === '' && problem !== null)).toHaveLength(3)
  expect((await secretsThere()).filter(secret => JSON.stringify(json).includes(secret))).toEqual([])
}, 240_000)

test('all at once: each comes to its own end, and those that fail hold up nobody', async () => {
  await holdPackages(ten.busy, 30)
  const { json } = await deployment({ hosts: tenNames, strategy: 'Parallel' })
  const followed = await follow(root, json.deployment_id, house)
  const over = await root.over(json.deployment_id, 240_000)

  const log = await logOf(root, over)
  expect(over.status, log).toBe('Partial')
  const ends = Object.fromEntries(over.hosts.map(host => [host.host_name, host]))
  // The load that `resources` looks at is not a host's own: it is of the machine that all of them share.
  const notWell = servingNames.flatMap(name => {
    const { checks = [], problem = 'missing' } = ends[name] ?? {}
    const failing = checks.filter(({ name, passed }) => !passed && name !== 'resources')
    return failing.length > 0 || checks.length < 7 ? [[name, problem]] : []
  })
  expect(notWell).toEqual([])
  expect(failingNames.map(name => [ends[name]?.status, ends[name]?.problem])).toEqual([
    ['Failed', expect.stringContaining('mount it for writing')],
    [
      'Failed',
      expect.stringMatching(/^"full" cannot be used: \d+ MB of disk are free .*Make room/),
    ],
    ['Failed', expect.stringMatching(/^"forged" shows the host key .* was expected\..*console/)],
    ['Failed', expect.stringContaining('write the line `plain ALL=(ALL) NOPASSWD:ALL`')],
  ])
  for (const name of servingNames) {
    const id = book.get(name)?.id ?? name
    expect(await root.chat(`你好 ${name}`, id)).toContain(`你好 ${name}`)
  }

  const docker = ends['busy']?.steps.find(step => step.name === 'docker')
  expect(docker?.duration_ms).toBeGreaterThan(20_000)
  expect(log).toContain('Could not get lock')
  await eventually(5_000, async () => {
    expect(followed.events.at(-1)?.type).toBe('deployment.ended')
  })
  const order = followed.events.flatMap(({ type, data }) =>
    type === 'deployment.host' && ['Success', 'Partial', 'Failed'].includes(String(data['status']))
      ? [String(data['host_name'])]
      : [],
  )
  expect(order.slice(0, 4).toSorted()).toEqual(failingNames.toSorted())
  expect(order.slice(4, 8).toSorted()).toEqual([...goodNames, 'noisy'])
  const stepsTold = followed.events.filter(({ type }) => type === 'deployment.step').length
  expect(stepsTold).toBeGreaterThan(servingNames.length * 7)
  expect(new Set(followed.lines.map(line => line.step))).toContain('worker-files')

  const told = [log, JSON.stringify(followed), JSON.stringify(over), root.output()]
  const audit = await ten['good-1'].run('cat /var/log/banyan/audit.log')
  for (const secret of await secretsThere()) {
    expect([...told, audit].filter(text => text.includes(secret))).toEqual([])
  }
}, 300_000)

test('the strategy is chosen by how many there are, and by whether one of them is critical', async () => {
  const chosen = async (hosts: readonly string[]) =>
    (await deployment({ hosts, dry_run: true })).json.strategy
  const rest = tenNames.slice(1)
  expect([
    await chosen(rest.slice(0, 2)),
    await chosen(rest.slice(0, 3)),
    await chosen(rest),
    await chosen(goodNames),
  ]).toEqual(['Parallel', 'Progressive', 'Progressive', 'Redundant'])
})

test('by priority one goes after the other; redundantly as many serve as have to', async () => {
  const inTurn = await rolled({
    hosts: goodNames.toReversed(),
    action: 'restart',
    strategy: 'Priority',
  })
  expect([inTurn.began, inTurn.mostAtOnce]).toEqual([[...goodNames], 1])
  const spared = await rolled({
    ...{ hosts: goodNames, action: 'restart', strategy: 'Redundant', min_replicas: 2 },
  })
  expect([spared.over.hosts.map(host => host.steps[0]?.status), spared.mostAtOnce]).toEqual([
    ['done', 'done', 'done'],
    1,
  ])

  const ended = await rolled({
    ...{ hosts: ['nosudo', 'good-1', 'good-2'], action: 'restart' },
    ...{ strategy: 'Redundant', min_replicas: 2 },
  })
  const skipped = 'Skipped: 1 failed, and 2 have to serve.'
  expect(ended.over.hosts.map(({ status, problem }) => [status, problem])).toEqual([
    ['Failed', expect.stringContaining('There is no worker of ours on it.')],
    ['Cancelled', skipped],
    ['Cancelled', skipped],
  ])
})

test('a canary that does not stay well keeps the others as they are', async () => {
  await archives.addVersion('0.1.1')
  const hosts = ['good-2', 'good-3', 'noisy']
  const { json } = await deployment({ hosts, action: 'update', strategy: 'Progressive' })
  const { events } = await follow(root, json.deployment_id, house)
  await eventually(60_000, async () => {
    expect(events.map(({ data }) => data['status'])).toContain('Success')
  })
  await ten['good-2'].run('systemctl stop banyan-worker')
  const over = await root.over(json.deployment_id)
  const skipped = expect.stringMatching(/^Skipped: good-2 did not stay well\. process: .*inactive/)
  expect(over.hosts.map(({ status, problem }) => [status, problem])).toEqual([
    ['Partial', expect.stringContaining('process: The worker is inactive, not running.')],
    ['Cancelled', skipped],
    ['Cancelled', skipped],
  ])
  const version = (name: string) =>
    http(`${root.url}/api/hosts/${name}`).then(answer => answer.json.installed.version)
  expect(await Promise.all(hosts.map(version))).toEqual(['0.1.1', '0.1.0', '0.1.0'])
  for (const name of hosts.slice(1)) {
    expect(await root.chat(`再见 ${name}`, book.get(name)?.id)).toContain(`再见 ${name}`)
  }
})

const deployment = (body: object) => postJson(`${root.url}/api/deployments`, body)

/** In which order hosts were begun, and how many were worked on at the same time. */
async function rolled(body: object) {
  const { json } = await deployment(body)
  const { events } = await follow(root, json.deployment_id, house)
  const over: Deployed = await root.over(json.deployment_id)
  await eventually(5_000, async () => expect(events.at(-1)?.type).toBe('deployment.ended'))
  const began: string[] = []
  const running = new Set<string>()
  let mostAtOnce = 0
  for (const { type, data } of events) {
    const name = String(data['host_name'])
    if (type !== 'deployment.host') continue
    if (data['status'] !== 'Running') {
      running.delete(name)
      continue
    }
    began.push(name)
    running.add(name)
    mostAtOnce = Math.max(mostAtOnce, running.size)
  }
  return { over, began, mostAtOnce }
}

/** What nobody may read in a log: keys, line by line, and the secrets that the workers have by now. */
async function secretsThere(): Promise<readonly string[]> {
  const key = readFileSync(labKeyFile(), 'utf8').split('\n')
  const workers = await Promise.all(
    servingNames.map(name =>
      ten[name].run("sed -n 's/^ROOT_NODE_SECRET=//p' /etc/banyan/worker.env 2>/dev/null || :"),
    ),
  )
  const secrets = [modelKey, 'PRIVATE KEY', ...workers, ...key.filter(line => line.length > 40)]
  return secrets.filter(secret => secret !== '')
}
