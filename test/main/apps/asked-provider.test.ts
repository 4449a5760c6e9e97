import { expect, test } from 'vitest'
import { WorkerId } from '#contract/ids'
import { askedProvider } from '#main/apps/asked-provider'

const workerId = WorkerId.parse('w1')
const other = WorkerId.parse('w2')
const find = (id: WorkerId, model: string | null) =>
  id === workerId && model === 'gpt' ? 'openai' : model === 'flash' ? 'gemini' : null
const request = { workerId, trail: null, model: 'gpt', answeredModel: null }

test('whom its last worker asked is known by the model that was asked of it, else by the one that answered', () => {
  const tried = {
    attempts: [
      { workerId: other, model: 'gpt' },
      { workerId, model: 'flash' },
    ],
  }
  expect([
    askedProvider(request, find),
    askedProvider({ ...request, trail: tried }, find),
    askedProvider({ ...request, model: 'an alias', answeredModel: 'flash' }, find),
    askedProvider({ ...request, model: 'an alias' }, find),
    askedProvider({ ...request, workerId: null }, find),
  ]).toEqual(['openai', 'gemini', 'gemini', null, null])
})
