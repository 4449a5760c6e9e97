import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { HostId } from '#contract/ids'
import type { HostKey } from '#contract/model/host'
import { Cleanup } from '#main/base/cleanup'
import { Secret } from '#main/base/secret'
import { command } from '#main/provisioning/command'
import type { HostLink } from '#main/provisioning/host-link'
import { hostKeyOf } from '#main/provisioning/ssh/host-key'
import { generateOwnKey } from '#main/provisioning/ssh/own-key'
import { SshHostLinks } from '#main/provisioning/ssh/ssh-host-links'
import { type Lab, type LabHost, labKeyFile, openLab } from './lab.ts'
import { MemoryHosts } from './memory-hosts.ts'

const house = new Cleanup()
const never = new AbortController().signal
afterAll(() => house.run())

let lab: Lab
let a: LabHost
let b: LabHost

beforeAll(async () => {
  lab = openLab(house)
  a = await lab.up('a')
  b = await lab.up('b')
})

const idOf = (name: string) => HostId.parse(name)
const labKey = () => ({ privateKey: new Secret(readFileSync(labKeyFile(), 'utf8')) })

function keyOf(host: LabHost): HostKey {
  const line = readFileSync(`${host.root}/etc/ssh/ssh_host_ed25519_key.pub`, 'utf8')
  return hostKeyOf(Buffer.from(line.split(' ')[1] ?? '', 'base64'))
}

const pinned = (host: LabHost) =>
  ({ name: 'pinned', key: keyOf(host), at: 7, because: 'owner' }) as const

async function nameThere(link: HostLink): Promise<string> {
  const { stdout } = await link.run(command('Name', 'hostname; id -un'), never)
  link.close()
  await link.closed
  return stdout.trim().replace('\n', ' ')
}

async function faultOf(work: Promise<unknown>) {
  const error = await work.then(() => null).catch((reason: unknown) => reason)
  if (error instanceof FaultError) return error.fault
  throw new Error('a fault was expected', { cause: error })
}

test('a new host is shown to its owner, and opened once its key is trusted', async () => {
  const hosts = new MemoryHosts()
  const links = new SshHostLinks(hosts)
  const { id, address } = hosts.add({ name: 'a', address: a.address }, labKey())
  const key = keyOf(a)
  expect(await faultOf(links.open(id, never))).toEqual({ code: 'host.untrusted', host: 'a', key })
  expect(hosts.get(id).trust).toEqual({ name: 'offered', key })
  await hosts.change(id, { trust: pinned(a) })
  expect([await nameThere(await links.open(id, never)), hosts.get(id).address]).toEqual([
    'a ubuntu',
    address,
  ])
})

test('a host may be trusted by first contact, where its owner says so', async () => {
  const hosts = new MemoryHosts()
  const clock = { monotonicMs: () => 0, wallMs: () => 1234 }
  const links = new SshHostLinks(hosts, { clock })
  const { id } = hosts.add({ name: 'a', address: a.address, keyRule: 'accept-new' }, labKey())
  expect(await nameThere(await links.open(id, never))).toBe('a ubuntu')
  expect(hosts.get(id).trust).toEqual({
    name: 'pinned',
    key: keyOf(a),
    at: 1234,
    because: 'first-contact',
  })
})

test('a host whose key changed is left alone until its owner trusts the new one', async () => {
  const hosts = new MemoryHosts()
  const links = new SshHostLinks(hosts)
  const before = pinned(b)
  const { id } = hosts.add(
    { name: 'b', address: b.address, keyRule: 'accept-new', trust: before },
    labKey(),
  )
  await b.run(
    `rm /etc/ssh/ssh_host_ed25519_key* && ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key && systemctl restart ssh`,
  )
  const changed = { pinned: before.key, offered: keyOf(b) }
  const fault = { code: 'host.key-changed', host: 'b', ...changed }
  expect(await faultOf(links.open(id, never))).toEqual(fault)
  expect(hosts.get(id).trust).toEqual({ name: 'changed', ...changed })
  expect(await links.meet(id, never)).toEqual(changed.offered)
  expect(await faultOf(links.open(id, never))).toEqual(fault)
  await hosts.change(id, { trust: pinned(b) })
  expect(await nameThere(await links.open(id, never))).toBe('b ubuntu')
})

test('a host that has lost the type of key it is known by counts as changed', async () => {
  const hosts = new MemoryHosts()
  const links = new SshHostLinks(hosts)
  const { id } = hosts.add({ name: 'b', address: b.address, trust: pinned(b) }, labKey())
  await b.run(`echo 'HostKey /etc/ssh/ssh_host_ecdsa_key' > /etc/ssh/sshd_config.d/k.conf
systemctl restart ssh`)
  expect(await faultOf(links.open(id, never))).toMatchObject({
    code: 'host.key-changed',
    offered: { type: 'ecdsa-sha2-nistp256' },
  })
  await b.run('rm /etc/ssh/sshd_config.d/k.conf; systemctl restart ssh')
})

