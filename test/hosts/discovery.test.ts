import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import type { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'
import type { HostFacts, HostVerdict } from '#contract/model/host-facts'
import { Cleanup } from '#main/base/cleanup'
import { systemClock } from '#main/base/clock'
import { Secret } from '#main/base/secret'
import { Discovery } from '#main/provisioning/discovery/discovery'
import { countersCommand, readCounters } from '#main/provisioning/idle/counters'
import { SshHostLinks } from '#main/provisioning/ssh/ssh-host-links'
import { type LabHost, labKeyFile, openLab } from './lab.ts'
import { MemoryHosts } from './memory-hosts.ts'

const house = new Cleanup()
afterAll(() => house.run())

const never = new AbortController().signal

/** A book in memory, whose hosts are known by the keys that the lab gave them. */
class Book extends MemoryHosts {
  addPlace(name: string, { address, knownHost }: Place, change: Partial<Host> = {}): HostId {
    const [, type = '', blob = ''] = knownHost.split(' ')
    const key = { type, fingerprint: '', blob }
    const trust = { name: 'pinned', key, at: 0, because: 'expected' } as const
    const privateKey = new Secret(readFileSync(labKeyFile(), 'utf8'))
    return this.add({ name, address, trust, ...change }, { privateKey }).id
  }
}

type Place = Pick<LabHost, 'address' | 'knownHost'>

/** Tries that end well within the time of a host, so that why it is not reached is known. */
const linksTo = (book: Book) =>
  new SshHostLinks(book, { times: { readyMs: 2_000, keepaliveMs: 15_000 }, pauseMs: 200 })

const discoveryOf = (book: Book, withinMs = 30_000) =>
  new Discovery(
    { hosts: book, links: linksTo(book), clock: systemClock, preferredRegions: () => [] },
    { atOnce: 16, withinMs },
  )

async function look(book: Book, id: HostId): Promise<HostVerdict & { readonly name: 'seen' }> {
  const verdict = (await discoveryOf(book).discover([id], never)).get(id)
  if (verdict?.name === 'seen') return verdict
  throw new Error(`${id} was not seen: ${JSON.stringify(verdict)}`)
}

/** What a bare host of the lab is, but for what changes from one look to the next. */
const bare: Omit<
  HostFacts,
  'at' | 'kernel' | 'load1' | 'memory' | 'disk' | 'clockSkewMs' | 'roundTripMs' | 'cpus'
> = {
  hostname: 'bare',
  os: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
  architecture: process.arch,
  pageSize: 4096,
  glibc: '2.36',
  isSystemd: true,
  privileges: 'sudo',
  docker: null,
  cloudInit: 'absent',
  apt: { lockedBy: null },
  firewall: { rejectsInput: false, manager: null },
  timeZone: 'Etc/UTC',
  installed: null,
  cloud: null,
}

test('ten hosts side by side: each gets its own verdict, and the frozen one holds up nobody', async () => {
  const lab = openLab(house)
  const [first, frozen, bald, noisy] = await Promise.all([
    lab.up('bare'),
    lab.up('frozen'),
    lab.up('bald', '--no-systemd'),
    lab.up('noisy'),
  ])
  const small = await lab.up('small', '--mem', '380', '--disk', '256M', '--cpus', '0')
  await noisy.run(`printf 'echo Welcome; echo "{\\\\"a\\\\":1}"; echo oh >&2\n' > /tmp/noise
    cat /home/ubuntu/.bashrc >> /tmp/noise; cat /tmp/noise > /home/ubuntu/.bashrc`)
  // Its clock is seven minutes ahead, as far as it tells.
  await bald.run(`printf '#!/bin/sh\ncase $1 in +%%s%%3N) echo $(( $(/bin/date +%%s) + 420 ))000 ;; *) exec /bin/date "$@" ;; esac\n' > /usr/local/bin/date
    chmod +x /usr/local/bin/date`)
  const book = new Book()
  const ids = {
    bare: book.addPlace('bare', first),
    asks: book.addPlace('asks', first, { user: 'sudopw' }),
    none: book.addPlace('none', first, { user: 'plain' }),
    stranger: book.addPlace('stranger', first, { user: 'nobody-here' }),
    forged: book.addPlace('forged', { ...first, knownHost: frozen.knownHost }),
    dead: book.addPlace('dead', { ...first, address: first.address.replace(/\d+$/, '250') }),
    frozen: book.addPlace('frozen', frozen),
    bald: book.addPlace('bald', bald),
    noisy: book.addPlace('noisy', noisy),
    small: book.addPlace('small', small),
  }
  await frozen.lab('pause')
  house.defer(() => frozen.lab('resume').then(() => {}))

  const began = performance.now()
  const doneAfter = new Map<HostId, number>()
  const verdicts = await discoveryOf(book, 10_000).discover(Object.values(ids), never, one => {
    if (one.name === 'found') doneAfter.set(one.hostId, performance.now() - began)
  })

  const brief = (id: HostId) => {
    const verdict = verdicts.get(id)
    const codes = verdict?.problems.map(({ code, isWarning }) => (isWarning ? `(${code})` : code))
    return [...(verdict?.name === 'seen' ? verdict.methods : [verdict?.name]), ...(codes ?? [])]
  }
  expect(Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, brief(id)]))).toEqual({
    bare: ['plain', 'docker'],
    asks: ['sudo-asks'],
    none: ['no-privileges'],
    stranger: ['unseen', 'host.auth-refused'],
    forged: ['unseen', 'host.key-changed'],
    dead: ['unseen', 'host.unreachable'],
    frozen: ['unseen', 'host.unreachable'],
    bald: ['no-systemd', 'clock'],
    noisy: ['plain', 'docker'],
    small: ['memory', 'disk'],
  })
  expect([ids.dead, ids.frozen].map(id => verdicts.get(id)?.problems[0]?.message)).toEqual([
    expect.stringContaining('nothing answers'),
    expect.stringContaining('no SSH server speaks'),
  ])
  const others = [...doneAfter]
    .filter(([id]) => id !== ids.frozen && id !== ids.dead)
    .map(([, after]) => after)
  expect(Math.max(...others)).toBeLessThan(5_000)
  expect(doneAfter.get(ids.frozen)).toBeLessThan(11_000)

  const seen = verdicts.get(ids.bare)
  if (seen?.name !== 'seen') throw new Error('it is seen')
  expect(seen.facts).toMatchObject(bare)
  expect(Math.abs(seen.facts.clockSkewMs)).toBeLessThan(500)
  expect(seen.facts.roundTripMs).toBeLessThan(100)
  expect(book.get(ids.bare).verdict).toEqual(seen)
  const smallOne = verdicts.get(ids.small)
  expect(smallOne).toMatchObject({ facts: { cpus: 1, memory: { total: 380 * 1024 * 1024 } } })
})

