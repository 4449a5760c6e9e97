import { statSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeploymentId } from '#contract/ids'
import { isOver } from '#contract/model/deployment'
import { command } from '#main/provisioning/command'
import { aTold } from '#test/fakes/a-told'
import { tempDatabase, tempFolder } from '../../store/temp-database.ts'
import { asked, endsOf, leaves, openDeployments } from './open-deployments.ts'
import { lost, ScriptedHost, scriptedStep } from './scripted-host.ts'

const never = new AbortController().signal
const many = (count: number) =>
  Array.from({ length: count }, (_, place) => new ScriptedHost(`h${place}`))

test('a bare host is worked on, joined, looked at, and left without a lock', async () => {
  const host = new ScriptedHost('h')
  const look = async () => aTold('answers')
  const house = await openDeployments([host], { checksOf: () => [{ name: 'api', look }] })
  const id = await house.deployments.start(asked([host]))
  const atOnce = house.deployments.get(id).status
  const deployment = await house.over(id)
  expect({
    atOnce,
    deployment,
    told: house.told,
    audit: host.audit,
    holder: host.holder,
    installed: house.hostRecord(host.host.id).installed,
  }).toEqual({
    atOnce: 'Running',
    deployment: {
      ...{ id, action: 'provision', rollout: 'Parallel', status: 'Success', version: null },
      ...{ actor: 'root', isDryRun: false, replaces: null },
      ...{ startedAt: expect.any(Number), endedAt: expect.any(Number) },
      hosts: [
        {
          ...{ hostId: 'h', hostName: 'h', status: 'Success', workerId: 'h', batch: 0 },
          steps: ['a', 'b'].map(name => ({
            ...{ name, words: `Makes ${name}.`, facts: {}, status: 'done', changed: true },
            ...{ message: `made ${name}`, says: aTold(`made ${name}`).says, progress: null },
            ...{ startedAt: expect.any(Number), durationMs: expect.any(Number) },
          })),
          checks: [{ name: 'api', passed: true, message: 'answers', says: aTold('answers').says }],
          problem: null,
          says: null,
          stoppedBy: null,
        },
      ],
    },
    told: ['installed h', 'ended Success'],
    audit: ['a done', 'b done', '- done'],
    holder: null,
    installed: { ...leaves, at: expect.any(Number) },
  })
})

test('the second time nothing changes, and nothing that serves is led away', async () => {
  const host = new ScriptedHost('h')
  const house = await openDeployments([host])
  await house.over(await house.deployments.start(asked([host])))
  const again = await house.over(await house.deployments.start(asked([host])))
  expect([again.status, again.hosts[0]?.steps.map(({ changed }) => changed), house.told]).toEqual([
    'Success',
    [false, false],
    ['installed h', 'ended Success', 'installed h', 'ended Success'],
  ])
})

test('a worker that serves is led away from first and let back after a failure', async () => {
  const host = new ScriptedHost('h', { installed: { ...leaves, at: 1 } })
  host.next('do b', () => ({ exitCode: 1, stderr: 'no room' }))
  const house = await openDeployments([host])
  const deployment = await house.over(
    await house.deployments.start(asked([host], { action: 'update' })),
  )
  expect([endsOf(deployment), deployment.hosts[0]?.problem, house.told, [...host.done]]).toEqual([
    ['Failed', 'h Failed'],
    '"b" failed on "h": exit 1: no room',
    ['drain h', 'undrain h', 'ended Failed'],
    [],
  ])
})

test('nobody else is led away from before whoever was worked on serves again', async () => {
  const hosts = ['a', 'b'].map(name => new ScriptedHost(name, { installed: { ...leaves, at: 1 } }))
  const told: string[] = []
  const traffic = {
    drain: async (id: string) => void told.push(`drain ${id}`),
    leave: async () => {},
    async undrain(id: string) {
      await new Promise(resolve => setTimeout(resolve, 20))
      told.push(`undrain ${id}`)
    },
    onInstalled: async () => {},
    onUninstalled: async () => {},
  }
  const house = await openDeployments(hosts, { around: { traffic } })
  const asking = asked(hosts, { action: 'restart', strategy: 'Redundant', minReplicas: 1 })
  await house.over(await house.deployments.start(asking))
  expect(told).toEqual(['drain a', 'undrain a', 'drain b', 'undrain b'])
})

