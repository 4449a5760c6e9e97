import { HostId } from '#contract/ids'
import type { Host } from '#contract/model/host'

export const aHost: Host = {
  id: HostId.parse('h-1'),
  name: '法兰克福',
  address: '203.0.113.7',
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
}

export const anInstalled = {
  workerId: 'h-1',
  method: 'plain',
  version: '1.0.0',
  address: '127.0.0.1',
  port: 3001,
  at: 1,
} as const
