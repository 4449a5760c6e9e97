import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { holdPackages } from './held-packages.ts'
import { openLab } from './lab.ts'
import { brokenVersion, modelKey, openMethods } from './methods-house.ts'

const house = new Cleanup()
afterAll(() => house.run())

const well = { failed: null, problems: [] }
/** All files but those that the kernel makes, logs, caches, and the disk that the lab puts there for Docker. */
const listing = `find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /tmp -o -path /var/log -o -path /var/tmp -o -path /var/cache -o -path /var/lib/docker \\) -prune -o -printf '%M %u %p\\n' | sort`

test('brings a bare Debian to a worker that answers, changes nothing twice, and comes back by itself', async () => {
  const lab = await openLab(house).up('bare')
  const methods = openMethods(lab, house)
  const before = await lab.run(listing)

  const began = performance.now()
  const first = await methods.run('provision')
  const firstMs = performance.now() - began
  expect(first).toMatchObject({
    ...well,
    changed: ['own-key', 'worker-files', 'tunnel-user', 'settings', 'service'],
  })
  const secrets = await methods.hosts.secretsOf(methods.host().id)
  for (const secret of [modelKey, secrets.workerSecret?.reveal() ?? 'missing']) {
    expect(first.log).not.toContain(secret)
  }
  expect(await lab.run('stat -c "%a %U" /etc/banyan/worker.env')).toBe('600 root')
  const running = await lab.run(
    "tr '\\0' '\\n' < /proc/$(systemctl show -p MainPID --value banyan-worker)/environ",
  )
  expect(running).toContain(`OPENAI_API_KEY=${modelKey}\n`)

  const again = performance.now()
  expect(await methods.run('provision')).toMatchObject({ ...well, changed: [] })
  const againMs = performance.now() - again
  process.stdout.write(`first ${Math.round(firstMs)} ms, again ${Math.round(againMs)} ms\n`)

  const pid = await lab.run('systemctl show -p MainPID --value banyan-worker')
  await lab.run(`kill -9 ${pid}`)
  await lab.run('until [ "$(systemctl is-active banyan-worker)" = active ]; do sleep 0.2; done')
  expect(await methods.run('provision')).toMatchObject({ ...well, changed: [] })

  await lab.lab('crash')
  await lab.lab('start')
  expect(await methods.run('provision')).toMatchObject({ ...well, changed: [] })

  expect(await methods.run('uninstall')).toMatchObject({ failed: null })
  expect(await lab.run(listing)).toBe(before)
  expect(methods.host()).toMatchObject({ hasOwnKey: false, installed: null })
  expect(await methods.run('uninstall')).toMatchObject({ changed: [], failed: null })
})

test('brings another version, and goes back to the old one where it does not start', async () => {
  const lab = await openLab(house).up('moved')
  // Somebody else has the first port.
  await lab.run('apt-get update -qq && apt-get install -y -qq nodejs >/dev/null 2>&1')
  await lab.run(
    `systemd-run --unit other node -e 'require("net").createServer().listen(3001)' 2>&1`,
  )
  const methods = openMethods(lab, house)
  expect(await methods.run('provision')).toMatchObject(well)
  expect(methods.host().installed).toMatchObject({ port: 3002, version: '1.0.0' })

  expect(await methods.run('update', { version: '1.1.0' })).toMatchObject({
    ...well,
    changed: ['worker-files', 'service'],
  })
  const failed = await methods.run('update', { version: brokenVersion })
  expect(failed).toMatchObject({
    changed: ['worker-files', 'service'],
    failed: { step: 'service', message: expect.stringContaining('no such thing as a flux') },
  })
  expect(await methods.run('update', { version: '1.1.0' })).toMatchObject({
    ...well,
    changed: ['old-versions'],
  })
  expect(await lab.run('cd /opt/banyan-worker; ls versions; readlink current previous')).toBe(
    '1.0.0\n1.1.0\nversions/1.1.0\nversions/1.0.0',
  )

  // A root node that ended in the middle of a change.
  await lab.run(
    'systemctl stop banyan-worker; cp -p /etc/banyan/worker.env /etc/banyan/worker.env.next',
  )
  expect(await methods.run('provision', { version: '1.1.0' })).toMatchObject({
    ...well,
    changed: ['service'],
  })
  expect(await methods.run('stop')).toMatchObject({ failed: null, changed: ['stop'] })
  expect(await methods.run('stop')).toMatchObject({ failed: null, changed: [] })
  expect(await methods.run('start')).toMatchObject({ ...well, changed: ['start'] })
  expect(await methods.run('restart')).toMatchObject({ ...well, changed: ['restart'] })
})

