import { request } from 'node:http'
import type { Cleanup } from '#main/base/cleanup'
import { scriptedServer } from '../fakes/scripted-server.ts'

/** Stands before a server and remembers what was asked of it. */
export interface RecordingProxy {
  readonly url: string
  /** The body of the last request that had one. */
  lastBody(): string
}

export async function recordingProxy(target: string, cleanup: Cleanup): Promise<RecordingProxy> {
  let last = ''
  const server = await scriptedServer((incoming, answer) => {
    const pieces: Buffer[] = []
    const { method, headers, url = '/' } = incoming
    const outgoing = request(`${target}${url}`, { method, headers, agent: false }, from => {
      answer.writeHead(from.statusCode ?? 502, from.headers)
      from.pipe(answer)
      from.on('error', () => answer.destroy())
    })
    outgoing.on('error', () => answer.destroy())
    // Whoever leaves leaves for the server behind, too.
    answer.on('close', () => outgoing.destroy())
    incoming.on('data', (piece: Buffer) => pieces.push(piece))
    incoming.on('end', () => {
      if (pieces.length > 0) last = Buffer.concat(pieces).toString('utf8')
      outgoing.end(Buffer.concat(pieces))
    })
  })
  cleanup.defer(() => server.close())
  return { url: server.url, lastBody: () => last }
}
