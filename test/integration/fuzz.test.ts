import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { openSocketsOf } from './door/open-sockets.ts'
import { statusesIn } from './door/raw.ts'
import { type OddRequest, oddRequest } from './fuzz/odd-request.ts'
import { healthyWorkers, http } from './http.ts'
import { memoryOf, startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const rounds = 500
const atOnce = 20

/** Sends it and gives back the statuses of what came, when the root has closed the connection. */
function send(port: number, { bytes, isCutOff }: OddRequest): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    const pieces: Buffer[] = []
    const text = () => Buffer.concat(pieces).toString('latin1')
    socket.setTimeout(15_000, () => {
      socket.destroy()
      reject(new Error(`hangs; so far: ${text()}`))
    })
    socket.on('data', piece => pieces.push(piece))
    socket.on('error', () => {})
    socket.on('close', () => resolve(statusesIn(text())))
    socket.write(bytes)
    if (isCutOff) socket.end()
  })
}

test(`${rounds * atOnce} odd requests to every route do no harm`, async () => {
  const dataDir = temporaryFolder(cleanup)
  // One worker is enough for a vote: that there are too few would be a rightful 503.
  const root = await startRoot(cleanup, {
    DATA_DIR: dataDir,
    MIN_CONSENSUS_NODES: '1',
    CONSENSUS_ALLOW_LOCAL: 'true',
  })
  await healthyWorkers(root.url, 1)
  const before = { memory: memoryOf(root.pid), sockets: openSocketsOf(root.pid) }
  const seen = new Map<number, number>()

  await fc.assert(
    fc.asyncProperty(
      fc.array(oddRequest, { minLength: atOnce, maxLength: atOnce }),
      async requests => {
        const answers = await Promise.all(requests.map(each => send(root.port, each)))
        for (const status of answers.flat()) seen.set(status, (seen.get(status) ?? 0) + 1)
        expect(answers.flat().filter(status => status >= 500)).toEqual([])
      },
    ),
    { numRuns: rounds, interruptAfterTimeLimit: 150_000, markInterruptAsFailure: true },
  )

  // Else it would all have been refused at the door, and nothing behind it was tried.
  expect([...seen.keys()]).toEqual(expect.arrayContaining([200, 400, 403, 404, 405, 415]))
  await expect
    .poll(async () => (await http(`${root.url}/api/metrics`)).json.requests.in_flight)
    .toBe(0)
  await expect
    .poll(() => openSocketsOf(root.pid), { timeout: 10_000 })
    .toBeLessThan(before.sockets + 20)
  expect(memoryOf(root.pid) - before.memory).toBeLessThan(200)

  root.signal('SIGTERM')
  expect(await root.exited).toBe(0)
  const log = readFileSync(join(dataDir, 'logs', 'banyan.log'), 'utf8')
  expect(log.split('\n').filter(line => line.includes('"level":"error"'))).toEqual([])
}, 200_000)
