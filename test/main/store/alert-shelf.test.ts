import { expect, test } from 'vitest'
import { alertShelf } from '#main/store/alert-shelf'
import { anAlert } from '../alerts/an-alert.ts'
import { tempDatabase } from './temp-database.ts'

const day = 86_400_000
const all = { state: null, before: Number.MAX_SAFE_INTEGER, limit: 10 } as const

test('gives alerts back as they were, the newest first, page by page and by state', async () => {
  const shelf = alertShelf(await tempDatabase())
  const open = anAlert({ id: 1, toldAt: 5, toldAs: 'warning' })
  const over = anAlert({ id: 2, recoveredAt: open.openedAt + 1, isSettled: true })
  const other = anAlert({ id: 3, subject: 'x' })
  expect([shelf.newestId(), shelf.unsettled()]).toEqual([0, []])
  await shelf.save([open, over])
  await shelf.save([other])
  expect({
    all: shelf.list(all),
    open: shelf.list({ ...all, state: 'open' }),
    recovered: shelf.list({ ...all, state: 'recovered' }),
    page: shelf.list({ ...all, before: 3, limit: 1 }),
    unsettled: shelf.unsettled(),
    newest: shelf.newestId(),
  }).toEqual({
    all: [other, over, open],
    open: [other, open],
    recovered: [over],
    page: [over],
    unsettled: [open, other],
    newest: 3,
  })
})

test('what was over 90 days before goes, what is open stays', async () => {
  const shelf = alertShelf(await tempDatabase())
  const { openedAt } = anAlert()
  const over = anAlert({ id: 1, recoveredAt: openedAt, isSettled: true })
  const open = anAlert({ id: 2 })
  await shelf.save([over, open])
  await shelf.save([anAlert({ id: 3, subject: 'x', openedAt: openedAt + 91 * day })])
  expect(shelf.list(all).map(({ id }) => id)).toEqual([3, 2])
})
