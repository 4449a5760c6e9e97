import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http } from './http.ts'
import { eventually, type RunningProgram, startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A root node whose user has a home of its own. */
async function startAtHome(dataDir = temporaryFolder(cleanup), home = temporaryFolder(cleanup)) {
  const environment = { DATA_DIR: dataDir, HOME: home, LOCAL_WORKER: 'false' }
  return { root: await startRoot(cleanup, environment), dataDir, home }
}

const send = (root: RunningProgram, method: string, path: string, body: object = {}) =>
  http(root.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const list = async (root: RunningProgram) => (await http(`${root.url}/api/hosts`)).json.hosts

async function stop(root: RunningProgram): Promise<void> {
  root.signal('SIGTERM')
  await root.exited
}

/** A pair of keys as OpenSSH makes them. */
function keyPair(folder: string, name: string, passphrase = '') {
  const file = join(folder, name)
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', '', '-f', file])
  const publicKey = readFileSync(`${file}.pub`, 'utf8').trim()
  const printed = execFileSync('ssh-keygen', ['-lf', `${file}.pub`], { encoding: 'utf8' })
  const fingerprint = printed.split(' ')[1] ?? ''
  return { file, text: readFileSync(file, 'utf8'), publicKey, fingerprint }
}

/** Everything that the root node wrote. */
function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

test('hosts are added, listed without secrets, changed, and there after a restart', async () => {
  const { root, dataDir, home } = await startAtHome()
  const key = keyPair(home, 'given', 'opens sesame')
  const added = await send(root, 'POST', '/api/hosts', {
    ...{ name: '小李', address: 'Web.Example', port: 2222, user: 'ubuntu', region: 'eu' },
    ...{ monthly_cost: 4.5, host_key: 'accept_new', method: 'plain', critical: true },
    auth: { private_key: key.text, passphrase: 'opens sesame' },
  })
  const password = { password: 'hunter2hunter2' }
  const behind = { address: '10.0.0.9', user: 'opc', auth: password, jump: '小李' }
  const second = await send(root, 'POST', '/api/hosts', behind)
  const { id } = added.json
  expect([added.status, second.status, added.json]).toEqual([
    201,
    201,
    {
      ...{ id: expect.stringMatching(/^h-/), name: '小李', address: 'web.example', port: 2222 },
      ...{ user: 'ubuntu', region: 'eu', monthly_cost: 4.5, has_own_key: false, jump: null },
      auth: {
        ...{ kind: 'private_key', private_key_path: null, has_private_key: true },
        ...{ has_passphrase: true, has_password: false, readable: true },
      },
      ...{ host_key: 'accept_new', method: 'plain', transport: 'tunnel', priority: 100 },
      ...{ critical: true, coolify: null, verdict: null, installed: null, idle: null },
      trust: {
        ...{ state: 'unseen', key: null, pinned: null, pinned_at: null, because: null },
        expected_fingerprint: null,
      },
      added_at: expect.any(String),
    },
  ])
  const path = `/api/hosts/${encodeURIComponent('小李')}`
  const patched = await send(root, 'PATCH', path, { name: 'web', auth: { agent: true } })
  expect([patched.status, patched.json.id, patched.json.auth.has_private_key]).toEqual([
    200,
    id,
    false,
  ])
  const before = await list(root)
  await stop(root)
  const { root: again } = await startAtHome(dataDir, home)
  const after = await http(`${again.url}/api/hosts`)
  const audit = await http(`${again.url}/api/audit?limit=200`)
  expect(after.json.hosts).toEqual(before)
  await stop(again)
  const said = [added, second, patched, after, audit].map(({ text }) => text)
  const everything = [...said, filesBelow(dataDir), root.output(), again.output()].join('\n')
  const [line = ''] = key.text.split('\n').slice(2)
  const secrets = ['hunter2hunter2', 'opens sesame', line]
  expect(secrets.map(secret => [secret, everything.includes(secret)])).toEqual(
    secrets.map(secret => [secret, false]),
  )
  const actions = audit.json.entries.map(({ action }: { action: string }) => action)
  expect(actions.filter((action: string) => action.startsWith('host.'))).toEqual([
    'host.added',
    'host.added',
    'host.changed',
  ])
})

const host = { address: '192.0.2.1', user: 'ubuntu', auth: { agent: true } }

test.each([
  ['POST', '/api/hosts', {}, 400, 'invalid_request'],
  ['POST', '/api/hosts', { ...host, address: '-oProxyCommand=x' }, 400, 'invalid_request'],
  ['POST', '/api/hosts', { ...host, address: '169.254.169.254' }, 400, 'invalid_request'],
  ['POST', '/api/hosts', { ...host, address: 'root@192.0.2.1' }, 400, 'invalid_request'],
  ['POST', '/api/hosts', { ...host, port: 0 }, 400, 'invalid_request'],
  ['POST', '/api/hosts', { ...host, user: 'a b' }, 400, 'invalid_request'],
  ['POST', '/api/hosts', { ...host, auth: { agent: false } }, 400, 'invalid_request'],
  ['POST', '/api/hosts', { ...host, auth: { private_key: 'hidden' } }, 400, 'key_unreadable'],
  ['POST', '/api/hosts', { ...host, jump: 'nobody' }, 404, 'host_not_found'],
  ['POST', '/api/hosts', { ...host, colour: 'red' }, 400, 'invalid_request'],
  ['GET', '/api/hosts/none', {}, 404, 'host_not_found'],
  ['GET', '/api/hosts/%ff', {}, 400, 'invalid_request'],
  ['GET', '/api/hosts/import', {}, 405, 'method_not_allowed'],
  ['PATCH', '/api/hosts/none', {}, 404, 'host_not_found'],
  ['DELETE', '/api/hosts/none', {}, 404, 'host_not_found'],
  ['DELETE', '/api/hosts/none?force=yes', {}, 400, 'invalid_request'],
  ['POST', '/api/hosts/none/trust', { fingerprint: 'x' }, 404, 'host_not_found'],
  ['POST', '/api/hosts/import', {}, 400, 'invalid_request'],
  ['POST', '/api/hosts/import', { text: '{' }, 400, 'import_malformed'],
  ['POST', '/api/hosts/import', { source: 'ssh_config' }, 400, 'import_malformed'],
  ['POST', '/api/hosts/discover', { hosts: ['none'] }, 404, 'host_not_found'],
])('%s %s %j is refused', async (method, path, body, status, code) => {
  const { root } = await startAtHome()
  const { json, text, ...answer } = await send(root, method, path, body)
  expect([answer.status, json.error.code, text.includes('hidden')]).toEqual([status, code, false])
})

test('a host of known_hosts is trusted from the start; a fingerprint may be told beforehand', async () => {
  const { root, home } = await startAtHome()
  const key = keyPair(home, 'host')
  mkdirSync(join(home, '.ssh'))
  writeFileSync(join(home, '.ssh', 'known_hosts'), `[192.0.2.1]:2222 ${key.publicKey}\n`)
  const known = await send(root, 'POST', '/api/hosts', { ...host, port: 2222 })
  const { json: unknown } = await send(root, 'POST', '/api/hosts', { ...host, name: 'unknown' })
  const trust = `/api/hosts/${unknown.id}/trust`
  const told = await send(root, 'POST', trust, { fingerprint: key.fingerprint })
  const bad = await send(root, 'POST', trust, { fingerprint: 'MD5:aa' })
  expect([known.json.trust, told.json.trust, bad.status]).toMatchObject([
    {
      ...{ state: 'pinned', because: 'known_hosts' },
      key: { type: 'ssh-ed25519', fingerprint: key.fingerprint },
    },
    { state: 'unseen', expected_fingerprint: key.fingerprint },
    400,
  ])
})

test('imports the user’s own ssh config, and tells beforehand what it would add', async () => {
  const { root, home } = await startAtHome()
  mkdirSync(join(home, '.ssh'))
  const config = [
    'Host gate\n  HostName 192.0.2.7\n  User ubuntu\n  IdentityFile ~/.ssh/id_oracle',
    'Host inner\n  HostName 10.0.0.4\n  User opc\n  ProxyJump gate',
    'Host meta\n  HostName 169.254.169.254\n  User root',
  ]
  writeFileSync(join(home, '.ssh', 'config'), config.join('\n'))
  const wish = { source: 'ssh_config' }
  const dry = await send(root, 'POST', '/api/hosts/import', { ...wish, dry_run: true })
  expect(await list(root)).toEqual([])
  const { json } = await send(root, 'POST', '/api/hosts/import', wish)
  const { json: again } = await send(root, 'POST', '/api/hosts/import', wish)
  const count = ({ added, known, refused }: Record<string, number>) => [added, known, refused]
  expect([dry.json, json, again].map(count)).toEqual([
    [2, 0, 1],
    [2, 0, 1],
    [0, 2, 1],
  ])
  const hosts: { name: string; jump: string | null; id: string; auth: object }[] = await list(root)
  expect(hosts).toMatchObject([
    { name: 'gate', auth: { private_key_path: join(home, '.ssh/id_oracle') } },
    { name: 'inner', jump: hosts[0]?.id },
  ])
})

test('is removed when nobody needs it any more', async () => {
  const { root } = await startAtHome()
  const { json: gate } = await send(root, 'POST', '/api/hosts', { ...host, name: 'gate' })
  const inner = { ...host, name: 'inner', address: '10.0.0.4', jump: 'gate' }
  await send(root, 'POST', '/api/hosts', inner)
  const refused = await send(root, 'DELETE', '/api/hosts/gate')
  const first = await send(root, 'DELETE', '/api/hosts/inner')
  const second = await send(root, 'DELETE', `/api/hosts/${gate.id}/`)
  expect([refused.status, first.status, second.json, await list(root)]).toEqual([
    409,
    200,
    { id: gate.id, deleted: true },
    [],
  ])
})

test('a deployment that fails says why in a sentence, and by codes for other languages', async () => {
  const { root } = await startAtHome()
  // Nobody listens there.
  const auth = { password: 'hunter2hunter2' }
  const host = { name: '橡树', address: '127.0.0.1', port: 1, user: 'root', auth }
  await send(root, 'POST', '/api/hosts', { ...host, host_key: 'accept_new' })
  const { json } = await send(root, 'POST', `/api/hosts/${encodeURIComponent('橡树')}/provision`)
  const failed = await eventually(20_000, async () => {
    const { json: told } = await http(`${root.url}/api/deployments/${json.deployment_id}`)
    expect(told.status).toBe('Failed')
    return told.hosts[0]
  })
  expect(failed).toMatchObject({
    problem: expect.stringMatching(/^"橡树" could not be reached: 127\.0\.0\.1:1: nothing listens/),
    says: [
      {
        code: 'host.unusable',
        facts: {
          host: '橡树',
          problems: [
            {
              code: 'host.unreachable',
              says: {
                sentence: 'fault',
                fault: { why: { code: 'nothing-listens', facts: { place: '127.0.0.1:1' } } },
              },
            },
          ],
        },
      },
    ],
  })
})