test('changes keys and secrets without a gap', async () => {
  const lab = await openLab(house).up('turned')
  const methods = openMethods(lab, house)
  expect(await methods.run('provision')).toMatchObject(well)
  const before = await methods.hosts.secretsOf(methods.host().id)

  expect(await methods.run('rotate-keys')).toMatchObject({
    ...well,
    changed: ['new-key', 'old-key-gone', 'new-tunnel-key', 'tunnel-user'],
  })
  expect(await methods.run('rotate-secret')).toMatchObject({
    ...well,
    changed: ['settings-with-both', 'service-with-both', 'secret-switched', 'settings', 'service'],
  })
  const after = await methods.hosts.secretsOf(methods.host().id)
  for (const name of ['adminKey', 'tunnelKey', 'workerSecret'] as const) {
    expect(after[name]?.reveal()).not.toBe(before[name]?.reveal())
  }
  expect(await lab.run('grep -c banyan ~ubuntu/.ssh/authorized_keys')).toBe('1')
  expect(await lab.run('grep -c . /var/lib/banyan-tunnel/.ssh/authorized_keys')).toBe('1')
  expect(await lab.run('grep -c PREVIOUS /etc/banyan/worker.env || :')).toBe('0')
  expect(methods.secrets).toContain(after.workerSecret?.reveal())
  expect(await methods.run('provision')).toMatchObject({ ...well, changed: [] })
})

test('brings Docker and a container, updates it, goes back, and takes it all away', async () => {
  const lab = await openLab(house).up('boxed', '--docker')
  await lab.run('apt-get update -qq')
  const methods = openMethods(lab, house, { method: 'docker' }, { withKey: false })
  const before = await lab.run(listing)

  expect(await methods.run('provision')).toMatchObject({
    ...well,
    changed: ['own-key', 'docker', 'worker-image', 'tunnel-user', 'settings', 'service'],
  })
  expect(await methods.run('provision')).toMatchObject({ ...well, changed: [] })
  expect(await methods.run('update', { version: '1.1.0' })).toMatchObject(well)
  expect(await methods.run('update', { version: brokenVersion })).toMatchObject({
    failed: { step: 'service', message: expect.stringContaining('no such thing as a flux') },
  })
  expect(await methods.run('update', { version: '1.1.0' })).toMatchObject(well)
  expect(await methods.run('rotate-secret')).toMatchObject(well)
  expect(await methods.run('restart')).toMatchObject(well)
  await lab.run('kill -9 $(docker inspect -f "{{.State.Pid}}" banyan-worker); sleep 1')
  expect(await methods.run('provision', { version: '1.1.0' })).toMatchObject({
    ...well,
    changed: [],
  })

  expect(await methods.run('uninstall')).toMatchObject({ failed: null })
  await lab.run('rm -r /root/image-*')
  expect(await lab.run(listing)).toBe(before)
}, 300_000)

test('changes from the plain method to Docker, waits for whoever installs, and refuses who has no sudo', async () => {
  const lab = await openLab(house).up('changed', '--docker')
  const methods = openMethods(lab, house, {}, { withKey: false })
  expect(await methods.run('provision')).toMatchObject(well)

  const held = 25_000
  await holdPackages(lab, held / 1_000)
  const began = performance.now()
  const installed = { method: 'plain', version: '1.0.0', isRunning: true } as const
  const turned = await methods.run('provision', { method: 'docker' }, { installed })
  expect(turned).toMatchObject({ ...well, changed: expect.arrayContaining(['other-method-gone']) })
  expect(performance.now() - began).toBeGreaterThan(held)
  expect(await lab.run('docker ps --format "{{.Names}} {{.Ports}}"')).toBe(
    'banyan-worker 127.0.0.1:3001->3001/tcp',
  )
  await expect(methods.run('provision', {}, { privileges: 'none' })).rejects.toMatchObject({
    fault: { code: 'host.unusable' },
  })
}, 300_000)

test('opens the firewall before the rule that refuses, and switches passwords off, until it is uninstalled', async () => {
  const lab = await openLab(house).up('walled')
  await lab.run(`set -e
    apt-get update -qq
    echo iptables-persistent iptables-persistent/autosave_v4 boolean false | debconf-set-selections
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq iptables-persistent cloud-init >/dev/null 2>&1
    iptables -A INPUT -p tcp --dport 22 -j ACCEPT
    iptables -A INPUT -m state --state ESTABLISHED,RELATED -j ACCEPT
    iptables -A INPUT -i lo -j ACCEPT
    iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
    iptables-save > /etc/iptables/rules.v4`)
  const rules = `iptables -S INPUT; grep INPUT /etc/iptables/rules.v4; sshd -T | grep -i passwordauth; ls /etc/ssh/sshd_config.d`
  const before = await lab.run(rules)
  const methods = openMethods(lab, house, { transport: 'http' }, { isHardened: true })
  const firewall = { rejectsInput: true, manager: 'netfilter-persistent' } as const

  expect(await methods.run('provision', {}, { firewall, cloudInit: 'running' })).toMatchObject({
    ...well,
    changed: ['own-key', 'hardened', 'firewall', 'worker-files', 'settings', 'service'],
  })
  const [first, second] = (await lab.run('iptables -S INPUT')).split('\n').slice(-2)
  expect([first, second]).toEqual([
    expect.stringContaining('--dport 3001'),
    expect.stringContaining('-j REJECT'),
  ])
  await lab.run('netfilter-persistent reload >/dev/null 2>&1')
  expect(await lab.run('sshd -T | grep -i passwordauth')).toBe('passwordauthentication no')
  expect(await methods.run('provision', {}, { firewall, cloudInit: 'running' })).toMatchObject({
    ...well,
    changed: [],
  })
  expect(await (await fetch(`http://${lab.address}:3001/health`)).json()).toMatchObject({
    banyan: 'worker',
  })
  expect(await methods.run('uninstall')).toMatchObject({ failed: null })
  expect(await lab.run(rules)).toBe(before)
})
