import { expect, test } from 'vitest'
import type { Host } from '#contract/model/host'
import { coolifyPlan } from '#main/provisioning/coolify/coolify-plan'
import { aHost, openFake, partsOf, workerSecret } from './a-coolify.ts'
import { localSite } from './local-site.ts'
import {
  addServer,
  after,
  inventory,
  provision,
  provisioned,
  serving,
  wish,
} from './provisioned.ts'
import { runSteps } from './run-steps.ts'

test('goes from nothing to a serving worker through SSH, and opens no port', async () => {
  const { fake, site, plan, ran } = await provisioned()
  expect({ ran, there: inventory(fake), leaves: plan.leaves }).toEqual({
    ran: {
      changed: [
        'coolify-key',
        'coolify-key-on-host',
        'coolify-server',
        'coolify-server-usable',
        'coolify-project',
        'coolify-application',
        'coolify-settings',
        'coolify-variables',
        'coolify-deployed',
      ],
      failure: null,
    },
    there: serving('1.0.0'),
    leaves: {
      workerId: 'h1',
      method: 'coolify',
      version: '1.0.0',
      address: '10.0.1.2',
      port: 3001,
    },
  })
  const [application] = fake.state.applications
  expect(application?.settings).toEqual({
    environment_name: 'production',
    tags: ['banyan-worker'],
    docker_registry_image_name: 'registry.example/banyan-worker',
    docker_registry_image_tag: '1.0.0',
    ports_exposes: '3001',
    health_check_enabled: true,
    health_check_type: 'cmd',
    health_check_command: 'node health-check.mjs WORKER_PORT',
    health_check_interval: 5,
    health_check_timeout: 10,
    health_check_retries: 12,
    health_check_start_period: 10,
    limits_memory: '1g',
    max_restart_count: 10,
    stop_grace_period: 30,
    custom_docker_run_options: '--cap-drop=ALL --security-opt=no-new-privileges',
    instant_deploy: false,
    fqdn: null,
    description: expect.stringMatching(/^Set up by Banyan, state [0-9a-f]{16}$/),
  })
  const flags = {
    ...{ is_preview: false, is_literal: true, is_multiline: false },
    ...{ is_runtime: true, is_buildtime: false },
  }
  expect(application?.variables.map(({ key, value, flags }) => [key, value, flags])).toEqual([
    ['ROOT_NODE_SECRET', workerSecret, { ...flags, is_shown_once: true }],
    ['LOG_LEVEL', 'info', { ...flags, is_shown_once: false }],
    ['WORKER_ID', 'h1', { ...flags, is_shown_once: false }],
    ['WORKER_HOST', '0.0.0.0', { ...flags, is_shown_once: false }],
    ['WORKER_PORT', '3001', { ...flags, is_shown_once: false }],
  ])
  expect(site.authorizedKeys()).toMatch(/^ssh-ed25519 AAAAkey1x+ banyan-coolify\n$/)
})

test('changes nothing the second time', async () => {
  const { fake, site, parts } = await provisioned()
  const before = fake.changes.length
  const plan = coolifyPlan(provision, after(aHost, '1.0.0'), parts)
  const ran = await runSteps(plan, site)
  expect({ ran, changes: fake.changes.slice(before), leaves: plan.leaves?.address }).toEqual({
    ran: { changed: [], failure: null },
    changes: [],
    leaves: '10.0.1.2',
  })
})

test('goes on from wherever it was killed, and makes nothing twice', async () => {
  const fake = await openFake()
  const site = localSite(aHost, fake)
  const { length } = coolifyPlan(provision, aHost, partsOf(fake)).steps
  for (let most = 1; most < length; most++) {
    const part = await runSteps(coolifyPlan(provision, aHost, partsOf(fake)), site, most)
    expect(part.failure).toBeNull()
  }
  const ran = await runSteps(coolifyPlan(provision, aHost, partsOf(fake)), site)
  expect({ failure: ran.failure, there: inventory(fake) }).toEqual({
    failure: null,
    there: serving('1.0.0'),
  })
})

