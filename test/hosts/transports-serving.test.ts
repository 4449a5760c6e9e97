import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http, postJson } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'
import { ageCertificates } from './aged-certificates.ts'
import { type LabHost, openLab } from './lab.ts'
import { type Deployed, logOf, startHostedRoot } from './rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())
const lab = openLab(house)

/** As Oracle's image of Ubuntu has it: all but SSH is refused, and that is saved. */
async function wall(host: LabHost): Promise<void> {
  await host.run(`set -e
    apt-get update -qq
    echo iptables-persistent iptables-persistent/autosave_v4 boolean false | debconf-set-selections
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq iptables-persistent >/dev/null 2>&1
    iptables -A INPUT -p tcp --dport 22 -j ACCEPT
    iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
    iptables -A INPUT -i lo -j ACCEPT
    iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
    iptables-save > /etc/iptables/rules.v4`)
}

/** The load of a host in the lab is that of the machine that the lab runs on. */
const ofTheLab = 'resources'

/** What did not end well, steps and checks. */
function unwell({ hosts }: Deployed): readonly string[] {
  return hosts.flatMap(({ steps, checks }) => [
    ...steps.filter(({ status }) => status !== 'done').map(({ name }) => name),
    ...checks.filter(({ name, passed }) => !passed && name !== ofTheLab).map(({ name }) => name),
  ])
}

const rules = 'iptables -S INPUT; grep INPUT /etc/iptables/rules.v4'

test('http: the firewall is opened before the rule that refuses, the worker serves, and leaves the rules as they were', async () => {
  const host = await lab.up('plainly')
  await wall(host)
  const before = await host.run(rules)
  const root = await startHostedRoot(house)
  const id = await root.addHost(host, { transport: 'http' })

  const first = await root.deploy(`/hosts/${id}/provision`)
  expect(unwell(first), await logOf(root, first)).toEqual([])
  expect(first.hosts[0]?.checks.map(({ name }) => name)).toEqual([
    'process',
    'port',
    'api',
    'store',
    'root-to-worker',
    'worker-to-root',
    'resources',
  ])
  expect((await host.run('iptables -S INPUT')).split('\n').slice(-2)).toEqual([
    expect.stringContaining('--dport 3001'),
    expect.stringContaining('-j REJECT'),
  ])
  await host.run('netfilter-persistent reload >/dev/null 2>&1')
  expect(await root.chat('你好', id)).toContain('你好')
  const unsigned = await fetch(`http://${host.address}:3001/v1/models`)
  expect(unsigned.status).toBe(401)
  const second = await root.deploy(`/hosts/${id}/provision`)
  expect(second.hosts[0]?.steps.filter(step => step.changed)).toEqual([])

  const gone = await root.deploy(`/hosts/${id}/uninstall`)
  expect(unwell(gone), await logOf(root, gone)).toEqual([])
  expect(await host.run(rules)).toBe(before)
  expect(await root.worker(id)).toBeUndefined()
})

const over = new Set(['Success', 'Partial', 'Failed', 'Cancelled'])

async function answerOf(url: string, worker: string, session: string): Promise<string> {
  const { status, json } = await postJson(
    `${url}/api/chat`,
    { session_id: session, message: '你好' },
    { 'x-banyan-worker': worker },
  )
  return status === 200 ? json.response : `${status} ${json.error?.message}`
}

/** What the worker of a host shows, and how many authorities it believes. */
function certificatesOn(host: LabHost) {
  const text = (name: string) => readFileSync(join(host.root, 'etc/banyan/tls', name), 'utf8')
  const shown = new X509Certificate(text('certificate.pem'))
  const believed = text('authority.pem').match(/BEGIN CERTIFICATE/g)?.length
  const daysLeft = Math.round((Date.parse(shown.validTo) - Date.now()) / 86_400_000)
  return { daysLeft, believed, issuer: shown.issuer }
}

test('tls: from a bare Debian to a worker that lets in who has a certificate, and serves', async () => {
  const host = await lab.up('mutually')
  await wall(host)
  const before = await host.run(rules)
  const root = await startHostedRoot(house)
  const id = await root.addHost(host, { transport: 'tls' })

  const first = await root.deploy(`/hosts/${id}/provision`)
  expect(unwell(first), await logOf(root, first)).toEqual([])
  expect(await root.chat('你好', id)).toContain('你好')
  expect(await root.worker(id)).toMatchObject({
    transport: 'tls',
    url: `https://${host.address}:3001`,
  })
  await expect(fetch(`https://${host.address}:3001/health`)).rejects.toThrow()
  const second = await root.deploy(`/hosts/${id}/provision`)
  expect(second.hosts[0]?.steps.filter(step => step.changed)).toEqual([])

  const gone = await root.deploy(`/hosts/${id}/uninstall`)
  expect(unwell(gone), await logOf(root, gone)).toEqual([])
  expect(await host.run(rules)).toBe(before)
  expect(await host.run('ls /etc/banyan /etc/systemd/system 2>&1 | grep -i banyan-w || :')).toBe('')
  expect(await host.run('getent group banyan-tls || :')).toBe('')
})

test('tls: what is about to run out is renewed by itself, the authority as well, and no request fails', async () => {
  const host = await lab.up('renewed')
  const before = await startHostedRoot(house)
  const id = await before.addHost(host, { transport: 'tls' })
  const first = await before.deploy(`/hosts/${id}/provision`)
  expect(unwell(first), await logOf(before, first)).toEqual([])
  expect(certificatesOn(host)).toMatchObject({ daysLeft: 90, believed: 1 })
  before.signal('SIGTERM')
  await before.exited
  await ageCertificates(before.dataFolder, id, host)
  const aged = certificatesOn(host)
  expect(aged).toMatchObject({ daysLeft: 25, believed: 1 })

  const root = await startHostedRoot(house, {}, before.dataFolder)
  await eventually(20_000, async () =>
    expect(await root.worker(id)).toMatchObject({ status: 'healthy' }),
  )
  const answers: string[] = []
  let isOver = false
  const load = Array.from({ length: 4 }, async (_, each) => {
    while (!isOver) answers.push(await answerOf(root.url, id, `s${each}`))
  })
  // It looks a minute after the start: one deployment while both authorities count, one for the new alone.
  const renewals = await eventually(120_000, async () => {
    const { json } = await http(`${root.url}/api/deployments`)
    const found: readonly (Deployed & { readonly action: string })[] = json.deployments.filter(
      (deployment: { action: string }) => deployment.action === 'renew-certificates',
    )
    expect(found.map(({ status }) => over.has(status))).toEqual([true, true])
    return found
  })
  // Time for the worker to go by them.
  await new Promise(resolve => setTimeout(resolve, 3_000))
  isOver = true
  await Promise.all(load)
  expect(renewals.flatMap(unwell)).toEqual([])
  expect(renewals.map(({ hosts }) => hosts[0]?.steps.map(({ name }) => name))).toEqual([
    ['certificates'],
    ['certificates'],
  ])
  expect(answers.filter(answer => !answer.includes('你好'))).toEqual([])
  expect(answers.length).toBeGreaterThan(100)
  const renewed = certificatesOn(host)
  expect(renewed).toMatchObject({ daysLeft: 90, believed: 1 })
  expect(renewed.issuer).not.toBe(aged.issuer)
  expect(await host.run('systemctl show -p NRestarts --value banyan-worker')).toBe('0')
  const asked = await root.deploy(`/hosts/${id}/renew-certificates`)
  expect(asked.hosts[0]?.steps.filter(step => step.changed)).toEqual([])
}, 300_000)
