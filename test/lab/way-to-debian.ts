import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import type { Cleanup } from '#main/base/cleanup'

interface Way {
  readonly folder: string
  readonly namespace: string
}

const port = 3128

/** Runs in the namespace, which has no way out but the file system. */
const bridge = `
  const net = require('node:net')
  const server = net.createServer(near => {
    const far = net.connect(process.argv[1])
    near.pipe(far).pipe(near)
    near.on('error', () => far.destroy())
    far.on('error', () => near.destroy())
  })
  server.listen(${port}, '127.0.0.1', () => console.log('ready'))`

/** A proxy for builds in a network namespace without a way out: plain HTTP, as apt speaks it, and nothing else. */
export async function openWayToDebian(
  cleanup: Cleanup,
  { folder, namespace }: Way,
): Promise<string> {
  const socket = join(folder, 'debian.sock')
  const proxy = createServer(({ url = '', method, headers }, answer) => {
    const onward = request(url, { method, headers }, response => {
      answer.writeHead(response.statusCode ?? 502, response.headers)
      response.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    onward.end()
  })
  proxy.listen(socket)
  await once(proxy, 'listening')
  cleanup.defer(() => new Promise<void>(resolve => proxy.close(() => resolve())))
  const args = [`--net=/run/netns/${namespace}`, process.execPath, '-e', bridge, socket]
  const child = spawn('nsenter', args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  cleanup.defer(async () => {
    child.kill()
    await exited
    proxy.closeAllConnections()
  })
  await once(child.stdout, 'data')
  return `http://127.0.0.1:${port}`
}