test('takes a server that Coolify knows already as it is, with the key that it has', async () => {
  const fake = await openFake()
  addServer(fake, { ip: aHost.address, team: 'ours', isUsable: true })
  const remembered: unknown[] = []
  const parts = partsOf(fake, {
    remember: async (_, coolify) => void remembered.push(coolify),
  })
  const site = localSite(aHost, fake)
  const ran = await runSteps(coolifyPlan(provision, aHost, parts), site)
  expect({ ran, keys: fake.state.keys, remembered }).toEqual({
    ran: {
      changed: [
        'coolify-project',
        'coolify-application',
        'coolify-settings',
        'coolify-variables',
        'coolify-deployed',
      ],
      failure: null,
    },
    keys: [],
    remembered: [{ accountId: 'c1', serverUuid: 'srv-owner' }],
  })
})

test('says that another team has the server, and takes the key back', async () => {
  const fake = await openFake()
  addServer(fake, { ip: aHost.address, team: 'theirs', isUsable: true })
  const site = localSite(aHost, fake)
  const { failure } = await runSteps(coolifyPlan(provision, aHost, partsOf(fake)), site)
  expect(failure).toContain('Another team of this Coolify has a server with this address')
  expect({ keys: fake.state.keys, host: site.authorizedKeys() }).toEqual({ keys: [], host: '' })
})

test('brings a new version, and the one before again where that is wished', async () => {
  const { fake, site, parts } = await provisioned()
  const update = coolifyPlan(wish('update', '2.0.0'), after(aHost, '1.0.0'), parts)
  const updated = await runSteps(update, site)
  const there = inventory(fake)
  const back = coolifyPlan(wish('update', '1.0.0'), after(aHost, '2.0.0'), parts)
  const ran = await runSteps(back, site)
  expect({ updated, there, ran, again: inventory(fake) }).toEqual({
    updated: {
      changed: ['coolify-settings', 'coolify-variables', 'coolify-deployed'],
      failure: null,
    },
    there: serving('2.0.0'),
    ran: { changed: ['coolify-settings', 'coolify-variables', 'coolify-deployed'], failure: null },
    again: serving('1.0.0'),
  })
})

test('leaves the old version serving when the new one is not healthy, without deploying it again', async () => {
  const { fake, site, parts } = await provisioned()
  fake.state.faults.unhealthy = ['2.0.0']
  const plan = coolifyPlan(wish('update', '2.0.0'), after(aHost, '1.0.0'), parts)
  const { failure } = await runSteps(plan, site)
  expect(failure).toContain('Can the server pull registry.example/banyan-worker:2.0.0')
  expect({
    there: inventory(fake),
    tag: fake.state.applications[0]?.settings['docker_registry_image_tag'],
    deployments: fake.state.deployments.map(({ status }) => status),
  }).toEqual({ there: serving('1.0.0'), tag: '1.0.0', deployments: ['finished', 'failed'] })
})

const open: Host = { ...aHost, transport: 'http' }

test('puts the old version back where Coolify calls an unhealthy one finished', async () => {
  const { fake, site, parts } = await provisioned(open)
  fake.state.faults.unhealthy = ['2.0.0']
  const plan = coolifyPlan(wish('update', '2.0.0'), after(open, '1.0.0'), parts)
  const { failure } = await runSteps(plan, site)
  expect(failure).toContain('did not become healthy: Coolify sees it as running:unhealthy')
  expect({
    there: inventory(fake),
    deployments: fake.state.deployments.map(({ status }) => status),
    isSecretSaid: site.log.join('\n').includes(workerSecret),
  }).toEqual({
    there: serving('1.0.0'),
    deployments: ['finished', 'finished', 'finished'],
    isSecretSaid: false,
  })
  // What is deployed is not known to be as wanted any more: the next run proves it.
  const again = await runSteps(coolifyPlan(provision, after(open, '1.0.0'), parts), site)
  expect(again.failure).toBeNull()
})

