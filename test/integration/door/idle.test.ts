import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cleanup } from '#main/base/cleanup'
import { healthyWorkers, postJson } from '../http.ts'
import { type RunningProgram, startRoot } from '../processes.ts'
import { openSocketsOf } from './open-sockets.ts'
import { openSocket, rawRequest } from './raw.ts'

const cleanup = new Cleanup()
let root: RunningProgram
afterAll(() => cleanup.run())
beforeAll(async () => {
  root = await startRoot(cleanup)
  await healthyWorkers(root.url, 1)
})

test('1,000 connections that say nothing, or begin and stop, keep nobody out and are cleared away', async () => {
  const before = openSocketsOf(root.pid)
  const sockets = await Promise.all(Array.from({ length: 1_000 }, () => openSocket(root.port)))
  cleanup.defer(() => {
    for (const socket of sockets) socket.destroy()
  })
  for (const [index, socket] of sockets.entries()) {
    socket.on('error', () => {})
    if (index % 3 === 1) socket.write('POST /api/chat HTTP/1.1\r\nHost: 127.0')
    if (index % 3 === 2) socket.write(rawRequest('GET /health HTTP/1.1'))
  }
  const began = performance.now()
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => postJson(`${root.url}/api/chat`, { message: 'ping' })),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect(performance.now() - began).toBeLessThan(5_000)
  // Heads may take 15 s, and what is kept alive 30 s.
  await expect
    .poll(() => openSocketsOf(root.pid), { timeout: 50_000, interval: 500 })
    .toBeLessThan(before + 20)
}, 70_000)
