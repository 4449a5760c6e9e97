import { expect, test } from 'vitest'
import { SessionId } from '#contract/ids'
import { sessionGroups } from '#renderer/screens/chat/session-groups'

test('groups by the days of the calendar and leaves out the empty ones', () => {
  const at = (text: string) => new Date(text).getTime()
  const session = (id: string, time: string) => ({
    id: SessionId.parse(id),
    title: id,
    isPinned: false,
    messageCount: 2,
    updatedAt: at(time),
  })
  const now = at('2026-03-01T00:30:00')
  const sessions = [
    session('just now', '2026-03-01T00:10:00'),
    session('last evening', '2026-02-28T23:50:00'),
    session('new year', '2026-01-01T12:00:00'),
  ]
  const named = (of: typeof sessions) =>
    sessionGroups(of, now).map(group => [group.name, group.sessions.map(({ title }) => title)])
  expect(named(sessions)).toEqual([
    ['today', ['just now']],
    ['yesterday', ['last evening']],
    ['earlier', ['new year']],
  ])
  const pinned = sessions.map(each => ({ ...each, isPinned: each.title === 'new year' }))
  expect(named(pinned)[0]).toEqual(['pinned', ['new year']])
  expect(named(sessions.slice(2))).toEqual([['earlier', ['new year']]])
})
