import { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'

/** A host that was added and never seen, as the book has it; a test says what is otherwise. */
export function aHost(id: string, change: Partial<Host> = {}): Host {
  return {
    id: HostId.parse(id),
    name: id,
    address: '192.0.2.1',
    port: 22,
    user: 'ubuntu',
    region: null,
    monthlyCost: null,
    auth: { kind: 'private-key' },
    hasOwnKey: false,
    jump: null,
    keyRule: 'ask',
    method: 'auto',
    coolify: null,
    transport: 'tunnel',
    priority: 0,
    isCritical: false,
    trust: { name: 'unseen' },
    verdict: null,
    installed: null,
    addedAt: 0,
    ...change,
  }
}
