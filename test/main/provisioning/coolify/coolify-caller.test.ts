import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { Secret } from '#main/base/secret'
import { CoolifyCaller } from '#main/provisioning/coolify/coolify-caller'
import type { CoolifyTime } from '#main/provisioning/coolify/coolify-time'

const never = new AbortController().signal
const token = '7|a-token-that-nobody-may-see'

/** Time that passes at once. */
function quickTime(): CoolifyTime & { waited: number[] } {
  let now = 0
  const waited: number[] = []
  return {
    waited,
    now: () => now,
    async wait(ms, signal) {
      signal.throwIfAborted()
      waited.push(ms)
      now += ms
    },
  }
}

async function calling(listener: RequestListener) {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // sound: it listens on TCP
  const time = quickTime()
  const url = `http://127.0.0.1:${port}`
  return { time, caller: new CoolifyCaller({ url, token: new Secret(token), time }) }
}

const answering =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_, response) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    response.writeHead(status, headers).end(text)
  }

const ask = { method: 'GET', path: '/servers' } as const

test.each([
  [400, { message: 'Invalid token.', docs: 'x' }, 'The token belongs to no team any more.'],
  [
    400,
    { message: 'Invalid request.', error: 'Empty JSON.' },
    'Coolify refused (400): Invalid request. Empty JSON.',
  ],
  [401, { message: 'Unauthenticated.' }, 'It does not know this token.'],
  [
    403,
    { message: 'Missing required permissions: write' },
    'The token may not write. Make one that may read, write and deploy.',
  ],
  [403, { success: true, message: 'API is disabled.' }, 'Its API is switched off.'],
  [
    403,
    { success: true, message: 'You are not allowed to access the API.' },
    'Add the address of this computer in Coolify',
  ],
  [404, { message: 'Server not found.' }, 'Coolify refused (404): Server not found.'],
  [
    405,
    { message: 'This endpoint has changed to a POST request.' },
    'has changed to a POST request. Its version and this Banyan do not fit together.',
  ],
  [
    409,
    {
      message: 'Domain conflicts detected.',
      warning: 'w',
      conflicts: [{ domain: 'a.example', resource_name: 'shop', resource_uuid: null }],
    },
    'Domain conflicts detected. a.example (shop)',
  ],
  [
    422,
    { message: 'Validation failed.', errors: { name: ['Too long.', 'Bad.'], x: 'Not allowed.' } },
    'Validation failed. name: Too long. Bad. x: Not allowed.',
  ],
  [500, { message: 'Server Error' }, 'Coolify refused (500): Server Error'],
  [502, '<html>Bad Gateway</html>', 'It answered with something else than JSON.'],
  [200, '<html>Welcome</html>', 'Its answer to GET /servers is not as expected (the whole).'],
  [200, [{ id: 1 }], 'Its answer to GET /servers is not as expected (0.uuid).'],
])('says of %i what it means', async (status, body, reason) => {
  const { caller } = await calling(answering(status, body))
  const schema = z.array(z.object({ uuid: z.string() }))
  await expect(caller.json(ask, schema, never)).rejects.toThrow(reason)
})

test('goes where it is sent on to by nobody, so that the token goes nowhere else', async () => {
  const location = 'https://coolify.example/login?next=x'
  const { caller } = await calling(answering(302, '', { location }))
  await expect(caller.text(ask, never)).rejects.toThrow(
    'It sends on to https://coolify.example. Use that address.',
  )
})

test('waits as long as a 429 asks, by seconds or by a date, and no longer than is sensible', async () => {
  const soon = new Date(Date.now() + 30_000).toUTCString()
  const waits = ['3', soon, 'nonsense', '100000']
  const { caller, time } = await calling((request, response) => {
    const wait = waits.shift()
    if (wait === undefined) answering(200, 'done')(request, response)
    else answering(429, { message: 'Slow down.' }, { 'retry-after': wait })(request, response)
  })
  const said: string[] = []
  const answer = await caller.text({ ...ask, say: text => void said.push(text) }, never)
  expect({ answer, waited: time.waited.map(ms => Math.round(ms / 10_000)), said: said[0] }).toEqual(
    {
      answer: 'done',
      waited: [0, 3, 2, 12],
      said: 'Coolify asks to wait 3 s: Slow down.',
    },
  )
})

test('sends no more than 180 requests in any minute', async () => {
  const { caller, time } = await calling(answering(200, 'ok'))
  await Promise.all(Array.from({ length: 400 }, () => caller.text(ask, never)))
  expect(time.now()).toBe(120_000)
})

test.each([
  ['GET', 2],
  ['POST', 1],
  ['PATCH', 1],
  ['DELETE', 1],
] as const)('sends a %s that broke off %i times in all', async (method, times) => {
  let seen = 0
  const { caller } = await calling((_, response) => {
    seen++
    response.destroy()
  })
  await expect(caller.text({ method, path: '/deploy' }, never)).rejects.toMatchObject({
    fault: { code: 'coolify.unreachable' },
  })
  expect(seen).toBe(times)
})

test('ends at once when nobody waits any more', async () => {
  const { caller } = await calling(() => {})
  const stop = new AbortController()
  const asked = caller.text(ask, stop.signal)
  stop.abort()
  await expect(asked).rejects.toMatchObject({ fault: { code: 'request.cancelled' } })
})

test('shows neither the token nor a secret of the body, whatever Coolify says', async () => {
  const { caller } = await calling((request, response) => {
    request.setEncoding('utf8').on('data', body => {
      const message = `<b>${request.headers.authorization}</b> sent ${body}\u0007`
      answering(422, { message })(request, response)
    })
  })
  const body = { data: [{ key: 'A', value: new Secret('a-key-of-a-model') }] }
  const refused = caller.text({ method: 'PATCH', path: '/x', body }, never)
  await expect(refused).rejects.toThrow(
    'Coolify refused (422): Bearer [secret] sent {"data":[{"key":"A","value":"[secret]"}]}',
  )
})
