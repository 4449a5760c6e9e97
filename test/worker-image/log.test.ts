import { expect, test } from 'vitest'
import { openLog } from '#worker/log'

test('writes one JSON line an event, from its level up, without secrets', () => {
  const lines: string[] = []
  const log = openLog('info', ['s3cret-key'], line => lines.push(line))
  log.debug('not written')
  log.warn('key refused', { key: 'my s3cret-key', error: new Error('bad s3cret-key') })
  expect(lines.map(line => JSON.parse(line))).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-.*Z$/),
      level: 'warn',
      event: 'key refused',
      key: 'my [secret]',
      error: expect.stringContaining('Error: bad [secret]\n'),
    },
  ])
})
