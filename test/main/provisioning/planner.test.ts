import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { deploymentActions } from '#contract/model/deployment'
import { seen } from './a-host.ts'
import { installed, planFor } from './planned.ts'

const namesOf = async (plan: ReturnType<typeof planFor>) =>
  (await plan).steps.map(({ name }) => name)

test('brings the newest version by the best method, and says what it leaves', async () => {
  const plan = await planFor({})
  expect([plan.method, plan.version, plan.leaves]).toEqual([
    'plain',
    '1.2.0',
    { workerId: 'h-oak', method: 'plain', version: '1.2.0', address: '127.0.0.1', port: 3001 },
  ])
  expect(plan.steps.map(({ name }) => name)).toEqual([
    ...['own-key', 'port', 'worker-files', 'tunnel-user', 'settings', 'service', 'old-versions'],
  ])
})

test('does what a host needs in the order in which it may be done', async () => {
  const verdict = seen({ cloudInit: 'running' })
  expect(await namesOf(planFor({ method: 'docker' }, { transport: 'tls' }, verdict))).toEqual([
    ...['first-boot', 'own-key', 'port', 'firewall', 'docker', 'worker-image', 'certificates'],
    ...['settings', 'service', 'old-versions'],
  ])
})

test('goes from one method to the other without two that want one port', async () => {
  const verdict = seen({ installed: { method: 'docker', version: '1.0.0', isRunning: true } })
  const names = await namesOf(planFor({ method: 'plain' }, {}, verdict))
  expect(names.slice(-5)).toEqual([
    ...['other-method-stopped', 'settings', 'service', 'other-method-gone', 'old-versions'],
  ])
})

test('hands a host of Coolify to its plan', async () => {
  expect((await planFor({}, { method: 'coolify' })).method).toBe('coolify')
})

test.each([
  ['provision', { method: 'coolify' }],
  ['uninstall', { method: 'coolify' }],
  ['restart', { installed: { ...installed, method: 'coolify' } }],
] as const)('Coolify may %s what lets nobody in by SSH', async (action, change) => {
  const plan = await planFor({ action }, change, { name: 'unseen', problems: [] })
  expect(plan.method).toBe('coolify')
})

test.each(['uninstall', 'stop', 'start', 'restart'] as const)(
  'may %s a worker on a host that could take no new one',
  async action => {
    const plan = await planFor({ action }, { installed }, seen({}, []))
    expect(plan.method).toBe('plain')
  },
)

test('a host with an IPv6 address listens there', async () => {
  const plan = await planFor({}, { transport: 'http', address: '2001:db8::1' })
  expect(plan.leaves?.address).toBe('::')
})

test.each(deploymentActions)('shows no secret in a plan to %s', async action => {
  const transport = action === 'renew-certificates' ? 'tls' : 'tunnel'
  const plan = await planFor({ action }, { installed, transport })
  const text = JSON.stringify(
    plan.steps.map(({ name, words, commands }) => [name, words, commands]),
  )
  expect(text).not.toMatch(/secret-(admin|tunnel|worker|model|new)/)
  expect(new Set(plan.steps.map(({ name }) => name)).size).toBe(plan.steps.length)
})

test.each(['ufw', 'firewalld', null] as const)(
  'writes scripts that a shell can read, with %s before the host',
  async manager => {
    const verdict = seen({ cloudInit: 'running', firewall: { rejectsInput: true, manager } })
    const plans = deploymentActions.flatMap(action =>
      (['plain', 'docker'] as const).map(method => {
        const host = { transport: 'tls', installed: { ...installed, method } } as const
        return planFor({ action, method }, host, verdict)
      }),
    )
    const steps = (await Promise.all(plans)).flatMap(plan => plan.steps)
    const scripts = new Set(steps.flatMap(each => each.commands.map(({ script }) => script)))
    const unread = [...scripts].filter(
      script => spawnSync('sh', ['-n'], { input: script }).status !== 0,
    )
    expect(scripts.size).toBeGreaterThan(40)
    expect(unread).toEqual([])
  },
)

test('updates by the method that is there, at the port that is there', async () => {
  const docker = { ...installed, method: 'docker' } as const
  const plan = await planFor({ action: 'update', version: '1.1.0' }, { installed: docker })
  expect(plan.leaves).toEqual({
    ...{ workerId: 'h-oak', method: 'docker', version: '1.1.0', address: '127.0.0.1', port: 3005 },
  })
})

test('brings certificates while the worker serves, and nothing else', async () => {
  const plan = await planFor({ action: 'renew-certificates' }, { installed, transport: 'tls' })
  const steps = plan.steps.map(({ name, interrupts }) => [name, interrupts])
  expect([steps, plan.version]).toEqual([[['certificates', false]], null])
})

test('leaves nothing behind an uninstall', async () => {
  const plan = await planFor({ action: 'uninstall' }, { installed })
  expect([plan.leaves, plan.checks, plan.steps.at(-1)?.name]).toEqual([null, [], 'own-key-gone'])
})

const problem = { code: 'sudo', isWarning: false, message: 'No sudo.', help: 'Allow it.' }

test.each([
  ['was not seen', planFor.bind(null, {}, {}, { name: 'unseen', problems: [problem] })],
  [
    'has no way to run a worker',
    () => {
      const verdict = seen({}, [])
      return planFor({}, {}, { ...verdict, problems: [problem] })
    },
  ],
])('refuses a host that %s, with the reasons', async (_name, plan) => {
  await expect(plan()).rejects.toMatchObject({
    fault: {
      ...{ code: 'host.unusable', host: 'oak', reasons: ['No sudo. Allow it.'] },
      problems: [problem],
    },
  })
})

test.each([
  ['a user without sudo', 'no-sudo', planFor.bind(null, {}, {}, seen({ privileges: 'sudo-asks' }))],
  ['a restart of nothing', 'no-worker', planFor.bind(null, { action: 'restart' })],
  [
    'certificates without TLS',
    'not-by-tls',
    planFor.bind(null, { action: 'renew-certificates' }, { installed }),
  ],
  ['an update of nothing', 'no-worker', planFor.bind(null, { action: 'update' })],
  ['a version that leads elsewhere', 'bad-version', planFor.bind(null, { version: '1/../../etc' })],
  ['a version with dots of its own', 'bad-version', planFor.bind(null, { version: '1..2' })],
  ['a version with a command', 'bad-version', planFor.bind(null, { version: '1.0;reboot' })],
  [
    'Docker where nothing installs it',
    'method-impossible',
    planFor.bind(null, { method: 'docker' }, {}, seen({ apt: null }, ['plain'])),
  ],
] as const)('refuses %s, and says so by a code', async (_name, code, plan) => {
  const fault = { code: 'host.unusable', why: { code } }
  await expect(plan()).rejects.toMatchObject({ fault })
})
