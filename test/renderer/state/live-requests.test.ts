import { expect, test } from 'vitest'
import { withChange } from '#renderer/state/live-requests'

const request = { requestId: 'r', at: 1, appId: 'a', model: null }

test('a request is there from its beginning to its end, with the worker that has it', () => {
  const began = withChange(new Map(), { type: 'request.began', request })
  const taken = withChange(began, {
    ...{ type: 'request.attempt', requestId: 'r', workerId: 'w', model: 'm', attempt: 2 },
  } as const)
  const over = withChange(taken, { type: 'request.over', request })
  expect([began, taken, over].map(live => [...live.values()])).toEqual([
    [{ ...request, workerId: null, asked: null, attempts: 0 }],
    [{ ...request, workerId: 'w', asked: 'm', attempts: 2 }],
    [],
  ])
})

test('an attempt of a request that began before the window looked changes nothing', () => {
  const live = new Map()
  const attempt = {
    type: 'request.attempt',
    ...{ requestId: 'x', workerId: 'w', model: null, attempt: 1 },
  } as const
  expect(withChange(live, attempt)).toBe(live)
})
