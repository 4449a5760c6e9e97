import type { HostFacts } from '#contract/model/host-facts'

/** Of a small ARM machine with Ubuntu on which nothing is wrong. */
export function healthyFacts(change: Partial<HostFacts> = {}): HostFacts {
  return {
    at: 1_000_000,
    hostname: 'small',
    os: { id: 'ubuntu', version: '24.04', name: 'Ubuntu 24.04.1 LTS' },
    kernel: '6.8.0-1015-oracle',
    architecture: 'arm64',
    pageSize: 4096,
    glibc: '2.39',
    cpus: 1,
    load1: 0.1,
    memory: { total: 6e9, available: 5e9 },
    disk: { total: 47e9, free: 40e9 },
    isSystemd: true,
    privileges: 'sudo',
    docker: null,
    cloudInit: 'done',
    apt: { lockedBy: null },
    firewall: { rejectsInput: false, manager: null },
    clockSkewMs: 12,
    timeZone: 'Etc/UTC',
    installed: null,
    cloud: 'oracle',
    roundTripMs: 40,
    ...change,
  }
}
