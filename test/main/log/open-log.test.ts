import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Secret } from '#main/base/secret'
import { openLog } from '#main/log/open-log'
import { Redactor } from '#main/log/redactor'
import { tempFolder } from '../store/temp-database.ts'

const quiet = { level: 'info', console: false } as const

function linesIn(folder: string): Record<string, unknown>[] {
  const text = readFileSync(join(folder, 'banyan.log'), 'utf8')
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => ({ ...JSON.parse(line), time: 't' }))
}

test('writes one JSON line an event, with the common facts, and nothing below the level', async () => {
  const folder = join(tempFolder(), 'logs')
  const log = openLog({ ...quiet, folder, redactor: new Redactor() })
  log.info('started', { port: 3000 })
  log.debug('too much')
  log.with({ workerId: 'w' }).with({ attempt: 2 }).warn('worker slow', { ms: 9 })
  log.setLevel('debug')
  log.debug('now wanted')
  log.setLevel('error')
  log.warn('no more')
  await log.close()
  expect(linesIn(folder)).toEqual([
    { time: 't', level: 'info', event: 'started', port: 3000 },
    { time: 't', level: 'warn', event: 'worker slow', workerId: 'w', attempt: 2, ms: 9 },
    { time: 't', level: 'debug', event: 'now wanted' },
  ])
})

test('has no secret in it, whoever wrote it there', async () => {
  const folder = tempFolder()
  const redactor = new Redactor()
  const log = openLog({ ...quiet, folder, redactor })
  redactor.add(new Secret('correct horse'))
  log.error('failed', {
    cause: new Error('401 for key correct horse'),
    key: new Secret('correct horse'),
  })
  await log.close()
  const text = readFileSync(join(folder, 'banyan.log'), 'utf8')
  expect({
    hasSecret: text.includes('horse'),
    isMarked: text.includes('for key [secret]'),
  }).toEqual({
    hasSecret: false,
    isMarked: true,
  })
})

test.skipIf(process.platform === 'win32')('is for its owner alone', async () => {
  const folder = join(tempFolder(), 'logs')
  const log = openLog({ ...quiet, folder, redactor: new Redactor() })
  log.info('x')
  await log.close()
  const modes = [folder, join(folder, 'banyan.log')].map(path => statSync(path).mode & 0o777)
  expect(modes).toEqual([0o700, 0o600])
})

test('begins a new file at 5 MB and keeps five old ones', async () => {
  const folder = tempFolder()
  const path = join(folder, 'banyan.log')
  for (const number of [1, 2, 3, 4, 5])
    writeFileSync(join(folder, `banyan.${number}.log`), `${number}`)
  writeFileSync(path, 'x'.repeat(5 * 1024 * 1024 + 1))
  const log = openLog({ ...quiet, folder, redactor: new Redactor() })
  log.info('first of the new file')
  await log.close()
  const old = [2, 3, 4, 5].map(number => readFileSync(join(folder, `banyan.${number}.log`), 'utf8'))
  expect({
    files: readdirSync(folder).sort(),
    lines: linesIn(folder).map(({ event }) => event),
    newestOld: statSync(join(folder, 'banyan.1.log')).size,
    old,
  }).toEqual({
    files: [
      'banyan.1.log',
      'banyan.2.log',
      'banyan.3.log',
      'banyan.4.log',
      'banyan.5.log',
      'banyan.log',
    ],
    lines: ['first of the new file'],
    newestOld: 5 * 1024 * 1024 + 1,
    old: ['1', '2', '3', '4'],
  })
})

test('loses lines, but never the process, when the folder cannot be written', async () => {
  const file = join(tempFolder(), 'in-the-way')
  writeFileSync(file, '')
  const log = openLog({ ...quiet, folder: join(file, 'logs'), redactor: new Redactor() })
  log.error('lost')
  log.error('lost as well')
  await log.close()
  expect(readFileSync(file, 'utf8')).toBe('')
})

test('writes ten thousand lines of one moment in order', async () => {
  const folder = tempFolder()
  const log = openLog({ ...quiet, folder, redactor: new Redactor() })
  for (let number = 0; number < 10_000; number += 1) log.info('x', { number })
  await log.close()
  expect(linesIn(folder).map(({ number }) => number)).toEqual(
    Array.from({ length: 10_000 }, (_, i) => i),
  )
})
