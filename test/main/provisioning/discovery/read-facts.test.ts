import { expect, test } from 'vitest'
import { cloudOf } from '#main/provisioning/discovery/cloud'
import { readFacts } from '#main/provisioning/discovery/read-facts'

const printed = {
  hostname: 'small',
  osId: 'debian',
  osVersion: '12',
  osName: 'Debian GNU/Linux 12 (bookworm)',
  kernel: '6.1.0',
  machine: 'aarch64',
  wordBits: 64,
  pageSize: 65536,
  glibc: '2.36',
  cpus: 2,
  load1: 0.5,
  memoryTotal: 12e9,
  memoryAvailable: 11e9,
  diskTotal: 47e9,
  diskFree: 40e9,
  isSystemd: true,
  privileges: 'sudo',
  hasDocker: true,
  dockerVersion: '28.2.2',
  dockerRuns: true,
  cloudInit: 'done',
  hasApt: true,
  aptLockedBy: 'unattended-upgr',
  rejectsInput: true,
  firewallManager: 'netfilter-persistent',
  timeZone: 'Europe/Berlin',
  hasPlain: false,
  plainVersion: null,
  plainRuns: false,
  container: 'true 1.2.3',
  cloudId: null,
  dmi: 'QEMU Standard PC OracleCloud.com',
  clock: 1_700_000_100_000,
}
const hearing = { heardAt: 1_700_000_040_050, roundTripMs: 100 }
const read = (change: object = {}) =>
  readFacts(JSON.stringify({ ...printed, ...change }), 'small', hearing)

test('makes facts of what the script prints', () => {
  expect(read()).toEqual({
    at: 1_700_000_040_050,
    hostname: 'small',
    os: { id: 'debian', version: '12', name: 'Debian GNU/Linux 12 (bookworm)' },
    kernel: '6.1.0',
    architecture: 'arm64',
    pageSize: 65536,
    glibc: '2.36',
    cpus: 2,
    load1: 0.5,
    memory: { total: 12e9, available: 11e9 },
    disk: { total: 47e9, free: 40e9 },
    isSystemd: true,
    privileges: 'sudo',
    docker: { version: '28.2.2', isRunning: true },
    cloudInit: 'done',
    apt: { lockedBy: 'unattended-upgr' },
    firewall: { rejectsInput: true, manager: 'netfilter-persistent' },
    clockSkewMs: 60_000,
    timeZone: 'Europe/Berlin',
    installed: { method: 'docker', version: '1.2.3', isRunning: true },
    cloud: 'oracle',
    roundTripMs: 100,
  })
})

test.each([
  ['nothing of ours', { container: null }, null],
  [
    'a plain worker',
    { container: null, hasPlain: true, plainVersion: '2.0.0', plainRuns: true },
    { method: 'plain', version: '2.0.0', isRunning: true },
  ],
  [
    'a container without a label, stopped',
    { container: 'false' },
    { method: 'docker', version: null, isRunning: false },
  ],
  [
    'both, of which the container runs',
    { hasPlain: true, plainVersion: '2.0.0' },
    { method: 'docker', version: '1.2.3', isRunning: true },
  ],
  [
    'both, of which none runs',
    { hasPlain: true, plainVersion: '2.0.0', container: 'false 1.2.3' },
    { method: 'plain', version: '2.0.0', isRunning: false },
  ],
])('finds %s', (_, change, expected) => {
  expect(read(change).installed).toEqual(expected)
})

test.each([
  ['x86_64', 64, 'x64'],
  ['aarch64', 32, 'aarch64, 32 bit'],
  ['aarch64', null, 'arm64'],
  ['riscv64', 64, 'riscv64'],
])('calls %s with words of %s bits %s', (machine, wordBits, expected) => {
  expect(read({ machine, wordBits }).architecture).toBe(expected)
})

test('takes out of texts what would change how a screen shows them', () => {
  const { hostname } = read({ hostname: `a\u001b[31m\u202eb\u200b${'c'.repeat(300)}` })
  expect(hostname).toBe(`a[31mb${'c'.repeat(194)}`)
})

test.each([
  ['nothing', ''],
  ['a greeting', 'Welcome to Ubuntu\n'],
  ['half an object', '{"hostname":"a"'],
  ['a list', '[]'],
  ['null', 'null'],
  ['an object of other things', '{"hostname":1}'],
  ['a negative size', JSON.stringify({ ...printed, diskFree: -1 })],
  ['a number beyond all', JSON.stringify(printed).replace('12000000000', '1e999')],
  ['an unknown word', JSON.stringify({ ...printed, privileges: 'god' })],
])('refuses %s as noise', (_, stdout) => {
  expect(() => readFacts(stdout, 'small', hearing)).toThrow(
    expect.objectContaining({
      fault: expect.objectContaining({ code: 'host.noisy', host: 'small' }),
    }),
  )
})

test.each([
  ['oracle', null, 'oracle'],
  ['aws', null, 'amazon'],
  ['nocloud', 'QEMU Standard PC', null],
  ['constructor', null, null],
  [null, 'Google Google Compute Engine', 'google'],
  [null, null, null],
  ['aws', 'QEMU OracleCloud.com', 'oracle'],
])('of cloud id %s and firmware %s, the cloud is %s', (id, firmware, expected) => {
  expect(cloudOf(id, firmware)).toBe(expected)
})
