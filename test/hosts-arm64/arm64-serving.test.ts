import { afterAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { openLab } from '../hosts/lab.ts'
import { type Deployed, logOf, startHostedRoot } from '../hosts/rooted.ts'
import { http } from '../integration/http.ts'
import { eventually } from '../integration/processes.ts'

const house = new Cleanup()
afterAll(() => house.run())

const withinMs = 600_000

test('from a bare Debian on arm64 to a worker that serves through the tunnel, and back', async () => {
  const host = await openLab(house).up('arm', '--base', 'bookworm-arm64')
  const root = await startHostedRoot(house)
  const id = await root.addHost(host)
  const deploy = async (action: string): Promise<Deployed> => {
    const deployed = await root.deploy(`/hosts/${id}/${action}`, {}, withinMs)
    // The load that a host of the lab sees is that of the whole machine, which may be busy otherwise.
    const notWell = deployed.hosts.map(({ status, checks }) => [
      status,
      checks.filter(({ name, passed }) => !passed && name !== 'resources'),
    ])
    const served = expect.stringMatching(/^(Success|Partial)$/)
    expect(notWell, await logOf(root, deployed)).toEqual([[served, []]])
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
  expect(json.verdict.facts).toMatchObject({ architecture: 'arm64', systemd: true })
  const statusOf = async (pid: string) =>
    new Map(
      (await host.run(`cat /proc/${pid}/status`)).split('\n').map(line => {
        const [name = '', value = ''] = line.split(/:\s*/)
        return [name, value]
      }),
    )
  const [worker, first] = [
    await statusOf('$(systemctl show -p MainPID --value banyan-worker)'),
    await statusOf('1'),
  ]
  // An emulated systemd cannot filter system calls, as the emulator refuses that; these hold.
  expect({
    isRoot: worker.get('Uid')?.startsWith('0'),
    ...{ gains: worker.get('NoNewPrivs'), may: worker.get('CapBnd'), has: worker.get('CapEff') },
    filters: Number(worker.get('Seccomp_filters')) - Number(first.get('Seccomp_filters')),
  }).toEqual({
    isRoot: false,
    ...{ gains: '1', may: '0'.repeat(16), has: '0'.repeat(16), filters: 0 },
  })

  await host.lab('crash')
  await host.lab('start')
  const booted = performance.now()
  await serves()
  const bootedMs = performance.now() - booted
  process.stdout.write(
    `arm64: bare to serving ${Math.round(firstMs)} ms, again ${Math.round(againMs)} ms, after a boot ${Math.round(bootedMs)} ms\n`,
  )
  await deploy('uninstall')
  expect(
    await host.run('ls -d /opt/banyan-worker /etc/banyan /var/lib/banyan* 2>&1 || :'),
  ).not.toMatch(/^\//m)
})
