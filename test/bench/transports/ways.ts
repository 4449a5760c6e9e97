import { type ChildProcess, spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { WorkerId } from '#contract/ids'
import type { Cleanup } from '#main/base/cleanup'
import { silentLog } from '#main/base/log'
import { PrivateAuthority, serverNameOf } from '#main/provisioning/tls/private-authority'
import { Tunnel } from '#main/provisioning/tunnel/tunnel'
import { WorkerConnection, type WorkerWay } from '#main/worker-client/worker-connection'
import { inProject } from '#tools/project'
import { type LabHost, labKeyFile } from '../../hosts/lab.ts'
import { linkTo } from '../../hosts/worker-on-host.ts'

/** One way to the server on the host, opened anew each time, so that the first request finds it cold. */
export interface Way {
  readonly name: string
  open(cleanup: Cleanup): Promise<WorkerConnection>
}

const plainPort = 3001
const tlsPort = 3002
const id = WorkerId.parse('bench')

/** Starts the server on the host and answers with the ways to it; the first is the yardstick. */
export async function waysTo(host: LabHost): Promise<readonly Way[]> {
  const shelf = { load: () => null, save: async () => {} }
  const sealer = {
    name: 'none',
    seal: async (text: string) => Buffer.from(text),
    open: async (sealed: Buffer) => sealed.toString(),
  }
  const authority = await PrivateAuthority.open({ shelf, sealer })
  await startServer(host, authority)
  const connection = (url: string, way?: WorkerWay) =>
    new WorkerConnection(id, url, { kind: 'none' }, way)
  return [
    {
      name: 'direct, in the clear',
      open: async () => connection(`http://${host.address}:${plainPort}`),
    },
    {
      name: 'tunnel',
      async open(cleanup) {
        const tunnel = new Tunnel({
          ...{ address: '127.0.0.1', port: plainPort, log: silentLog },
          open: signal => linkTo(host, null, signal),
        })
        cleanup.defer(() => tunnel.close())
        tunnel.start()
        await new Promise<void>(resolve => {
          tunnel.onChange(({ name }) => name === 'up' && resolve())
        })
        const dial = (signal: AbortSignal) => tunnel.dial(signal)
        return connection(`http://127.0.0.1:${plainPort}`, {
          ...{ kind: 'dial', dial, onSilence() {} },
        })
      },
    },
    {
      name: 'ssh -L',
      async open(cleanup) {
        const port = await freePort()
        const child = forwarding(host, port)
        cleanup.defer(() => void child.kill())
        await listening(port)
        return connection(`http://127.0.0.1:${port}`)
      },
    },
    {
      name: 'mutual TLS',
      open: async () =>
        connection(`https://${host.address}:${tlsPort}`, {
          kind: 'tls',
          serverName: serverNameOf('bench'),
          identity: async () => authority.rootFiles(),
        }),
    },
  ]
}

async function startServer(host: LabHost, authority: PrivateAuthority): Promise<void> {
  const folder = join(host.root, 'opt', 'bench')
  mkdirSync(folder, { recursive: true })
  copyFileSync(process.execPath, join(folder, 'node'))
  const source = inProject('test', 'bench', 'transports', 'answering-server.mjs')
  copyFileSync(source, join(folder, 'server.mjs'))
  const { certificate, key, authorities } = authority.filesFor('bench', [])
  const texts = { cert: certificate, key: key.reveal(), ca: authorities }
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, `${name}.pem`), text)
  await host.run(`
    cd /opt/bench
    systemd-run -q --unit=bench /opt/bench/node /opt/bench/server.mjs ${plainPort} ${tlsPort} /opt/bench
    for i in $(seq 100); do curl -s -o /dev/null 127.0.0.1:${plainPort} && exit; sleep 0.1; done`)
}

function forwarding(host: LabHost, port: number): ChildProcess {
  const options = ['StrictHostKeyChecking=no', 'UserKnownHostsFile=/dev/null', 'LogLevel=ERROR']
  return spawn(
    'ssh',
    [
      ...options.flatMap(option => ['-o', option]),
      ...['-N', '-L', `127.0.0.1:${port}:127.0.0.1:${plainPort}`],
      ...['-i', labKeyFile(), `ubuntu@${host.address}`],
    ],
    { stdio: 'ignore' },
  )
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

async function listening(port: number): Promise<void> {
  for (let look = 0; look < 200; look++) {
    const isThere = await new Promise<boolean>(resolve => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (isThere) return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error('ssh did not listen')
}