test('steps that are done and a check that fails are half of what was wanted', async () => {
  const host = new ScriptedHost('h')
  const look = () => Promise.reject(new Error('nobody answers with hunter2'))
  const house = await openDeployments([host], { checksOf: () => [{ name: 'api', look }] })
  const deployment = await house.over(await house.deployments.start(asked([host])))
  expect([endsOf(deployment), deployment.hosts[0]?.problem]).toEqual([
    ['Partial', 'h Partial'],
    'api: nobody answers with [secret]',
  ])
})

test('a worker that cannot be joined fails a check, not the deployment', async () => {
  const host = new ScriptedHost('h')
  const house = await openDeployments([host])
  const traffic = {
    drain: async () => {},
    leave: async () => {},
    undrain: async () => {},
    onInstalled: () => Promise.reject(new Error('no tunnel')),
    onUninstalled: async () => {},
  }
  const other = await openDeployments([host], { around: { traffic } })
  const deployment = await other.over(await other.deployments.start(asked([host])))
  expect([deployment.status, deployment.hosts[0]?.checks]).toEqual([
    'Partial',
    [
      {
        ...{ name: 'root-to-worker', passed: false, message: 'no tunnel' },
        says: aTold('no tunnel').says,
      },
    ],
  ])
  await house.deployments.close()
})

test('a dry run tells the plan in words and commands, and touches nothing', async () => {
  const host = new ScriptedHost('h')
  const house = await openDeployments([host])
  const { deployment, plans } = await house.deployments.plan(asked([host]), never)
  expect({
    ends: endsOf(deployment),
    isDryRun: deployment.isDryRun,
    steps: deployment.hosts[0]?.steps.map(({ name, status }) => `${name} ${status}`),
    kept: house.deployments.get(deployment.id),
    opened: host.opened,
    plan: plans[0]?.plan,
  }).toEqual({
    ends: ['Success', 'h Success'],
    isDryRun: true,
    steps: ['a pending', 'b pending'],
    kept: deployment,
    opened: 0,
    plan: `h: version 1.0.0 as a service of systemd, without a container, reached through SSH alone
Below each step is all that it may run: after "$" as ubuntu, after "#" as root. Each looks first; what is done already is left as it is.
While this runs, the host is locked (/var/lib/banyan/lock). What changes is noted in /var/log/banyan/audit.log there.
1. a: Makes a.
   $ do a
     echo do a
2. b: Makes b.
   $ do b
     echo do b
`,
  })
  const log = await text(house.deployments.log(deployment.id, 'text'))
  expect(log).toMatch(/^\S+Z h plan \* h: version 1\.0\.0 as a service/)
  await expect(house.deployments.resume(deployment.id)).rejects.toThrow('is over')
})