test('an image as of Oracle: its rules, a locked apt, a first start that goes on, and what of ours is there', async () => {
  const lab = openLab(house)
  const host = await lab.up('oracle')
  const book = new Book()
  const id = book.addPlace('oracle', host, { transport: 'tls' })
  await host.run(`apt-get update -qq && apt-get install -y -qq iptables >/dev/null 2>&1
    iptables -A INPUT -p tcp --dport 22 -j ACCEPT
    iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
    mkdir -p /etc/iptables /run/cloud-init /opt/banyan-worker/versions/1.4.2
    iptables-save > /etc/iptables/rules.v4
    echo oracle > /run/cloud-init/cloud-id; : > /run/cloud-init/status.json
    printf '#!/bin/sh\necho status: running\n' > /usr/bin/cloud-init; chmod +x /usr/bin/cloud-init
    echo 1.4.2 > /opt/banyan-worker/versions/1.4.2/VERSION; chmod 700 /opt/banyan-worker
    ln -s versions/1.4.2 /opt/banyan-worker/current
    printf '[Service]\nExecStart=/bin/sleep 1000\n' > /etc/systemd/system/banyan-worker.service
    systemctl daemon-reload; systemctl start banyan-worker
    ln -sf ../usr/share/zoneinfo/Europe/Berlin /etc/localtime
    cat > /root/hold <<'S'
use Fcntl; open(my $f, '+<', '/var/lib/dpkg/lock-frontend') or die; my $l = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0);
fcntl($f, F_SETLK, $l) or die; sleep 600;
S
    ln -s /usr/bin/perl /root/unattended-upgrade
    systemd-run -q --unit=hold /root/unattended-upgrade /root/hold; sleep 0.5; systemctl is-active hold`)

  const { facts, problems, methods } = await look(book, id)
  expect(facts).toMatchObject({
    ...bare,
    hostname: 'oracle',
    cloudInit: 'running',
    // As the kernel keeps no more than 15 characters of a name.
    apt: { lockedBy: 'unattended-upgr' },
    firewall: { rejectsInput: true, manager: 'netfilter-persistent' },
    timeZone: 'Europe/Berlin',
    installed: { method: 'plain', version: '1.4.2', isRunning: true },
    cloud: 'oracle',
  })
  expect(problems.map(({ code, isWarning }) => [code, isWarning])).toEqual([
    ['apt-locked', true],
    ['cloud-init-running', true],
    ['firewall', true],
  ])
  expect(methods).toEqual(['plain', 'docker'])

  await host.run(`systemctl stop hold banyan-worker; iptables -F INPUT; rm /etc/iptables/rules.v4
    echo '{"v1": {"errors": ["boo"]}}' > /run/cloud-init/result.json`)
  expect((await look(book, id)).facts).toMatchObject({
    cloudInit: 'failed',
    apt: { lockedBy: null },
    firewall: { rejectsInput: false, manager: null },
    installed: { method: 'plain', version: '1.4.2', isRunning: false },
  })
})

test('a host with Docker: running or not, and a container of ours', async () => {
  const lab = openLab(house)
  const host = await lab.up('dock', '--docker')
  await host.run('apt-get update -qq && apt-get install -y -qq docker.io >/dev/null 2>&1')
  await host.run(`systemctl start docker
    tar -C / -cf - etc/hostname | docker import - banyan-worker:1.4.2 >/dev/null
    docker create --name banyan-worker --label io.banyan.version=1.4.2 banyan-worker:1.4.2 /none >/dev/null`)
  const book = new Book()
  const id = book.addPlace('dock', host)
  expect(await look(book, id)).toMatchObject({
    facts: {
      docker: { version: '20.10.24+dfsg1', isRunning: true },
      installed: { method: 'docker', version: '1.4.2', isRunning: false },
    },
    problems: [],
    methods: ['docker', 'plain'],
  })
  await host.run('systemctl stop docker.socket docker')
  expect(await look(book, id)).toMatchObject({
    facts: { docker: { version: '20.10.24+dfsg1', isRunning: false }, installed: null },
    problems: [{ code: 'docker-down', isWarning: true }],
    methods: ['plain', 'docker'],
  })
})

test('the counters of the idle rule are read by a user without any rights', async () => {
  const lab = openLab(house)
  const host = await lab.up('idler')
  const book = new Book()
  const link = await linksTo(book).open(book.addPlace('idler', host, { user: 'plain' }), never)
  const { stdout } = await link.run(countersCommand, never)
  link.close()
  expect(readCounters(stdout, 'idler').cpuTicks).toBeGreaterThan(0)
})
