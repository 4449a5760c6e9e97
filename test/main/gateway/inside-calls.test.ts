import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { type Fault, FaultError } from '#contract/fault'
import { InsideCalls } from '#main/gateway/inside-calls'
import type { Route } from '#main/gateway/route'
import { WindowCalls } from '#main/ipc/window-calls'

const never = new AbortController().signal
const route = (path: string, handle: Route['handle'], method: Route['method'] = 'GET'): Route => ({
  method,
  path,
  access: 'owner',
  handle,
})

test('answers with what the route answers, parsed; nothing as null', async () => {
  const calls = new InsideCalls([
    route('/api/one/*', call => call.answer(200, { id: call.rest('/api/one/') })),
    route('/api/empty', call => {
      call.head(204, {})
      call.response.end()
    }),
    route('/api/empty-text', call => {
      call.head(200, { 'content-type': 'text/plain' })
      call.response.end()
    }),
    route('/api/text', call => {
      call.head(200, { 'content-type': 'text/plain' })
      call.response.end('plain')
    }),
  ])
  const get = (url: string) => calls.answer({ method: 'GET', url, body: null }, never)
  expect(await get('/api/one/%E4%B8%9C')).toEqual({ id: '东' })
  expect(await get('/api/empty')).toBeNull()
  expect(await get('/api/text')).toBe('plain')
  expect(await get('/api/empty-text')).toBe('')
  await expect(get('/api/none')).rejects.toMatchObject({ fault: { code: 'route.unknown' } })
})

test('a body reaches the route, and what it refuses comes back as the fault itself', async () => {
  const calls = new InsideCalls([
    route(
      '/api/body',
      async call => {
        const { name } = await call.json(z.object({ name: z.string() }))
        if (name === 'no') throw new FaultError({ code: 'host.unknown', host: name })
        call.answer(201, { name })
      },
      'POST',
    ),
  ])
  const post = (body: unknown) =>
    calls.answer({ method: 'POST', url: '/api/body', body: JSON.stringify(body) }, never)
  expect(await post({ name: '东京' })).toEqual({ name: '东京' })
  await expect(post({ name: 'no' })).rejects.toMatchObject({
    fault: { code: 'host.unknown', host: 'no' },
  })
  await expect(post({})).rejects.toMatchObject({ fault: { code: 'request.malformed' } })
})

test('why a host cannot be reached comes through to the window, with its facts', async () => {
  const fault: Fault = {
    ...{ code: 'host.unreachable', host: 'h', detail: 'its jump host did not get through' },
    why: { code: 'jump-not-through', facts: { said: 'it hung up' } },
  }
  const calls = new InsideCalls([
    route('/api/hosts', async () => {
      await Promise.resolve()
      throw new FaultError(fault)
    }),
  ])
  const window = new WindowCalls(() => calls)
  const input = { callId: 'c', operation: 'listHosts', path: {}, query: {}, body: null } as const
  const told = await window.call(input).catch((failure: FaultError) => failure.fault)
  // As it crosses from process to process.
  expect(structuredClone(told)).toEqual(fault)
})

test('to end it tells the route that nobody waits any more', async () => {
  const end = new AbortController()
  let isGone = false
  const calls = new InsideCalls([
    route('/api/slow', call => {
      call.onGone(() => {
        isGone = true
      })
    }),
  ])
  const answer = calls.answer({ method: 'GET', url: '/api/slow', body: null }, end.signal)
  setTimeout(() => end.abort(), 20)
  await expect(answer).rejects.toMatchObject({ fault: { code: 'request.cancelled' } })
  await vi.waitFor(() => expect(isGone).toBe(true))
})
