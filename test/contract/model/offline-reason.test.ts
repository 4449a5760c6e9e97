import { expect, test } from 'vitest'
import { statusReason } from '#contract/model/offline-reason'

const phase = {
  name: 'offline',
  since: 0,
  retryAt: null,
  reason: { kind: 'secret-differs' },
} as const

test('says of another secret what can be done about it, which is not the same on a host of ours', () => {
  expect([
    statusReason({ phase, origin: 'saved' }),
    statusReason({ phase, origin: 'host' }),
    statusReason({ phase: { name: 'healthy', since: 0 }, origin: 'host' }),
  ]).toEqual([
    'it does not accept our root secret: set the same ROOT_NODE_SECRET on both',
    'its secret is not the one that it was set up with: provision its host again',
    null,
  ])
})
