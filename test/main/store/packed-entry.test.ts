import { expect, test } from 'vitest'
import { type PackedEntries, packed, unpacked } from '#main/store/packed-entry'
import { anEntry } from '../observe/a-record.ts'

const retried = anEntry({
  attempts: 2,
  trail: {
    waitedMs: 12.5,
    attempts: [
      {
        workerId: 'old-1',
        model: 'm',
        kind: 'first',
        beganMs: 12.6,
        firstTokenMs: null,
        endedMs: 30,
        outcome: 'failed',
        errorCode: 'worker.cut',
        detail: 'It broke off.',
        workerThen: { cpu: 41, memory: 97.5, disk: null, inFlight: 3, slots: 4 },
      },
      {
        workerId: 'w1',
        model: null,
        kind: 'retry',
        beganMs: 30.1,
        firstTokenMs: 80,
        endedMs: 120,
        outcome: 'served',
        errorCode: null,
        detail: null,
        workerThen: null,
      },
    ],
  },
})

test('what is packed comes back as it was, with the way that a request took', () => {
  const asked = anEntry({ provider: 'openai' })
  const entries = [
    retried,
    { ...retried, provider: 'demo' as const },
    asked,
    anEntry(),
    anEntry({ tokens: null, errorCode: 'fleet.busy' }),
  ]
  expect(unpacked(JSON.parse(JSON.stringify(packed(entries))))).toEqual(entries)
})

test('a request that was served at once takes no more room than before', () => {
  expect(packed([anEntry()]).entries[0]).toHaveLength(16)
})

test('pages from before the way was kept are read', () => {
  const old = JSON.parse(
    '{"texts":["a1","/v1/chat/completions","m","w1","failed","worker.cut"],"entries":[["r1",0,0,1,2,2,3,2,10,20,[10,5,0,0],0,false,4,502,5]]}',
  ) as PackedEntries
  expect(unpacked(old)).toEqual([
    anEntry({ attempts: 2, outcome: 'failed', status: 502, errorCode: 'worker.cut' }),
  ])
})
