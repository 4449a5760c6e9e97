import { expect, test } from 'vitest'
import { liveFits } from '#renderer/screens/requests/live-fits'

const live = {
  ...{ requestId: 'r1', at: 0, appId: 'a1', model: 'fast', asked: 'gpt', workerId: 'w1' },
  attempts: 1,
}

test('what is under way is held against each filter, and fits none for what is not known yet', () => {
  expect([
    liveFits(live, 'openai', {}),
    liveFits(live, 'openai', { app: 'a1', model: 'fast', worker: 'w1', provider: 'openai' }),
    liveFits(live, 'gemini', { provider: 'openai' }),
    liveFits(live, null, { provider: 'openai' }),
    liveFits(live, 'openai', { worker: 'w2' }),
    liveFits(live, 'openai', { model: 'gpt' }),
    liveFits(live, 'openai', { outcome: 'served' }),
    liveFits(live, 'openai', { search: 'r1' }),
  ]).toEqual([true, true, false, false, false, false, false, false])
})