test('puts an update back that another run began', async () => {
  const { fake, site, parts } = await provisioned(open)
  const host = after(open, '1.0.0')
  const begun = coolifyPlan(wish('update', '2.0.0'), host, parts)
  await runSteps(begun, site, begun.steps.length - 1)
  fake.state.faults.unhealthy = ['2.0.0']
  await runSteps(coolifyPlan(wish('update', '2.0.0'), host, parts), site)
  expect(inventory(fake)).toEqual(serving('1.0.0'))
})

test('takes back what it made when the first worker does not come up', async () => {
  const fake = await openFake()
  fake.state.faults.unhealthy = ['1.0.0']
  const site = localSite(aHost, fake, 'ssh-ed25519 AAAA of the owner')
  const { failure } = await runSteps(coolifyPlan(provision, aHost, partsOf(fake)), site)
  expect(failure).toContain('The deployment failed')
  expect({ there: inventory(fake), host: site.authorizedKeys() }).toEqual({
    there: { keys: [], servers: [], projects: ['banyan'], applications: [] },
    host: 'ssh-ed25519 AAAA of the owner\n',
  })
})

test('opens a port only where requests do not go through SSH, and warns of it', async () => {
  const { fake, site, plan } = await provisioned(open)
  const warning = 'WARNING: port 3001 is opened on every address of the host'
  expect({
    ports: fake.state.applications[0]?.settings['ports_mappings'],
    isWarned: site.log.some(line => line.startsWith(warning)),
    isInPlan: plan.steps.some(({ words }) => words.includes(warning)),
    leaves: plan.leaves?.address,
  }).toEqual({ ports: '3001:3001', isWarned: true, isInPlan: true, leaves: '0.0.0.0' })
})

test('closes the port again when requests go through SSH from now on', async () => {
  const { fake, site, parts } = await provisioned(open)
  const ran = await runSteps(coolifyPlan(provision, after(aHost, '1.0.0'), parts), site)
  expect({
    failure: ran.failure,
    ports: fake.state.applications[0]?.settings['ports_mappings'],
  }).toEqual({ failure: null, ports: '' })
})

test('tells the owner the line that lets Coolify in, and goes on with the same key', async () => {
  const fake = await openFake()
  let letIn = ''
  fake.state.letsIn = key => letIn !== '' && key.startsWith(letIn)
  const site = localSite(open, fake)
  const begun = fake.state.now
  const { failure } = await runSteps(coolifyPlan(provision, open, partsOf(fake)), site)
  const withinMs = fake.state.now - begun
  expect(failure).toContain('Error: Permission denied (publickey).')
  expect(failure).not.toContain('<')
  expect(withinMs).toBeLessThan(60_000)
  letIn = /(ssh-ed25519 \S+) banyan-coolify/.exec(failure ?? '')?.[1] ?? ''
  const ran = await runSteps(coolifyPlan(provision, open, partsOf(fake)), site)
  expect({ failure: ran.failure, there: inventory(fake) }).toEqual({
    failure: null,
    there: serving('1.0.0'),
  })
})

test('waits for a slow installation, and gives up after 12 minutes', async () => {
  const slow = await openFake()
  slow.state.faults.validationMs = 11 * 60_000
  const ran = await runSteps(coolifyPlan(provision, aHost, partsOf(slow)), localSite(aHost, slow))
  const stuck = await openFake()
  stuck.state.faults.validationMs = 60 * 60_000
  const site = localSite(aHost, stuck)
  const { failure } = await runSteps(coolifyPlan(provision, aHost, partsOf(stuck)), site)
  expect({ slow: ran.failure, stuck: failure }).toEqual({
    slow: null,
    stuck: expect.stringContaining('It is not usable after 12 min.'),
  })
})
