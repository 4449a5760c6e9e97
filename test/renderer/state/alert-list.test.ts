import { expect, test } from 'vitest'
import {
  type ListedAlert,
  markRead,
  readUntil,
  unread,
} from '../../../renderer/state/alert-list.ts'
import { recentCommands, rememberCommand } from '../../../renderer/state/recent-commands.ts'

function aShelf() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

const alert = (id: string, state: ListedAlert['state'] = 'open'): ListedAlert => ({
  ...{ id, state, rule: 'offline', subject: 'w', name: 'W', severity: 'warning', message: 'm' },
  ...{ opened_at: '2026-01-01T00:00:00Z', told_at: null, recovered_at: null },
})

test('what was read is read from then on, in every window after this one', () => {
  const shelf = aShelf()
  const alerts = [alert('12'), alert('9'), alert('8', 'recovered')]
  expect(unread(alerts, readUntil(shelf)).map(({ id }) => id)).toEqual(['12', '9'])
  markRead(shelf, alerts)
  expect(unread([alert('13'), ...alerts], readUntil(shelf)).map(({ id }) => id)).toEqual(['13'])
  markRead(shelf, [alert('3')])
  expect(readUntil(shelf)).toBe(12)
})

test('the last commands are remembered, each once and five at most', () => {
  const shelf = aShelf()
  for (const id of ['a', 'b', 'c', 'b', 'd', 'e', 'f']) rememberCommand(shelf, id)
  expect(recentCommands(shelf)).toEqual(['f', 'e', 'd', 'b', 'c'])
})
