import { expect, test } from 'vitest'
import { type AnsweringApi, WindowCalls } from '#main/ipc/window-calls'

const call = { callId: 'c1', path: {}, query: {}, body: null }

function asked() {
  const requests: unknown[] = []
  const api: AnsweringApi = {
    async answer(request) {
      requests.push(request)
      return { done: true }
    },
  }
  return { calls: new WindowCalls(() => api), requests }
}

test('goes to where the contract says, with names and words made safe', async () => {
  const { calls, requests } = asked()
  await calls.call({ ...call, operation: 'getHost', path: { id: '../a/b' } })
  await calls.call({ ...call, operation: 'getHost', path: { id: '..' } })
  await calls.call({ ...call, operation: 'listRequests', query: { search: 'a&b=ü', limit: '5' } })
  await calls.call({ ...call, operation: 'addHost', body: { name: '东京' } })
  expect(requests).toEqual([
    { method: 'GET', url: '/api/hosts/..%2Fa%2Fb', body: null },
    { method: 'GET', url: '/api/hosts/%2E%2E', body: null },
    { method: 'GET', url: '/api/requests?search=a%26b%3D%C3%BC&limit=5', body: null },
    { method: 'POST', url: '/api/hosts', body: '{"name":"东京"}' },
  ])
})

test('refuses what is no operation, lacks a name, or streams', async () => {
  const { calls, requests } = asked()
  for (const operation of ['nothing', 'getHost', 'createChatCompletion']) {
    await expect(calls.call({ ...call, operation })).rejects.toMatchObject({
      fault: { code: 'request.malformed' },
    })
  }
  expect(requests).toEqual([])
})

test('says that the root node is stopped', async () => {
  const calls = new WindowCalls(() => null)
  await expect(calls.call({ ...call, operation: 'listHosts' })).rejects.toMatchObject({
    fault: { code: 'root.stopped' },
  })
})

test('ends what is cancelled, and only that', async () => {
  const ended: string[] = []
  const calls = new WindowCalls(() => ({
    answer: ({ url }, signal) =>
      new Promise(resolve => {
        signal.addEventListener('abort', () => {
          ended.push(url)
          resolve(null)
        })
      }),
  }))
  const first = calls.call({ ...call, operation: 'listHosts' })
  void calls.call({ ...call, callId: 'c2', operation: 'listApps' })
  calls.cancel('c1')
  calls.cancel('never was')
  await first
  expect(ended).toEqual(['/api/hosts'])
})
