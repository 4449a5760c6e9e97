import { expect, test } from 'vitest'
import {
  actorKind,
  auditRow,
  detailText,
  outcomeOf,
} from '../../../../renderer/screens/logs/audit-rows.ts'
import { aLine } from './a-line.ts'

test('an entry says who did what, and how it ended', () => {
  const fields = {
    ...{ seq: 7, actor: 'app:a1', action: 'request.refused', subject: '/api/hosts' },
    ...{ detail: { from: '::1', appId: null, head: { seq: 3 } }, hash: 'ff' },
  }
  const { line: _line, ...row } = auditRow(aLine(9, { source: 'audit', fields }))
  expect(row).toEqual({ id: 'l-9', at: 9, outcome: 'refused', ...fields })
  expect(detailText(row.detail)).toBe('from: ::1 · head: {"seq":3}')
})

test('knows actors and outcomes by their names', () => {
  expect(['app:a1', 'window', 'somebody'].map(actorKind)).toEqual(['app', 'window', null])
  expect(
    ['app.added', 'root.failed', 'audit.end-missing', 'request.refused'].map(outcomeOf),
  ).toEqual(['done', 'failed', 'failed', 'refused'])
})
