import { connect, type Socket } from 'node:net'
import { bodyOf, type Target } from './load.ts'
import type { StreamPlan } from './stream-plan.ts'

/** Asks for a stream over a socket of the system: a client library reads ahead, and costs more than what is measured. */
export function openRawStream(target: Target, plan: StreamPlan): Socket {
  const { hostname, port, host } = new URL(target.url)
  const body = bodyOf(plan)
  const headers = {
    host,
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...target.headers,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(Number(port), hostname)
  socket.setNoDelay(true)
  socket.write(`POST /v1/chat/completions HTTP/1.1\r\n${lines.join('')}\r\n${body}`)
  return socket
}

const good = Buffer.from('HTTP/1.1 200')
/** Some send it in a piece of its own. */
const wholeEnd = '\r\n0\r\n\r\n'
const patienceMs = 30_000

/** Reads a stream to its end. Rejects when it is not answered with 200 or breaks off. */
export function readRawStream(target: Target, plan: StreamPlan): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = openRawStream(target, plan)
    let hasBegun = false
    let end = ''
    socket.on('data', (piece: Buffer) => {
      if (!hasBegun && !piece.subarray(0, good.length).equals(good)) {
        reject(new Error(`answered ${piece.subarray(0, 40).toString('latin1')}`))
        socket.destroy()
      }
      hasBegun = true
      end = (end + piece.subarray(-wholeEnd.length).toString('latin1')).slice(-wholeEnd.length)
      if (end !== wholeEnd) return
      resolve()
      socket.destroy()
    })
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('silent for too long')))
    socket.once('error', reject)
    socket.once('close', () => reject(new Error('a stream broke off')))
  })
}
