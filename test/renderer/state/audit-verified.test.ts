import { expect, test } from 'vitest'
import { openAuditVerified } from '#renderer/state/audit-verified'

test('remembers the last check, and takes what is no such thing for none', () => {
  const kept = new Map<string, string>()
  const shelf = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
  const first = openAuditVerified(shelf)
  expect(first.getState().last).toBeNull()
  first.setState({ last: { at: 7, isSound: false } })
  expect(openAuditVerified(shelf).getState().last).toEqual({ at: 7, isSound: false })
  kept.set('banyan.audit-verified', '{"at":"now"')
  expect(openAuditVerified(shelf).getState().last).toBeNull()
})
