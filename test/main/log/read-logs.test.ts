import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LogsQuery } from '#contract/http/logs'
import { Secret } from '#main/base/secret'
import { auditLine, eventLine } from '#main/log/line-of-row'
import { deploymentLogParts, rootLogParts } from '#main/log/log-folders'
import type { LogPart } from '#main/log/log-part'
import { logTable } from '#main/log/log-table'
import { readLogs } from '#main/log/read-logs'
import { Redactor } from '#main/log/redactor'
import { longestTurnMs } from '#test/fakes/longest-turn'
import { tempFolder } from '../store/temp-database.ts'

const start = Date.parse('2026-01-02T10:00:00.000Z')
const never = new AbortController().signal
const asIs = (text: string) => text

const said = (ms: number, event: string, fields: object = {}) =>
  `${JSON.stringify({ time: new Date(start + ms).toISOString(), level: 'info', event, ...fields })}\n`

const read = (parts: readonly LogPart[], query: object = {}, scrub = asIs) =>
  readLogs(parts, LogsQuery.parse(query), scrub, never)

const texts = async (...asked: Parameters<typeof read>) =>
  (await read(...asked)).lines.map(({ text }) => text)

/** The files of a root node that rotated once, and a deployment meanwhile. */
function someFolders() {
  const folder = tempFolder()
  const deployments = join(folder, 'deployments')
  mkdirSync(deployments)
  writeFileSync(join(folder, 'banyan.1.log'), said(0, 'first') + said(10, 'second'))
  utimesSync(join(folder, 'banyan.1.log'), new Date(start + 10), new Date(start + 10))
  writeFileSync(
    join(folder, 'banyan.log'),
    `${said(30, 'request failed', { level: 'x', requestId: 'r-1', workerId: 'local-1' })}not a line\n${said(
      40,
      'request',
      { from: 'worker', worker: 'local-1', id: 'r-2' },
    )}`,
  )
  const line = { seq: 1, at: start + 20, hostId: 'h1', step: 'docker ready' }
  writeFileSync(
    join(deployments, 'd1.jsonl'),
    `${JSON.stringify({ ...line, kind: 'command', words: 'apt-get update' })}\n${JSON.stringify({ ...line, seq: 2, at: start + 35, kind: 'end', exitCode: 100, signal: null, durationMs: 9 })}\n`,
  )
  const events = Array.from({ length: 250 }, (_, at) => ({
    ...{ seq: at + 1, at: start - 250 + at, type: 'node.offline', subject: 'w', data: {} },
  }))
  const rows = {
    range: () => ({ oldest: 1, newest: 250 }),
    after: (seq: number, limit: number) => events.slice(seq, seq + limit),
  }
  return async () => [
    ...(await rootLogParts(folder)),
    ...(await deploymentLogParts(deployments)),
    logTable(rows, eventLine),
  ]
}

test('gives what all say in one order, the newest first, and passes over what is no line', async () => {
  const parts = await someFolders()()
  const page = await read(parts, { limit: '7' })
  expect(
    page.lines.map(({ at, source, level, text }) => [at - start, source, level, text]),
  ).toEqual([
    [40, 'worker:local-1', 'info', 'request'],
    [35, 'deployment:d1', 'warn', 'exit 100 · 9 ms'],
    [30, 'root', 'info', 'request failed'],
    [20, 'deployment:d1', 'info', '$ apt-get update'],
    [10, 'root', 'info', 'second'],
    [0, 'root', 'info', 'first'],
    [-1, 'event', 'warn', 'node.offline w'],
  ])
  expect(page.lines[2]).toMatchObject({ request_id: 'r-1', worker_id: 'local-1', host_id: null })
  expect(page.lines[0]).toMatchObject({ request_id: 'r-2', worker_id: 'local-1' })
  expect(page.lines[3]).toMatchObject({ deployment_id: 'd1', host_id: 'h1' })
})

