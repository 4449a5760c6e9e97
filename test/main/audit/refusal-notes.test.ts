import { expect, test } from 'vitest'
import { RefusalNotes } from '#main/audit/refusal-notes'

const refusal = {
  fault: 'secret.required',
  method: 'GET',
  route: '/api/apps',
  from: '10.0.0.1',
  appId: null,
}

test('notes twenty an hour, and then how many it did not', () => {
  let now = 1_000_000_000
  const noted: unknown[] = []
  const notes = new RefusalNotes(
    (...note) => noted.push(note),
    () => now,
  )
  for (let count = 0; count < 50; count++) notes.add(refusal)
  now += 3_600_000
  notes.add({ ...refusal, appId: 'a' })
  const { fault, method, from } = refusal
  expect(noted.length).toBe(21)
  expect(noted.at(0)).toEqual(['request.refused', '/api/apps', { fault, method, from }, 'stranger'])
  expect(noted.at(-1)).toEqual([
    'request.refused',
    '/api/apps',
    { fault, method, from, untoldBefore: 30 },
    'app:a',
  ])
})
