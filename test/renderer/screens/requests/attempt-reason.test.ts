import { expect, test } from 'vitest'
import { openTranslation } from '#renderer/i18n/translate'
import { attemptReason } from '#renderer/screens/requests/attempt-reason'
import { aFailedAttempt } from './a-request.ts'

test('says it in the language of the window, with what the system said', async () => {
  const { t } = await openTranslation('zh-Hans')
  const detail = 'The worker "old-1" could not be reached: connect ECONNREFUSED 203.0.113.9:3001.'
  const reason = attemptReason(t, aFailedAttempt('old-1', { detail }))
  expect(reason).toContain('connect ECONNREFUSED 203.0.113.9:3001')
  expect(reason).not.toContain('could not')
})

test('what a provider said stays in its words', async () => {
  const { t } = await openTranslation('zh-Hans')
  const more = { error_code: 'provider.refused', detail: '429: No quota' }
  expect(attemptReason(t, aFailedAttempt('w', more))).toBe('429: No quota')
})
