import { expect, test } from 'vitest'
import { checkAudit, type KeptHead } from '#main/audit/audit-check'
import { auditShelf } from '#main/store/audit-shelf'
import { tempDatabase } from '../store/temp-database.ts'

const missing: KeptHead = { state: 'missing' }

async function filled(entries: number) {
  const shelf = auditShelf(await tempDatabase())
  const notes = Array.from({ length: entries }, (_, index) => ({
    action: 'a',
    subject: String(index),
    detail: { 树: '榕' },
  }))
  await Promise.all(notes.map(note => shelf.add(note)))
  return shelf
}

test('follows a log of many entries to its end, and an empty one', async () => {
  expect([
    await checkAudit(await filled(1_000), missing),
    await checkAudit(await filled(0), missing),
  ]).toEqual([
    { isSound: true, entries: 1_000, kept: 'missing' },
    { isSound: true, entries: 0, kept: 'missing' },
  ])
})

test('a head that was kept earlier is one of the log; one that it never had, or has no more, is not', async () => {
  const shelf = await filled(5)
  const [, , third] = shelf.list(0, 5)
  const { hash = '' } = third ?? {}
  const heads = [
    { seq: 3, hash },
    { seq: 4, hash },
    { seq: 6, hash },
  ]
  const verdicts = []
  for (const head of heads) verdicts.push(await checkAudit(shelf, { state: 'known', head }))
  expect(verdicts).toEqual([
    { isSound: true, entries: 5, kept: 'known' },
    { isSound: false, brokenAt: 4, reason: 'changed', kept: 'known' },
    { isSound: false, brokenAt: 6, reason: 'missing', kept: 'known' },
  ])
})