test('goes on where a page ended, with nothing left out or told twice', async () => {
  const parts = someFolders()
  const ids: string[] = []
  let before: string | null = ''
  for (let pages = 0; before !== null && pages < 100; pages += 1) {
    const page = await read(await parts(), { limit: '11', ...(before ? { before } : {}) })
    ids.push(...page.lines.map(({ id }) => id))
    before = page.next_before
  }
  expect({ all: ids.length, once: new Set(ids).size }).toEqual({ all: 256, once: 256 })
})

test('tells lines of one millisecond apart across pages', async () => {
  const folder = tempFolder()
  const names = ['a', 'b', 'c', 'd', 'e']
  writeFileSync(join(folder, 'banyan.log'), names.map(name => said(5, name)).join(''))
  const first = await read(await rootLogParts(folder), { limit: '2' })
  const rest = await texts(await rootLogParts(folder), { before: first.next_before })
  expect([first.lines.map(({ text }) => text), rest]).toEqual([
    ['e', 'd'],
    ['c', 'b', 'a'],
  ])
})

test('filters by source, level, words and time', async () => {
  const parts = await someFolders()()
  expect(await texts(parts, { sources: 'worker,deployment:d1' })).toEqual([
    'request',
    'exit 100 · 9 ms',
    '$ apt-get update',
  ])
  expect(await texts(parts, { level: 'warn', sources: 'deployment' })).toEqual(['exit 100 · 9 ms'])
  expect(await texts(parts, { search: 'R-1' })).toEqual(['request failed'])
  expect(await texts(parts, { before: String(start + 20), after: String(start + 5) })).toEqual([
    '$ apt-get update',
    'second',
  ])
})

test('an audit entry that somebody changed on disk is still a line', () => {
  const row = { seq: 3, at: start, actor: 'owner', action: 'app.added', subject: 'a', hash: 'f' }
  expect(auditLine({ ...row, detail: '{broken' })).toMatchObject({
    text: 'owner app.added a',
    fields: { detail: '{broken' },
  })
})

test('lets no secret out, also one that became known after it was written', async () => {
  const folder = tempFolder()
  const secret = 'correct "horse" battery'
  writeFileSync(
    join(folder, 'banyan.log'),
    said(0, `tried ${secret}`, { cause: { detail: secret } }) + said(1, 'Bearer abcdefgh12345678'),
  )
  const redactor = new Redactor()
  redactor.add(new Secret(secret))
  const page = await read(await rootLogParts(folder), {}, text => redactor.scrub(text))
  const told = JSON.stringify(page)
  expect({
    lines: page.lines.length,
    has: /horse|abcdefgh/.test(told),
    isMarked: told.includes('tried [secret]'),
  }).toEqual({ lines: 2, has: false, isMarked: true })
})

test('a line longer than any slice is read whole, one beyond all measure is left out', async () => {
  const folder = tempFolder()
  const long = 'x'.repeat(200_000)
  writeFileSync(
    join(folder, 'banyan.log'),
    said(0, 'before') + said(1, long) + said(2, 'y'.repeat(2_000_000)) + said(3, 'after'),
  )
  expect(await texts(await rootLogParts(folder))).toEqual(['after', long, 'before'])
})

test('finds its place in 100 MB, and never holds the event loop for long', async () => {
  const folder = tempFolder()
  const path = join(folder, 'banyan.log')
  const perBlock = 20_000
  let written = 0
  for (let block = 0; written < 100 * 1_048_576; block += 1) {
    const lines = Array.from({ length: perBlock }, (_, at) =>
      said(block * perBlock + at, 'request over', { requestId: `r-${block * perBlock + at}` }),
    ).join('')
    appendFileSync(path, lines)
    written += lines.length
  }
  const parts = await rootLogParts(folder)
  const query = { before: String(start + 123_456), limit: '1', search: 'r-123456' }
  let old: unknown
  let rare = await read(parts, { limit: '1' })
  const longestMs = await longestTurnMs(async () => {
    old = (await texts(parts, query))[0]
    rare = await read(parts, { search: 'not to be found' })
  })
  expect({ old, lines: rare.lines.length, isMore: rare.next_before !== null }).toEqual({
    old: 'request over',
    lines: 0,
    isMore: true,
  })
  expect(longestMs).toBeLessThan(25)
}, 60_000)
