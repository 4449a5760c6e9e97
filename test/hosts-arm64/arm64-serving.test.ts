import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { http } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'
import { openLab } from '../hosts/lab.ts'
import { type Deployed, logOf, startHostedRoot } from '../hosts/rooted.ts'

const house = new Cleanup()
afterAll(() => house.run())

const withinMs = 600_000

test('from a bare Debian on arm64 to a worker that serves through the tunnel, and back', async () => {
  const host = await openLab(house).up('arm', '--base', 'bookworm-arm64')
  const root = await startHostedRoot(house)
  const id = await root.addHost(host)
  const deploy = async (action: string): Promise<Deployed> => {
    const deployed = await root.deploy(`/hosts/${id}/${action}`, {}, withinMs)
    const [{ problem, checks } = { problem: 'no host', checks: [] }] = deployed.hosts
    // The load that a host of the lab sees is that of the whole machine, which may be busy otherwise.
    const notWell = checks.filter(({ name, passed }) => !passed && name !== 'resources')
    expect([problem, notWell], await logOf(root, deployed)).toEqual([null, []])
    return deployed
  }
  const serves = () =>
    eventually(120_000, async () => expect(await root.chat('你好', id)).toContain('你好'))

  const began = performance.now()
  await deploy('provision')
  await serves()
  const firstMs = performance.now() - began
  const again = performance.now()
  const second = await deploy('provision')
  const againMs = performance.now() - again
  expect(second.hosts[0]?.steps.filter(step => step.changed)).toEqual([])
  const { json } = await http(`${root.url}/api/hosts/${id}`)
  process.stdout.write(`${JSON.stringify(json.facts ?? json)}\n`)
  process.stdout.write(
    `${await host.run("cat /proc/$(systemctl show -p MainPID --value banyan-worker)/status; journalctl -b --no-pager | grep -i 'banyan-worker\\|seccomp' | tail -20")}\n`,
  )

  await host.lab('crash')
  await host.lab('start')
  const booted = performance.now()
  await serves()
  const bootedMs = performance.now() - booted
  process.stdout.write(
    `arm64: bare to serving ${Math.round(firstMs)} ms, again ${Math.round(againMs)} ms, after a boot ${Math.round(bootedMs)} ms\n`,
  )
  await deploy('uninstall')
  expect(await host.run('ls -d /opt/banyan-worker /etc/banyan /var/lib/banyan* 2>&1 || :')).not.toMatch(/^\//m)
})
