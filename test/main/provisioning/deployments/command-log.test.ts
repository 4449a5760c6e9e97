import { appendFileSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { DeploymentId, HostId } from '#contract/ids'
import type { LogEntry } from '#contract/model/deployment-log'
import { silentLog } from '#main/base/log'
import { CommandLog, logPath } from '#main/provisioning/deployments/command-log'
import { KeyBlocks, withoutKeys } from '#main/provisioning/deployments/key-blocks'
import { LogLines } from '#main/provisioning/deployments/log-lines'
import { lastSeqIn, logAsText } from '#main/provisioning/deployments/read-log'
import { tempFolder } from '../../store/temp-database.ts'

const id = DeploymentId.parse('d1')
const host = HostId.parse('h')
const line = (words: string) => ({ kind: 'line', from: 'stdout', text: words }) as const

function openLog(folder: string, mostBytes = 1_000_000, lastSeq = 0) {
  const entries: LogEntry[] = []
  const onEntry = (_: DeploymentId, entry: LogEntry) => void entries.push(entry)
  const redact = (words: string) => words
  return {
    entries,
    log: new CommandLog(id, { folder, redact, onEntry, log: silentLog, mostBytes }, lastSeq),
  }
}

test('a log that has grown to its limit says so once, and grows no more', async () => {
  const folder = tempFolder()
  const { log, entries } = openLog(folder, 2_000)
  for (let each = 0; each < 1_000; each++) log.write(host, 'a', line(`line ${each}`))
  await log.close()
  const lines = readFileSync(logPath(folder, id), 'utf8').trim().split('\n')
  expect([lines.length, entries.length, lines.at(-1), statSync(logPath(folder, id)).size]).toEqual([
    entries.length,
    lines.length,
    expect.stringContaining('The log is full.'),
    expect.closeTo(2_100, -3),
  ])
})

test('goes on after what a run before wrote, half a line of it or not', async () => {
  const folder = tempFolder()
  const first = openLog(folder)
  first.log.write(host, 'a', line('one'))
  await first.log.close()
  appendFileSync(logPath(folder, id), '{"seq":2,"at":\n')
  const second = openLog(folder, 1_000_000, await lastSeqIn(logPath(folder, id)))
  second.log.write(host, 'a', line('two'))
  await second.log.close()
  const all = await text(logAsText(logPath(folder, id), ({ seq }) => `#${seq}`))
  expect(all.split('\n').map(each => each.replace(/^\S+ /, ''))).toEqual([
    ...['#1 a | one', '#2 a | two', ''],
  ])
})

test('very long lines and scripts are cut', async () => {
  const { log, entries } = openLog(tempFolder())
  log.write(host, 'a', line('x'.repeat(10_000)))
  await log.close()
  expect(entries.map(entry => entry.kind === 'line' && entry.text.length)).toEqual([4_001])
})

test('a log that cannot be written is no reason to stop', async () => {
  const folder = tempFolder()
  mkdirSync(logPath(folder, id))
  const { log } = openLog(folder)
  log.write(host, 'a', line('one'))
  await log.close()
})

test('private keys are taken out, whole or line by line', () => {
  const begin = '-----BEGIN RSA PRIVATE KEY-----'
  const end = '-----END RSA PRIVATE KEY-----'
  const blocks = new KeyBlocks()
  const lines = ['a', begin, 'AAA', end, 'b', `${begin} x ${end} c`].map(each => blocks.line(each))
  expect([lines, withoutKeys(`a ${begin}\nAAA\n${end} b ${begin}\nAAA`)]).toEqual([
    ['a', '[secret]', null, null, 'b', '[secret] c'],
    'a [secret] b [secret]',
  ])
})

test('lines that come together are told together, of a flood the newest', () => {
  const told: number[][] = []
  const lines = new LogLines((_, more) => told.push(more.map(({ seq }) => seq)))
  for (let seq = 1; seq <= 500; seq++) {
    lines.add(id, { seq, at: 0, hostId: host, step: 'a', ...line('x') })
  }
  lines.flush()
  lines.flush()
  expect([told.length, told[0]?.length, told[0]?.[0], told[0]?.at(-1)]).toEqual([1, 200, 301, 500])
})