test('all that is run and said is in the log, without secrets, for its owner alone', async () => {
  const host = new ScriptedHost('h')
  host.next('do a', () => ({
    stdout:
      'key hunter2\n-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\nend\n',
  }))
  const house = await openDeployments([host], {
    stepsOf: each => [
      scriptedStep(each, 'a', {
        async apply(site, signal) {
          await site.run(command('do a', 'echo hunter2'), signal)
          site.say('done with hunter2')
          return aTold('with hunter2')
        },
      }),
    ],
  })
  const id = await house.deployments.start(asked([host]))
  const deployment = await house.over(id)
  const file = join(house.folder, `${id}.jsonl`)
  const log = await text(house.deployments.log(id, 'text'))
  expect({
    mode: statSync(file).mode & 0o777,
    log: log
      .split('\n')
      .filter(line => line.includes(' a '))
      .map(line => line.replace(/^\S+ h a /, '').replace(/\d+ ms/, 'N ms')),
    step: deployment.hosts[0]?.steps[0],
    isIn: [log, house.logText(id), house.lines.join()].some(each => /hunter2|AAAA/.test(each)),
  }).toEqual({
    mode: 0o600,
    log: [
      ...['$ check a', '    echo check a', '= exit 0 after N ms'],
      ...['$ do a', '    echo [secret]'],
      ...['| key [secret]', '| [secret]', '| end', '= exit 0 after N ms'],
      '* done with [secret]',
      ...['$ verify a', '    echo verify a', '= exit 0 after N ms'],
    ],
    step: expect.objectContaining({
      ...{ message: 'with [secret]', says: aTold('with [secret]').says },
    }),
    isIn: false,
  })
  expect(house.lines).toContain('* done with [secret]'.slice(2))
})

test('the newest 200 are kept, with their logs', async () => {
  const host = new ScriptedHost('h')
  const house = await openDeployments([host])
  const { deployment } = await house.deployments.plan(asked([host]), never)
  await house.shelf.remove([deployment.id])
  for (let each = 0; each < 201; each++) {
    const id = DeploymentId.parse(`old-${each}`)
    await house.shelf.save({
      deployment: { ...deployment, id, isDryRun: false },
      request: asked([host]),
    })
  }
  await house.over(await house.deployments.start(asked([host])))
  await house.deployments.close()
  const page = house.deployments.list({
    before: Number.MAX_SAFE_INTEGER,
    limit: 300,
    isDryRun: false,
  })
  expect([page.length, page.at(-1)?.deployment.id]).toEqual([200, 'old-2'])
})

const deeds = ['check a', 'do a', 'verify a', 'check b', 'do b', 'verify b', 'undo a'] as const

test('whatever fails where, each host ends in one final status and no lock stays', async () => {
  const database = await tempDatabase()
  const folder = tempFolder()
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          deed: fc.constantFrom(...deeds),
          fault: fc.constantFrom('exit', 'lost', 'away'),
          isLocked: fc.boolean(),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      fc.boolean(),
      async (faults, isCancelled) => {
        const hosts = many(faults.length)
        for (const [place, { deed, fault, isLocked }] of faults.entries()) {
          const host = hosts[place]
          const times = fault === 'away' ? 9 : 1
          const broken = fault === 'exit' ? () => ({ exitCode: 1 }) : lost(`h${place}`)
          host?.next(deed, ...Array(times).fill(broken))
          const words = 'Takes the lock on the host, or renews it.'
          if (isLocked) host?.next(words, () => ({ stdout: 'locked\n9\nshe\nd7\n' }))
        }
        const house = await openDeployments(hosts, { database, folder })
        const id = await house.deployments.start(asked(hosts, { strategy: 'Parallel' }))
        if (isCancelled) await house.deployments.cancel(id).catch(() => {})
        const deployment = await house.over(id)
        expect(deployment.hosts.every(isOver)).toBe(true)
        const final = ['done', 'failed', 'undone', 'skipped', 'cancelled']
        const states = deployment.hosts.flatMap(({ steps }) => steps.map(({ status }) => status))
        expect(states.filter(state => !final.includes(state))).toEqual([])
        expect(hosts.map(({ holder }) => holder)).toEqual(hosts.map(() => null))
      },
    ),
    { numRuns: 25 },
  )
})

test('what is taken away is let go before, and what stayed after all comes back', async () => {
  const host = new ScriptedHost('h', { installed: { ...leaves, at: 1 } })
  host.next('do b', () => ({ exitCode: 1, stderr: 'busy' }))
  const house = await openDeployments([host])
  await house.over(await house.deployments.start(asked([host], { action: 'uninstall' })))
  expect(house.told).toEqual(['drain h', 'leave h', 'undrain h', 'ended Failed'])
})
