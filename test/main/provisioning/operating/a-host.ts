import type { Host } from '#contract/model/host'
import { aHost as hostNamed } from '#test/fakes/a-host'

export const aHost: Host = hostNamed('h-1', { name: '法兰克福', address: '203.0.113.7' })

export const anInstalled = {
  workerId: 'h-1',
  method: 'plain',
  version: '1.0.0',
  address: '127.0.0.1',
  port: 3001,
  at: 1,
} as const