test('a host behind another is reached through it, and knows its own key', async () => {
  const hosts = new MemoryHosts()
  const links = new SshHostLinks(hosts, {
    times: { readyMs: 2_000, keepaliveMs: 500 },
    pauseMs: 10,
  })
  hosts.add({ name: 'a', address: a.address, trust: pinned(a) }, labKey())
  const behind = { address: b.address, jump: idOf('a'), trust: pinned(b) }
  const { id } = hosts.add({ name: 'b', ...behind }, labKey())
  const closed = hosts.add({ name: 'closed', ...behind, port: 23 }, labKey())
  await lab.lab('cut', 'ctl', 'b')
  expect(await nameThere(await links.open(id, never))).toBe('b ubuntu')
  expect(await faultOf(links.open(closed.id, never))).toEqual({
    code: 'host.unreachable',
    host: 'closed',
    detail: expect.stringMatching(/^its jump host did not get through\..*Connection refused/),
  })
  await hosts.change(id, { trust: pinned(a) })
  expect(await faultOf(links.open(id, never))).toMatchObject({
    code: 'host.key-changed',
    host: 'b',
  })
  const link = await links.open(idOf('a'), never)
  expect((await a.run('pgrep -c -f "sshd: ubuntu@notty" || true')).trim()).toBe('1')
  link.close()
  await lab.lab('heal')
})

test('jump hosts that lead to each other are told, and nothing is dialled', async () => {
  const hosts = new MemoryHosts()
  const links = new SshHostLinks(hosts)
  hosts.add({ name: 'one', jump: idOf('two') })
  hosts.add({ name: 'two', jump: idOf('one') })
  expect(await faultOf(links.open(idOf('one'), never))).toEqual({
    code: 'host.unreachable',
    host: 'one',
    detail: 'the way to it has no end: one, then two. Change a jump host.',
  })
})

test('trouble of the network is tried three times, and a host that comes back is reached', async () => {
  const hosts = new MemoryHosts()
  const times = { readyMs: 700, keepaliveMs: 500 }
  const links = new SshHostLinks(hosts, { times, pauseMs: 300 })
  const { id } = hosts.add({ name: 'a', address: a.address, trust: pinned(a) }, labKey())
  await lab.lab('cut', 'ctl', 'a')
  const began = performance.now()
  expect(await faultOf(links.open(id, never))).toMatchObject({ code: 'host.unreachable' })
  const took = performance.now() - began
  expect([took > 2_700, took < 6_000]).toEqual([true, true])
  const patient = new SshHostLinks(hosts, { times: { readyMs: 3_000, keepaliveMs: 500 } })
  const opening = patient.open(id, never)
  await lab.lab('heal')
  expect(await nameThere(await opening)).toBe('a ubuntu')
})

test('waiting for a host can be given up', async () => {
  const hosts = new MemoryHosts()
  const links = new SshHostLinks(hosts)
  const { id } = hosts.add({ name: 'a', address: a.address, trust: pinned(a) }, labKey())
  await lab.lab('cut', 'ctl', 'a')
  const gone = new Error('enough')
  const began = performance.now()
  await expect(links.open(id, AbortSignal.any([abortAfter(300, gone)]))).rejects.toBe(gone)
  expect(performance.now() - began).toBeLessThan(1_500)
  await lab.lab('heal')
})

test('its own key is used as soon as it is installed, and may be proven before', async () => {
  const hosts = new MemoryHosts()
  const links = new SshHostLinks(hosts)
  const own = generateOwnKey('banyan')
  const password = new Secret('ubuntu')
  const { id } = hosts.add(
    { name: 'a', address: a.address, trust: pinned(a), auth: { kind: 'password' } },
    { password, adminKey: own.privateKey },
  )
  const other = { user: 'plain', key: own.privateKey }
  expect(await faultOf(links.openAs(id, other, never))).toMatchObject({ code: 'host.auth-refused' })
  for (const user of ['ubuntu', 'plain']) {
    await a.run(`echo '${own.publicLine}' >> /home/${user}/.ssh/authorized_keys`)
  }
  expect(await nameThere(await links.openAs(id, other, never))).toBe('a plain')
  await hosts.saveSecrets(id, { password: null })
  expect(await faultOf(links.open(id, never))).toMatchObject({ code: 'host.key-unreadable' })
  await hosts.change(id, { hasOwnKey: true })
  expect(await nameThere(await links.open(id, never))).toBe('a ubuntu')
})

function abortAfter(ms: number, reason: Error): AbortSignal {
  const abort = new AbortController()
  setTimeout(() => abort.abort(reason), ms)
  return abort.signal
}
