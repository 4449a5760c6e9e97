import { expect, test } from 'vitest'
import type { ListedApp } from '#contract/http/apps'
import { appState, emptyApp, formOf, readAppForm } from '#renderer/screens/settings/apps/app-form'
import { firstOfMonth } from '#renderer/screens/settings/apps/month'

const app: ListedApp = {
  ...{ id: 'a1', name: 'Cherry Studio', models: ['gpt-5*', 'o4-mini'] },
  ...{ requests_per_minute: 60, tokens_per_day: null, budget_usd_per_month: 12.5 },
  ...{ expires_at: null, cache: 'deterministic', keep_contents: true, revoked: false },
  ...{ key_hint: 'k3Qa', created_at: '2026-11-01T00:00:00Z' },
  ...{ tokens_today: 0, cost_usd_this_month: 3 },
}

test('what is shown of an app is what is sent for it', () => {
  expect(readAppForm(formOf(app))).toEqual({
    body: {
      ...{ name: 'Cherry Studio', models: ['gpt-5*', 'o4-mini'], requests_per_minute: 60 },
      ...{ tokens_per_day: null, budget_usd_per_month: 12.5, expires_at: null },
      ...{ cache: 'deterministic', keep_contents: true },
    },
  })
})

test('a day holds until its end by the clock of this computer', () => {
  const read = readAppForm({ ...emptyApp, name: 'a', expires: '2027-03-01' })
  const end = new Date(2027, 2, 1, 23, 59, 59).toISOString()
  expect('body' in read && read.body.expires_at).toBe(end)
  expect(formOf({ ...app, expires_at: end }).expires).toBe('2027-03-01')
})

test('names every field that is wrong', () => {
  const wrong = {
    ...{ name: ' ', models: 'x'.repeat(257), perMinute: '0', perDay: '1.5' },
    ...{ budget: '-1', expires: 'soon' },
  }
  expect(readAppForm({ ...emptyApp, ...wrong })).toEqual({
    wrong: ['name', 'models', 'perMinute', 'perDay', 'budget', 'expires'],
  })
})

test('models are told apart by any comma, each once', () => {
  const read = readAppForm({ ...emptyApp, name: 'a', models: 'gpt-5，o4-mini、gpt-5, ' })
  expect('body' in read && read.body.models).toEqual(['gpt-5', 'o4-mini'])
})

test('says whether its requests are let in', () => {
  const now = Date.parse('2026-11-22T00:00:00Z')
  expect([
    appState(app, now),
    appState({ ...app, cost_usd_this_month: 12.5 }, now),
    appState({ ...app, expires_at: '2026-11-21T00:00:00Z' }, now),
    appState({ ...app, revoked: true, expires_at: '2026-11-21T00:00:00Z' }, now),
  ]).toEqual(['active', 'spent', 'expired', 'revoked'])
  expect(firstOfMonth(new Date(2026, 2, 9))).toBe('2026-03-01')
})
