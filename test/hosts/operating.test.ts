import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'
import { type LabHost, openLab } from './lab.ts'
import { type HostedRoot, logOf, startHostedRoot } from './rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

let root: HostedRoot
let host: LabHost
let id: string
let untouched: readonly string[]

beforeAll(async () => {
  const lab = openLab(house)
  root = await startHostedRoot(house)
  host = await lab.up('kept')
  untouched = await filesOf(host)
  id = await root.addHost(host)
  const done = await root.deploy(`/hosts/${id}/provision`)
  expect(done.status, await logOf(root, done)).toBe('Success')
}, 180_000)

test('what its owner drains stays so, whatever is done on its host meanwhile', async () => {
  const choose = (status: string) =>
    http(`${root.url}/api/nodes/${id}/`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ status }),
    })
  expect((await choose('draining')).json).toMatchObject({ id, status: 'draining' })
  expect(await root.chat('the sea', id)).toMatch(/^50\d /)
  expect((await root.deploy(`/hosts/${id}/restart`)).hosts[0]?.steps[0]?.status).toBe('done')
  expect((await root.worker(id)).status).toBe('draining')
  expect((await choose('active')).status).toBe(200)
  await answers(5_000)
})

test('its log can be read and followed; whoever leaves leaves nothing running there', async () => {
  const read = await http(`${root.url}/api/hosts/${id}/log?lines=50`)
  expect([read.status, read.text]).toEqual([200, expect.stringContaining('worker listening')])

  const leave = new AbortController()
  const { signal } = leave
  const following = await fetch(`${root.url}/api/hosts/${id}/log?lines=1&follow=true`, { signal })
  let heard = ''
  const hearing = (async () => {
    const decoder = new TextDecoder()
    for await (const piece of following.body ?? []) heard += decoder.decode(piece)
  })().catch(() => {})
  await eventually(5_000, async () => expect(await readers()).not.toBe(''))
  const before = heard.length
  await host.run('systemctl restart banyan-worker')
  await eventually(10_000, async () => {
    expect(heard.slice(before)).toContain('worker listening')
  })
  leave.abort()
  await hearing
  await eventually(10_000, async () => expect(await readers()).toBe(''))
  await answers(20_000)
})

test('healing starts a worker anew that does not answer any more', async () => {
  const pid = await host.run('systemctl show --property=MainPID --value banyan-worker')
  await host.run(`kill -STOP ${pid.trim()}`)
  await eventually(120_000, async () => {
    const { json } = await http(`${root.url}/api/healing`)
    const restarts = json.actions.filter((each: { action: string }) => each.action === 'Restart')
    expect(restarts).toEqual([expect.objectContaining({ subject: id, outcome: 'done' })])
  })
  await answers(10_000)
}, 180_000)

test('after a reboot, and after a power cut that nobody heard of, it comes back unasked', async () => {
  await host.lab('stop')
  await host.lab('start')
  await answers(60_000)
  await pause(11_000) // A tunnel that was up for less counts as one that failed.
  await host.lab('link', 'down')
  await host.lab('crash')
  const booted = host.lab('start')
  await pause(5_000)
  await host.lab('link', 'up')
  await booted
  await answers(90_000)
}, 240_000)

test('uninstalling leaves the host as it was, but for logs', async () => {
  const done = await root.deploy(`/hosts/${id}/uninstall`)
  expect(done.status, await logOf(root, done)).toBe('Success')
  expect(await root.worker(id)).toBeUndefined()
  const left = await filesOf(host)
  expect({
    more: left.filter(line => !untouched.includes(line)),
    gone: untouched.filter(line => !left.includes(line)),
  }).toEqual({ more: [], gone: [] })
})

async function answers(withinMs: number): Promise<void> {
  await eventually(withinMs, async () => {
    expect(await root.chat('the sea', id)).toContain('the sea')
  })
}

const readers = () => host.run('pgrep -fa "journalctl --unit banyan-worke[r]" || :')

/** Every file with its owner and mode, and what is in those that people write. */
async function filesOf(host: LabHost): Promise<readonly string[]> {
  const text = await host.run(`find / -xdev -path /var/log -prune -o -printf '%p %y %m %u %g %l\\n'
find /etc /home /root -xdev -type f ! -path '/etc/*-' -exec sha256sum {} +`)
  // systemd makes these anew at each boot.
  return text.split('\n').filter(line => !/systemd-private-(?!.*banyan)/.test(line))
}
