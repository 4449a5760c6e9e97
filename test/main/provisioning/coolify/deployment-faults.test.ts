import { expect, test } from 'vitest'
import type { Host } from '#contract/model/host'
import { coolifyPlan } from '#main/provisioning/coolify/coolify-plan'
import type { CoolifyPlanParts } from '#main/provisioning/coolify/plan-parts'
import type { PlanWish } from '#main/provisioning/plan'
import type { CoolifyFaults } from '#test/fakes/coolify/coolify-state'
import { aHost, openFake, partsOf } from './a-coolify.ts'
import { localSite } from './local-site.ts'
import { runSteps } from './run-steps.ts'

const provision: PlanWish = { action: 'provision', version: null, method: null }

async function provisionWith(
  faults: Partial<CoolifyFaults>,
  change: Partial<CoolifyPlanParts> = {},
) {
  const fake = await openFake()
  Object.assign(fake.state.faults, faults)
  const site = localSite(aHost, fake)
  const begun = fake.state.now
  const { failure } = await runSteps(coolifyPlan(provision, aHost, partsOf(fake, change)), site)
  return { fake, site, failure, tookMs: fake.state.now - begun }
}

test('waits where the queue is full, and where it asks too often', async () => {
  const { fake, site, failure, tookMs } = await provisionWith({ queueFull: 2, throttled: 3 })
  expect({ failure, deployments: fake.state.deployments.length }).toEqual({
    failure: null,
    deployments: 1,
  })
  expect(tookMs).toBeGreaterThan(2 * 60_000 + 3 * 7_000)
  expect(site.log).toContain(
    'Coolify asks to wait 60 s: Deployment queue is full. Please try again later.',
  )
})

test('gives up on a queue that stays full', async () => {
  const { failure } = await provisionWith({ queueFull: 1_000 })
  expect(failure).toBe('Coolify refused (429): Deployment queue is full. Please try again later.')
})

test('finds the deployment by its application where the one that was named is not there', async () => {
  const { fake, failure } = await provisionWith({ hidesDeployments: true })
  expect(failure).toBeNull()
  expect(fake.requests).toContain('GET /deployments/applications/app00004?skip=0&take=1')
})

test('does not take a deployment of before for the one that was named and is not there', async () => {
  const { fake, site, failure } = await provisionWith({})
  expect(failure).toBeNull()
  fake.state.faults.losesDeployments = true
  const plan = coolifyPlan({ ...provision, version: '2.0.0' }, aHost, partsOf(fake))
  const ran = await runSteps(plan, site)
  expect(ran.failure).toContain('Coolify named a deployment that it does not have.')
})

test('lets a deployment that is under way end first', async () => {
  const fake = await openFake()
  const site = localSite(aHost, fake)
  const begun = coolifyPlan(provision, aHost, partsOf(fake))
  await runSteps(begun, site, begun.steps.length - 1)
  const [application] = fake.state.applications
  if (application) fake.state.deploy(application)
  const { failure } = await runSteps(coolifyPlan(provision, aHost, partsOf(fake)), site)
  expect({ failure, deployments: fake.state.deployments.map(({ status }) => status) }).toEqual({
    failure: null,
    deployments: ['finished', 'finished'],
  })
})

test.each([
  [false, 'The deployment was cancelled.'],
  [true, 'The deployment could not be cancelled'],
])('gives up on a deployment that hangs (cancel fails: %s)', async (cancelFails, said) => {
  const { site, failure, tookMs } = await provisionWith({ hangs: true, cancelFails })
  expect(failure).toContain('The deployment did not end within 15 min.')
  expect(site.log.some(line => line.startsWith(said))).toBe(true)
  expect(tookMs).toBeLessThan(25 * 60_000)
})

test('does not believe that a worker serves which does not answer itself', async () => {
  const silent = await provisionWith({}, { reach: () => Promise.reject(new Error('it is silent')) })
  const older = await provisionWith({}, { reach: async () => ({ version: '0.9.0' }) })
  expect([silent.failure, older.failure]).toEqual([
    '"coolify-deployed" failed on "Frankfurt (1)": The worker runs, but cannot be used: it is silent.',
    '"coolify-deployed" failed on "Frankfurt (1)": The worker runs, but cannot be used: it answers as version 0.9.0 instead of 1.0.0.',
  ])
})

test.each([
  [{ version: '4.1.9' }, 'This Coolify is version 4.1.9; 4.2.0 or newer is needed.'],
  [{ abilities: ['read'] }, 'The token may not write and not deploy.'],
  [{ forbidden: 'disabled' as const }, 'Its API is switched off.'],
  [{ forbidden: 'address' as const }, 'It lets this address not use its API'],
])('begins nothing when %j', async (faults, reason) => {
  const { fake, failure } = await provisionWith(faults)
  expect({ failure, changes: fake.changes }).toEqual({
    failure: expect.stringContaining(reason),
    changes: [],
  })
})

test('asks where the team was in older versions', async () => {
  const { failure } = await provisionWith({ isOlderTeam: true })
  expect(failure).toBeNull()
})

test('says that the version does not fit where an action is refused as such', async () => {
  const { failure } = await provisionWith({ actionsGone: true })
  expect(failure).toContain('Coolify refused (405)')
})

test('comes through connections that break while it waits', async () => {
  const fake = await openFake()
  const site = localSite(aHost, fake)
  const begun = coolifyPlan(provision, aHost, partsOf(fake))
  await runSteps(begun, site, begun.steps.length - 1)
  const say = site.say
  const unstable = {
    ...site,
    say(text: string) {
      if (text === "Coolify's deployment is queued.") fake.state.faults.broken = 5
      say(text)
    },
  }
  const { failure } = await runSteps(coolifyPlan(provision, aHost, partsOf(fake)), unstable)
  expect({ failure, deployments: fake.state.deployments.length }).toEqual({
    failure: null,
    deployments: 1,
  })
})

test('ends the deployment of an update that is taken back, and lets the old version serve on', async () => {
  const { fake, site } = await provisionWith({})
  const installed = { workerId: 'h1', method: 'coolify', version: '1.0.0' } as const
  const host: Host = { ...aHost, installed: { ...installed, address: 'x', port: 3001, at: 1 } }
  const plan = coolifyPlan({ ...provision, version: '2.0.0' }, host, partsOf(fake))
  await runSteps(plan, site, plan.steps.length - 1)
  const last = plan.steps.at(-1)
  const stop = new AbortController()
  const watched = {
    ...site,
    say: (text: string) => void (text.endsWith('in_progress.') && stop.abort()),
  }
  await expect(last?.apply(watched, stop.signal)).rejects.toThrow()
  await last?.undo?.(site, new AbortController().signal)
  fake.state.advance(60_000)
  const [application] = fake.state.applications
  expect({
    deployments: fake.state.deployments.map(({ status }) => status),
    serving: application?.container?.tag,
    tag: application?.settings['docker_registry_image_tag'],
  }).toEqual({
    deployments: ['finished', 'cancelled-by-user'],
    serving: '1.0.0',
    tag: '1.0.0',
  })
})
