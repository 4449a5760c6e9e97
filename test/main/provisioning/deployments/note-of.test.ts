import { expect, test } from 'vitest'
import { FaultError } from '#contract/fault'
import { hostReason } from '#contract/host-reason'
import { NotWell } from '#main/provisioning/checks/not-well'
import { noteIn, noteOf, shownNote, stopNote } from '#main/provisioning/deployments/note-of'

const redact = (text: string) => text.replaceAll('hunter2', '[secret]')

test('of a fault, every text in it is without secrets and without what moves a cursor', () => {
  const fault = {
    ...({ code: 'host.unusable', host: 'oak', reasons: ['no hunter2'] } as const),
    problems: [
      {
        ...{ code: 'x', isWarning: false, message: 'hunter2', help: '\u001b[31mred' },
        says: { sentence: 'silent', facts: { host: 'hunter2', seconds: 5 } } as const,
      },
    ],
  }
  expect(noteOf(new FaultError(fault), redact)).toEqual({
    code: 'fault',
    fault: {
      ...{ code: 'host.unusable', host: 'oak', reasons: ['no [secret]'] },
      problems: [
        {
          ...{ code: 'x', isWarning: false, message: '[secret]', help: 'red' },
          says: { sentence: 'silent', facts: { host: '[secret]', seconds: 5 } },
        },
      ],
    },
  })
})

test('what is no fault is told by its reason, as late, or word for word', () => {
  const late = new DOMException('The operation was aborted due to timeout', 'TimeoutError')
  expect([
    noteOf(new NotWell('no', hostReason('nothing-on-port', { port: 3001 })), redact),
    noteOf(late, redact),
    noteOf(new Error('hunter2 is wrong'), redact),
    noteOf('odd', redact),
  ]).toEqual([
    { code: 'nothing-on-port', facts: { port: 3001 } },
    { code: 'timed-out', facts: {} },
    { code: 'said', facts: { said: '[secret] is wrong' } },
    { code: 'said', facts: { said: 'odd' } },
  ])
})

test('whatever fails in a step is told of the step, with the facts of its words', () => {
  const slow = new FaultError({
    ...{ code: 'host.step-failed', host: 'oak', step: 'Starts it', detail: 'late' },
    why: hostReason('too-slow', { seconds: 60 }),
  })
  const cut = new FaultError({ code: 'host.cut', host: 'oak', detail: 'gone' })
  const step = { name: 'service', facts: { version: '1.2.0' } } as const
  expect([noteIn(step, slow, redact), noteIn(step, cut, redact)]).toEqual([
    {
      code: 'fault',
      fault: {
        ...{ code: 'host.step-failed', host: 'oak', step: 'service', detail: 'late' },
        ...{ why: { code: 'too-slow', facts: { seconds: 60 } }, facts: { version: '1.2.0' } },
      },
    },
    { code: 'fault', fault: { code: 'host.cut', host: 'oak', detail: 'gone' } },
  ])
})

test('what is very long is cut, and why it was stopped is told', () => {
  const note = shownNote({ code: 'said', facts: { said: 'x'.repeat(9_000) } } as const, redact)
  expect([note.facts.said.length, stopNote('root-ended'), stopNote('cancelled')]).toEqual([
    4_001,
    { code: 'root-ended', facts: {} },
    { code: 'cancelled', facts: {} },
  ])
})
