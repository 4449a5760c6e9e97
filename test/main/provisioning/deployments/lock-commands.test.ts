import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  breakLock,
  type LockHolder,
  lockAnswerOf,
  releaseLock,
  takeLock,
} from '#main/provisioning/deployments/lock-commands'
import { tempFolder } from '../../store/temp-database.ts'
import { runHere } from './local-shell.ts'

const me: LockHolder = { rootId: 'r1', who: 'me@home', deploymentId: 'd1' }
const other: LockHolder = { rootId: 'r2', who: "o'er@away; $(id)", deploymentId: 'd2' }

/** A host's folder, and what each command there answers. */
function aHost() {
  const folder = join(tempFolder(), 'banyan')
  const info = () => join(folder, 'lock', 'info')
  return {
    folder,
    info,
    take: async (holder: LockHolder) => lockAnswerOf(await runHere(takeLock(holder, folder))),
    release: (holder: LockHolder) => runHere(releaseLock(holder, folder)),
    break: async () => lockAnswerOf(await runHere(breakLock(folder))),
    runOut: () =>
      writeFileSync(info(), readFileSync(info(), 'utf8').replace(/until=\d+/, 'until=1')),
  }
}

test('is taken, kept, resumed by the same root node, and given back without a trace', async () => {
  const host = aHost()
  const taken = await host.take(me)
  const { mode } = statSync(host.info())
  const kept = await host.take(me)
  const resumed = await host.take({ ...me, deploymentId: 'd9' })
  await host.release({ ...me, deploymentId: 'd9' })
  expect({ taken, kept, resumed, mode: mode & 0o777, isLeft: existsSync(host.folder) }).toEqual({
    taken: { found: 'taken', forSeconds: 300, heldBy: '', heldFor: '' },
    kept: { found: 'kept', forSeconds: 300, heldBy: 'me@home', heldFor: 'd1' },
    resumed: { found: 'resumed', forSeconds: 300, heldBy: 'me@home', heldFor: 'd1' },
    mode: 0o600,
    isLeft: false,
  })
})

test('another is told who has it and for how long, and gives nothing back', async () => {
  const host = aHost()
  await host.take(other)
  const refused = await host.take(me)
  await host.release(me)
  expect([refused, existsSync(host.info())]).toEqual([
    {
      found: 'locked',
      forSeconds: expect.closeTo(300, -1),
      heldBy: "o'er@away; (id)",
      heldFor: 'd2',
    },
    true,
  ])
})

test('one that ran out is taken over, and the one before does not give it back', async () => {
  const host = aHost()
  await host.take(other)
  host.runOut()
  const taken = await host.take(me)
  await host.release(other)
  expect([taken?.found, taken?.heldBy, existsSync(host.info())]).toEqual([
    'expired',
    "o'er@away; (id)",
    true,
  ])
})

test('is broken for whoever asks, and then free', async () => {
  const host = aHost()
  await host.take(other)
  const broken = await host.break()
  const free = await host.break()
  expect([broken, free?.found, (await host.take(me))?.found]).toEqual([
    { found: 'broken', forSeconds: 0, heldBy: "o'er@away; (id)", heldFor: 'd2' },
    'free',
    'taken',
  ])
})

test('one without a name is waited for, as its taker may be about to write it', async () => {
  const host = aHost()
  mkdirSync(join(host.folder, 'lock'), { recursive: true })
  expect(await host.take(me)).toMatchObject({ found: 'locked', heldBy: '' })
})

test('a link in its place is nobody, and what it leads to stays', async () => {
  const host = aHost()
  const elsewhere = tempFolder()
  mkdirSync(host.folder)
  symlinkSync(elsewhere, join(host.folder, 'lock'))
  const taken = await host.take(me)
  expect([taken?.found, existsSync(join(elsewhere, 'info'))]).toEqual(['taken', false])
})

test('of many who come at once one has it', async () => {
  const host = aHost()
  const many = Array.from({ length: 8 }, (_, place) => ({ ...me, rootId: `r${place}` }))
  const found = (await Promise.all(many.map(host.take))).map(answer => answer?.found)
  expect(found.filter(each => each === 'taken').length).toBe(1)
  expect(found.filter(each => each === 'locked').length).toBe(7)
})

test('of many who find it run out one has it', async () => {
  const host = aHost()
  await host.take(other)
  host.runOut()
  const many = Array.from({ length: 8 }, (_, place) => ({ ...me, rootId: `m${place}` }))
  const found = (await Promise.all(many.map(host.take))).map(answer => answer?.found)
  expect(found.sort()).toEqual(['expired', ...Array(7).fill('locked')])
})

test('what no lock would say is no answer', () => {
  expect(lockAnswerOf('Welcome to Debian\n')).toBe(null)
})
