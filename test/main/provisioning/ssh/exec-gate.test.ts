import { expect, test } from 'vitest'
import { ExecGate } from '#main/provisioning/ssh/exec-gate'

const never = new AbortController().signal

test('lets so many in, and the others in turn', async () => {
  const gate = new ExecGate(2)
  let [inside, most] = [0, 0]
  const order: number[] = []
  const work = async (n: number) => {
    most = Math.max(most, ++inside)
    order.push(n)
    await new Promise(resolve => setTimeout(resolve, 5))
    inside--
    if (n === 1) throw new Error('this one fails')
    return n
  }
  const outcomes = await Promise.allSettled(
    [0, 1, 2, 3, 4].map(n => gate.pass(() => work(n), never)),
  )
  expect([most, order, outcomes.map(({ status }) => status === 'fulfilled')]).toEqual([
    2,
    [0, 1, 2, 3, 4],
    [true, false, true, true, true],
  ])
})

test('whoever gives up waiting leaves the line', async () => {
  const gate = new ExecGate(1)
  const abort = new AbortController()
  let leave = () => {}
  const first = gate.pass(
    () =>
      new Promise<void>(resolve => {
        leave = resolve
      }),
    never,
  )
  const second = gate.pass(async () => 'second', abort.signal)
  const third = gate.pass(async () => 'third', never)
  const reason = new Error('enough')
  abort.abort(reason)
  await expect(second).rejects.toBe(reason)
  leave()
  await first
  expect([await third, await gate.pass(async () => 'fourth', never)]).toEqual(['third', 'fourth'])
})
