import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import type { Cleanup } from '#main/base/cleanup'

const runFile = promisify(execFile)
const run = (program: string, ...args: readonly string[]) => runFile(program, args)

/** A network of its own: a switch, and computers on it that reach nothing else. Needs root, `ip`, `nft` and `tc`. */
export interface LabNetwork {
  /** Adds a computer. */
  plug(name: string, lastByte: number): Promise<LabComputer>
}

/** A network namespace with one cable to the switch. */
export interface LabComputer {
  readonly address: string
  spawn(args: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess
  /** All that comes from it or goes to it is lost at the switch. */
  cut(): Promise<void>
  /** So many of a hundred packets are lost. */
  lose(percent: number): Promise<void>
  /** Its cable carries no more than that, such as `64kbit`. */
  slow(rate: string): Promise<void>
  /** The cable is as good as new. */
  mend(): Promise<void>
}

const subnet = '10.88.0'

export async function openNetwork(cleanup: Cleanup): Promise<LabNetwork> {
  const prefix = `banyan${process.pid}`
  const sw = `${prefix}-sw`
  const add = async (name: string) => {
    await run('ip', 'netns', 'add', name)
    cleanup.defer(() => run('ip', 'netns', 'del', name).then(() => {}))
    await run('ip', '-n', name, 'link', 'set', 'lo', 'up')
  }
  const inSwitch = (...args: readonly string[]) => run('nsenter', `--net=/run/netns/${sw}`, ...args)
  await add(sw)
  await run('ip', '-n', sw, 'link', 'add', 'br0', 'type', 'bridge')
  await run('ip', '-n', sw, 'link', 'set', 'br0', 'up')
  await inSwitch(
    'nft',
    'add table bridge faults; add chain bridge faults f { type filter hook forward priority 0; }',
  )
  return {
    async plug(name, lastByte) {
      const ns = `${prefix}-${name}`
      const address = `${subnet}.${lastByte}`
      await add(ns)
      await run(
        ...(['ip', 'link', 'add', 'eth0', 'netns', ns, 'type', 'veth'] as const),
        ...(['peer', 'name', `p-${name}`, 'netns', sw] as const),
      )
      await run('ip', '-n', ns, 'addr', 'add', `${address}/24`, 'dev', 'eth0')
      await run('ip', '-n', ns, 'link', 'set', 'eth0', 'up')
      await run('ip', '-n', sw, 'link', 'set', `p-${name}`, 'master', 'br0', 'up')
      const drop = async (condition: string) => {
        for (const side of ['saddr', 'daddr']) {
          await inSwitch('nft', `add rule bridge faults f ip ${side} ${address} ${condition} drop`)
        }
      }
      return {
        address,
        spawn: (args, environment) =>
          spawn('nsenter', [`--net=/run/netns/${ns}`, process.execPath, ...args], {
            env: { PATH: process.env['PATH'], HOME: '/tmp', ...environment },
            stdio: ['ignore', 'pipe', 'inherit'],
          }),
        cut: () => drop(''),
        lose: percent => drop(`numgen random mod 100 < ${percent}`),
        async slow(rate) {
          const limits = ['rate', rate, 'burst', '4kb', 'latency', '500ms']
          await run('tc', '-n', ns, 'qdisc', 'add', 'dev', 'eth0', 'root', 'tbf', ...limits)
        },
        async mend() {
          await inSwitch('nft', 'flush chain bridge faults f')
          await run('tc', '-n', ns, 'qdisc', 'del', 'dev', 'eth0', 'root').catch(() => {})
        },
      }
    },
  }
}
