import { expect, test } from 'vitest'
import type { Host } from '#contract/model/host'
import { coolifyPlan } from '#main/provisioning/coolify/coolify-plan'
import type { PlanWish } from '#main/provisioning/plan'
import { aHost, openFake, partsOf, workerSecret } from './a-coolify.ts'
import { type LocalSite, localSite } from './local-site.ts'
import { addServer, after, inventory, provision, provisioned, wish } from './provisioned.ts'
import { runSteps } from './run-steps.ts'

test('deletes all that it made, and nothing that others made', async () => {
  const { fake, site, parts } = await provisioned()
  const ran = await runSteps(coolifyPlan(wish('uninstall'), after(aHost, '1.0.0'), parts), site)
  const removal = fake.requests.find(request => request.startsWith('DELETE /applications/'))
  expect({
    ran: ran.failure,
    there: inventory(fake),
    host: site.authorizedKeys(),
    removal,
  }).toEqual({
    ran: null,
    there: { keys: [], servers: [], projects: [], applications: [] },
    host: '',
    removal:
      'DELETE /applications/app00004?delete_configurations=true&delete_volumes=true&docker_cleanup=true&delete_connected_networks=true',
  })
  const again = coolifyPlan(wish('uninstall'), aHost, parts)
  const second = await runSteps(again, site)
  expect({ second, leaves: again.leaves }).toEqual({
    second: { changed: [], failure: null },
    leaves: null,
  })
})

test("leaves the owner's server and the project of other workers where they are", async () => {
  const fake = await openFake()
  addServer(fake, { ip: aHost.address, team: 'ours', isUsable: true })
  const site = localSite(aHost, fake)
  await runSteps(coolifyPlan(provision, aHost, partsOf(fake)), site)
  const [application] = fake.state.applications
  if (application) {
    fake.state.applications.push({ ...application, uuid: 'other', name: 'other', variables: [] })
  }
  const plan = coolifyPlan(wish('uninstall'), after(aHost, '1.0.0'), partsOf(fake))
  const { failure } = await runSteps(plan, site)
  const { servers, projects } = inventory(fake)
  expect({ failure, servers, projects }).toEqual({
    failure: null,
    servers: [['The owner’s', true]],
    projects: ['banyan'],
  })
})

test('restarts, stops and starts', async () => {
  const { fake, site, parts } = await provisioned()
  const act = async (action: PlanWish['action']) => {
    const ran = await runSteps(coolifyPlan(wish(action), after(aHost, '1.0.0'), parts), site)
    return [ran.failure ?? ran.changed, inventory(fake).applications[0]]
  }
  const healthy = ['banyan-worker-h1', '1.0.0', 'running:healthy']
  expect(await act('restart')).toEqual([['coolify-restarted'], healthy])
  expect(await act('stop')).toEqual([
    ['coolify-stopped'],
    ['banyan-worker-h1', undefined, 'exited:unhealthy'],
  ])
  expect(await act('stop')).toEqual([[], ['banyan-worker-h1', undefined, 'exited:unhealthy']])
  expect(await act('start')).toEqual([['coolify-started'], healthy])
  expect(await act('start')).toEqual([[], healthy])
  expect(fake.requests).toContain('POST /applications/app00004/stop?docker_cleanup=false')
})

test('changes the secret, takes away what is not wanted, and leaves what its owner added', async () => {
  const { fake, site } = await provisioned()
  const [application] = fake.state.applications
  const [secret] = application?.variables ?? []
  if (!application || !secret) throw new Error('it was not provisioned')
  application.variables.push(
    { ...secret, uuid: 'twin' },
    { ...secret, uuid: 'old', key: 'ROOT_NODE_SECRET_PREVIOUS' },
    { ...secret, uuid: 'own', key: 'OPENAI_API_KEY' },
  )
  const between: unknown[] = []
  const parts = partsOf(fake)
  const switched = parts.switchSecret
  const plan = coolifyPlan(wish('rotate-secret'), after(aHost, '1.0.0'), {
    ...parts,
    switchSecret(secret) {
      between.push(secret.reveal())
      return switched(secret)
    },
    async reach(target, signal) {
      const { ROOT_NODE_SECRET, ROOT_NODE_SECRET_PREVIOUS } =
        application.container?.environment ?? {}
      between.push([ROOT_NODE_SECRET, ROOT_NODE_SECRET_PREVIOUS])
      return parts.reach(target, signal)
    },
  })
  const ran = await runSteps(plan, site)
  expect(ran).toEqual({
    changed: [
      ...['coolify-settings', 'coolify-variables-with-both', 'coolify-deployed-with-both'],
      ...['secret-switched', 'coolify-variables', 'coolify-deployed'],
    ],
    failure: null,
  })
  const [next, ...seen] = between
  expect(next).not.toBe(workerSecret)
  expect(seen).toContainEqual([next, workerSecret])
  expect(seen.at(-1)).toEqual([next, undefined])
  expect(application.container?.environment).toEqual({
    ROOT_NODE_SECRET: next,
    LOG_LEVEL: 'info',
    OPENAI_API_KEY: workerSecret,
    WORKER_ID: 'h1',
    WORKER_HOST: '0.0.0.0',
    WORKER_PORT: '3001',
  })
})

test.each([
  ['tls' as const, provision, 'Coolify cannot put the files on the host that mutual TLS needs'],
  ['tunnel' as const, wish('provision', 'a tag; rm'), 'cannot be the tag of an image'],
  ['tunnel' as const, wish('rotate-keys'), 'is changed in Coolify'],
])('refuses a plan that cannot be kept: %s', async (transport, asked, reason) => {
  const fake = await openFake()
  const host: Host = { ...aHost, transport }
  expect(() => coolifyPlan(asked, host, partsOf(fake))).toThrow(reason)
})

test('shows no secret in what a plan says, and none in what is logged', async () => {
  const { site, plan }: { site: LocalSite; plan: ReturnType<typeof coolifyPlan> } =
    await provisioned()
  const said = JSON.stringify([plan, ...site.log])
  expect(said).not.toContain(workerSecret)
  expect(said).not.toContain('private text')
})
