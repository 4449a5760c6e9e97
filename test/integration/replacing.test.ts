import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson } from './http.ts'
import { eventually, type RunningProgram, startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

interface Told {
  readonly id: string
  readonly action: string
  readonly hosts: readonly { readonly host_name: string }[]
}

test('the root node ends between the halves of a replacement: the second comes at the next start, once', async () => {
  const environment = { DATA_DIR: temporaryFolder(cleanup), LOCAL_WORKER: 'false' }
  const start = () => startRoot(cleanup, environment)
  let root = await start()
  const kill = async () => {
    root.signal('SIGKILL')
    await root.exited
  }
  // Nobody listens there: it is only seen what is begun.
  for (const [name, port] of [['old', 1] as const, ['new', 2] as const]) {
    const auth = { password: 'hunter2hunter2' }
    const host = { name, address: '127.0.0.1', port, user: 'root', host_key: 'accept_new', auth }
    expect((await postJson(`${root.url}/api/hosts`, host)).status).toBe(201)
  }
  const asked = await postJson(`${root.url}/api/hosts/old/replace`, { by: 'new' })
  expect(asked.status, asked.text).toBe(202)
  const id = asked.json.deployment_id
  expect((await deployment(root, id)).replaces).toMatchObject({
    ...{ host_name: 'old', uninstall: null },
  })
  await kill()
  becomesWell(environment.DATA_DIR, id)

  const begun = async () => {
    const { replaces } = await deployment(root, id)
    expect(replaces).toMatchObject({ host_name: 'old', status: 'begun' })
    return replaces.uninstall
  }
  root = await start()
  const uninstall = await eventually(10_000, begun)
  expect(await listed(root)).toEqual([`uninstall old ${uninstall}`, `provision new ${id}`])
  await kill()
  root = await start()
  expect(await begun()).toBe(uninstall)
  expect(await listed(root)).toEqual([`uninstall old ${uninstall}`, `provision new ${id}`])
})

/** As the store has it when the first half ended well, and the root node right then. */
function becomesWell(folder: string, id: string): void {
  const database = new Database(join(folder, 'banyan.db'))
  const row = database
    .prepare<[string], { readonly record: string }>('SELECT record FROM deployments WHERE id = ?')
    .get(id)
  const { deployment: before, request } = JSON.parse(row?.record ?? '')
  const hosts = before.hosts.map((host: object) => ({ ...host, status: 'Success', problem: null }))
  const replaces = { ...before.replaces, status: 'waiting', uninstall: null }
  const deployment = { ...before, status: 'Success', hosts, endedAt: before.startedAt, replaces }
  database
    .prepare('UPDATE deployments SET is_over = 0, record = ? WHERE id = ?')
    .run(JSON.stringify({ deployment, request }), id)
  database.close()
}

async function deployment(root: RunningProgram, id: string) {
  return (await http(`${root.url}/api/deployments/${id}`)).json
}

async function listed(root: RunningProgram): Promise<readonly string[]> {
  const { deployments } = (await http(`${root.url}/api/deployments`)).json
  return deployments.map(
    ({ id, action, hosts }: Told) => `${action} ${hosts[0]?.host_name ?? ''} ${id}`,
  )
}
