import { expect, onTestFinished, test } from 'vitest'
import { ListedDeployment, ListedDeployments, PlannedDeployment } from '#contract/http/deployments'
import { DeploymentId, HostId } from '#contract/ids'
import { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { composeDeployments } from '#main/compose-deployments'
import { CrossOrigin } from '#main/gateway/cross-origin'
import { deploymentJson } from '#main/gateway/deployment-json'
import { Door } from '#main/gateway/door'
import { Gateway } from '#main/gateway/gateway'
import { openDeployments } from '../provisioning/deployments/open-deployments.ts'
import { endless, ScriptedHost } from '../provisioning/deployments/scripted-host.ts'
import { tempDatabase, tempFolder } from '../store/temp-database.ts'

/** The routes behind a real server, over scripted hosts. */
async function openRoutes(hosts: readonly ScriptedHost[]) {
  // The same surroundings, composed as the root node does.
  const { around } = await openDeployments(hosts)
  const cleanup = new Cleanup()
  onTestFinished(() => cleanup.run())
  const messages: unknown[] = []
  const { routes } = await composeDeployments(
    {
      ...around,
      ...{ database: await tempDatabase(), folder: tempFolder() },
      tellLog: message => messages.push(message),
      hostNamed: name => around.hosts.get(HostId.parse(name)),
    },
    cleanup,
  )
  const gateway = new Gateway({
    crossOrigin: new CrossOrigin([]),
    door: new Door({
      host: '127.0.0.1',
      names: [],
      asksOwnersAlways: false,
      isListedOrigin: () => false,
      secretRefusal: () => null,
      isSigned: () => false,
      appKey: () => null,
    }),
    log: silentLog,
    routes,
  })
  const port = await gateway.listen('127.0.0.1', 0)
  cleanup.defer(() => gateway.close(0))
  const url = `http://127.0.0.1:${port}/api`
  const post = async (path: string, body?: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const init = body === undefined ? {} : { headers, body: JSON.stringify(body) }
    const answer = await fetch(url + path, { method: 'POST', ...init })
    return { status: answer.status, json: await answer.json() }
  }
  const get = async (path: string) => (await fetch(url + path)).json()
  const over = async (id: string) => {
    for (;;) {
      const json = ListedDeployment.parse(await get(`/deployments/${id}`))
      if (json.status !== 'Running') return json
      await new Promise(resolve => setTimeout(resolve, 5))
    }
  }
  return { url, messages, post, get, over }
}

test('one host is worked on in the background, with or without a body', async () => {
  const { post, over, get } = await openRoutes([new ScriptedHost('h')])
  const started = await post('/hosts/h/provision')
  const { deployment_id: id } = started.json
  const done = await over(id)
  const again = await post('/hosts/h/restart', { version: '1.2.3' })
  await over(again.json.deployment_id)
  const page = ListedDeployments.parse(await get('/deployments?limit=1'))
  const rest = ListedDeployments.parse(await get(`/deployments?cursor=${page.next_cursor}`))
  expect({
    answers: [started, again.status],
    done: [done.status, done.hosts[0]?.steps.map(({ name, changed }) => [name, changed])],
    pages: [page, rest].map(({ deployments }) => deployments.map(({ action }) => action)),
    actor: done.actor,
  }).toEqual({
    answers: [{ status: 202, json: { deployment_id: id } }, 202],
    done: [
      'Success',
      [
        ['a', true],
        ['b', true],
      ],
    ],
    pages: [['restart'], ['provision']],
    actor: 'owner',
  })
})

test('a dry run answers with the plan and touches nothing', async () => {
  const host = new ScriptedHost('h')
  const { post, get } = await openRoutes([host])
  const { status, json } = await post('/deployments', { hosts: ['h'], dry_run: true })
  const planned = PlannedDeployment.parse(json)
  const [asked] = planned.hosts
  expect([status, planned.dry_run, asked?.plan, host.opened]).toEqual([
    200,
    true,
    expect.stringContaining('1. a: Makes a.'),
    0,
  ])
  expect(asked?.commands[0]).toEqual({
    ...{ step: 'a', words: 'do a', script: 'echo do a', as_root: false },
  })
  const [done, dry] = [await get('/deployments'), await get('/deployments?dry_run=true')]
  expect([done.deployments, dry.deployments.map(({ id }: { id: string }) => id)]).toEqual([
    [],
    [planned.id],
  ])
})

test('is cancelled, resumed, and its log is had as text and as JSON', async () => {
  const host = new ScriptedHost('h').next('do b', endless)
  const { url, post, over, messages } = await openRoutes([host])
  const { json } = await post('/deployments', { hosts: ['h', 'h'], strategy: 'Progressive' })
  const path = `/deployments/${json.deployment_id}`
  while (!host.ran.includes('do b')) await new Promise(resolve => setTimeout(resolve, 2))
  const cancelled = await post(`${path}/cancel`)
  const again = await post(`${path}/cancel`)
  const resumed = await post(`${path}/resume`)
  const done = await over(json.deployment_id)
  const log = await fetch(`${url}${path}/log`)
  const lines = (await (await fetch(`${url}${path}/log?format=jsonl`)).text()).trim().split('\n')
  const seqs = lines.map(line => JSON.parse(line).seq)
  expect({
    cancelled: [cancelled.status, cancelled.json.status],
    again: [again.status, again.json.error.code],
    resumed: resumed.status,
    done: [done.status, done.hosts.length],
    type: log.headers.get('content-type'),
    text: (await log.text()).includes(' h b $ do b\n'),
    isInOrder: seqs.every((seq, place) => seq === place + 1),
    isTold: JSON.stringify(messages).includes('"text":"$ do b"'),
  }).toEqual({
    cancelled: [200, 'Cancelled'],
    again: [409, 'deployment_over'],
    resumed: 202,
    done: ['Success', 1],
    type: 'text/plain; charset=utf-8',
    text: true,
    isInOrder: true,
    isTold: true,
  })
})

test('a lock is broken on request', async () => {
  const host = new ScriptedHost('h')
  host.holder = 'd7'
  const { post } = await openRoutes([host])
  expect([await post('/hosts/h/break-lock'), await post('/hosts/h/break-lock')]).toEqual([
    { status: 200, json: { broken: true, owner: 'me@home' } },
    { status: 200, json: { broken: false, owner: null } },
  ])
})

test.each([
  ['/deployments', { hosts: [] }, 400, 'invalid_request'],
  ['/deployments', { hosts: ['h'], strategy: 'All' }, 400, 'invalid_request'],
  ['/deployments', { hosts: ['h'], version: '--help' }, 400, 'invalid_request'],
  ['/deployments', { hosts: ['z'] }, 404, 'host_not_found'],
  ['/hosts/z/provision', undefined, 404, 'host_not_found'],
  ['/hosts/h/provision', { surprise: 1 }, 400, 'invalid_request'],
  ['/deployments/z/cancel', undefined, 404, 'deployment_not_found'],
  ['/deployments/..%2f..%2fetc/resume', undefined, 404, 'deployment_not_found'],
] as const)('POST %s %j: %i', async (path, body, status, code) => {
  const { post } = await openRoutes([new ScriptedHost('h')])
  const answer = await post(path, body)
  expect([answer.status, answer.json.error.code]).toEqual([status, code])
})

test('a failure is told by codes too, without secrets', async () => {
  const host = new ScriptedHost('h').next('do b', () => ({ exitCode: 7, stderr: 'hunter2 full\n' }))
  const { post, over } = await openRoutes([host])
  const { json } = await post('/hosts/h/provision')
  const [failed] = (await over(json.deployment_id)).hosts
  const fault = {
    code: 'host.step-failed',
    facts: {
      ...{ host: 'h', step: 'b', facts: {}, detail: 'exit 7: [secret] full' },
      ...{ why: { code: 'exit', facts: { code: 7 } }, said: '[secret] full' },
    },
  }
  expect([failed?.problem, failed?.says, failed?.steps.map(({ says }) => says)]).toEqual([
    '"b" failed on "h": exit 7: [secret] full',
    [fault],
    [{ code: 'said', facts: { said: 'made a' } }, fault],
  ])
})

test('what was kept before there were codes is listed without them', () => {
  const [day, hour] = [Date.UTC(2026, 10, 1), 3_600_000]
  const step = {
    ...({ name: 'port', words: 'Chooses it.', status: 'done', changed: false } as const),
    ...{ message: 'port 3001', progress: null, startedAt: day, durationMs: 12 },
  }
  const { hosts } = deploymentJson({
    ...{ id: DeploymentId.parse('20261101-000000-3f9c2a'), action: 'provision' },
    ...{ rollout: 'Parallel', status: 'Partial', version: null, actor: 'owner', isDryRun: false },
    ...{ startedAt: day, endedAt: day + hour },
    hosts: [
      {
        ...{
          hostId: HostId.parse('h'),
          hostName: 'h',
          status: 'Partial',
          workerId: null,
          batch: 0,
        },
        steps: [step],
        checks: [{ name: 'api', passed: false, message: 'gone' }],
        problem: 'api: gone',
      },
    ],
  })
  expect(ListedDeployment.shape.hosts.parse(hosts)).toMatchObject([
    {
      steps: [{ message: 'port 3001', facts: null, says: null }],
      checks: [{ message: 'gone', says: null }],
      ...{ problem: 'api: gone', says: null },
    },
  ])
})
