import { afterEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { Update } from '#contract/http/events'
import { Cleanup } from '#main/base/cleanup'
import { http } from './http.ts'
import { register, startPlainServer } from './node-house.ts'
import { startRoot, temporaryFolder } from './processes.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** Resolves with the first update that fits, and closes. */
function updateThat(url: string, fits: (update: Update) => boolean): Promise<Update> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url)
    socket.on('error', reject)
    socket.on('message', text => {
      const update: Update = JSON.parse(String(text))
      if (!fits(update)) return
      socket.close()
      resolve(update)
    })
  })
}

const refusal = (url: string, headers: Record<string, string>) =>
  new Promise<number | undefined>((resolve, reject) => {
    const socket = new WebSocket(url, { headers })
    socket.on('unexpected-response', (_request, response) => {
      response.resume()
      resolve(response.statusCode)
    })
    socket.on('open', () => reject(new Error('it opened')))
    socket.on('error', () => {})
  })

test('a node that comes is pushed to who listens, and the feed goes on after a restart of the root node', async () => {
  const environment = { LOCAL_WORKER: 'false', DATA_DIR: temporaryFolder(cleanup) }
  const before = await startRoot(cleanup, environment)
  const server = await startPlainServer(cleanup, 'a')
  const ws = (root: { readonly url: string }) => `${root.url.replace('http', 'ws')}/ws`
  const pushed = updateThat(ws(before), ({ data }) =>
    data.events.some(({ type, subject }) => type === 'node.registered' && subject === 'a'),
  )
  await register(before, { id: 'a', url: server.url })
  const { data, seq } = await pushed
  before.signal('SIGTERM')
  await before.exited

  const after = await startRoot(cleanup, environment)
  const resumed = await updateThat(`${ws(after)}/?after=${seq}`, update =>
    update.data.events.some(({ type }) => type === 'root.running'),
  )
  const { json } = await http(`${after.url}/api/events?after=${seq}&limit=3`)
  expect([data.cluster_health, data.agents[0]?.agent_id]).toEqual(['Healthy', 'a'])
  expect(resumed.data.events[0]?.seq).toBe(seq + 1)
  expect(json.events).toEqual(resumed.data.events.slice(0, 3))
  expect([json.gone, json.next_after]).toEqual([false, seq + 3])
})

test('a page of another origin cannot listen, nor a name that was bent to this computer', async () => {
  const root = await startRoot(cleanup, {
    LOCAL_WORKER: 'false',
    ROOT_NODE_SECRET: 'the right root secret',
    ALLOWED_ORIGINS: 'https://chat.example',
  })
  const url = `${root.url.replace('http', 'ws')}/ws`
  expect(
    await Promise.all([
      refusal(url, { origin: 'http://evil.example' }),
      refusal(url, { origin: 'null' }),
      refusal(url, { origin: 'https://chat.example' }),
      refusal(url, { host: 'evil.example' }),
      refusal(`${url}/nowhere`, {}),
    ]),
  ).toEqual([403, 403, 401, 403, 404])
})

test('a root node stops though somebody listens', async () => {
  const root = await startRoot(cleanup, { LOCAL_WORKER: 'false' })
  const socket = new WebSocket(`${root.url.replace('http', 'ws')}/ws`)
  await new Promise(resolve => socket.on('message', resolve))
  const closed = new Promise(resolve => socket.on('close', resolve))
  root.signal('SIGTERM')
  expect(await root.exited).toBe(0)
  expect(await closed).toBe(1001)
})
