import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import type { HostKey } from '#contract/model/host'
import { generateOwnKey } from '#main/provisioning/ssh/own-key'
import { SshHostLinks } from '#main/provisioning/ssh/ssh-host-links'
import { aHost } from '#test/fakes/a-host'
import { KeptHosts } from '../kept-hosts.ts'

const never = new AbortController().signal
const key: HostKey = { type: 'ssh-ed25519', fingerprint: `SHA256:${'A'.repeat(43)}`, blob: 'AAAA' }
const other: HostKey = { ...key, blob: 'BBBB' }

/** A host whose key was pinned long ago; everyone who calls it is noted and hung up on. */
async function aPinnedHost() {
  const calls: unknown[] = []
  const server = createServer(socket => {
    calls.push(socket.remotePort)
    socket.end()
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const trust = { name: 'pinned', key, at: 1, because: 'owner' } as const
  const host = aHost('a', { address: '127.0.0.1', port, trust, auth: { kind: 'agent' } })
  const hosts = new KeptHosts(host)
  return { host, hosts, calls, close: () => server.close() }
}

test('a pinned key that was revoked since is not even called for', async () => {
  const { host, hosts, calls, close } = await aPinnedHost()
  const asked: unknown[] = []
  const links = new SshHostLinks(hosts, {
    pauseMs: 1,
    revokedKeys: async (...place) => {
      asked.push(place)
      return [other, key]
    },
  })
  const error = await links.open(host.id, never).catch((reason: unknown) => reason)
  close()
  expect(error instanceof FaultError && error.fault).toEqual({
    ...{ code: 'host.key-revoked', host: 'a', key },
  })
  expect([asked, calls]).toEqual([[['127.0.0.1', host.port]], []])
  expect(hosts.get(host.id).trust).toEqual(host.trust)
})

test('where another key is revoked, a pinned host is called as ever', async () => {
  const { host, hosts, calls, close } = await aPinnedHost()
  const links = new SshHostLinks(hosts, { pauseMs: 1, revokedKeys: async () => [other] })
  const login = { user: 'ubuntu', key: generateOwnKey('a').privateKey }
  const error = await links.openAs(host.id, login, never).catch((reason: unknown) => reason)
  close()
  expect(error).toMatchObject({ fault: { code: 'host.unreachable', host: 'a' } })
  expect(calls.length).toBeGreaterThan(0)
})
