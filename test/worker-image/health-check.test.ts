import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { certifiedKey } from '#main/provisioning/tls/certificate'
import { inProject } from '#tools/project'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** A program that answers so at `/health`; returns its port. */
async function answering(status: number): Promise<number> {
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health' ? status : 404).end()
  })
  server.listen(0, '127.0.0.1')
  cleanup.defer(() => new Promise<void>(resolve => server.close(() => resolve())))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port // sound: it listens on TCP
}

function exitCodeFor(port: number, more: Record<string, string> = {}): Promise<unknown> {
  return exitCodeOf(['health-check.mjs', 'SOME_PORT'], port, more)
}

async function exitCodeOf(
  args: readonly string[],
  port: number,
  more: Record<string, string> = {},
): Promise<unknown> {
  const child = spawn(process.execPath, args, {
    cwd: inProject('worker-image'),
    env: { SOME_PORT: String(port), ...more },
    stdio: 'inherit',
  })
  const [code] = await once(child, 'exit')
  return code
}

test('ends with 0 only when the program says that it is well', async () => {
  const healthy = await answering(200)
  const unhealthy = await answering(503)
  const nobody = 1
  expect(await Promise.all([healthy, unhealthy, nobody].map(port => exitCodeFor(port)))).toEqual([
    0, 1, 1,
  ])
})

test('with TLS, it is enough that the program shows a certificate', async () => {
  const validity = { validFrom: new Date(), validUntil: new Date(Date.now() + 60_000) }
  const wish = { subject: 'w', use: { kind: 'server', names: ['w'] }, ...validity } as const
  const { certificate: cert, key } = certifiedKey(wish, null)
  const mutual = { requestCert: true, rejectUnauthorized: true }
  const server = createSecureServer({ cert, key, ca: cert, ...mutual })
  server.listen(0, '127.0.0.1')
  cleanup.defer(() => new Promise<void>(resolve => server.close(() => resolve())))
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // sound: it listens on TCP
  const plain = await answering(200)
  const secure = { WORKER_TLS_CERT_FILE: '/run/cert.pem' }
  const codes = [port, plain].map(each => exitCodeFor(each, secure))
  expect(await Promise.all(codes)).toEqual([0, 1])
})

test('what stands for a shell in the image runs the health check, and nothing else', async () => {
  const healthy = await answering(200)
  const codes = [
    ['-c', 'node health-check.mjs SOME_PORT'],
    ['-c', 'node health-check.mjs NO_PORT'],
    ['-c', 'node health-check.mjs SOME_PORT; node -e 1'],
    ['-c', 'true'],
    ['-s'],
    [],
  ].map(args => exitCodeOf(['shell.mjs', ...args], healthy))
  expect(await Promise.all(codes)).toEqual([0, 1, 127, 127, 127, 127])
})
