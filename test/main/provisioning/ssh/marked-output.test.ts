import { expect, test } from 'vitest'
import { MarkedOutput } from '#main/provisioning/ssh/marked-output'

const whole =
  'Welcome\nfake banyan-1 end 0\n\nbanyan-1 begin 4242\none\ntwo\n\nbanyan-1 end 7\nlate'

function read(text: string, size: number) {
  const heard: string[] = []
  const output = new MarkedOutput('banyan-1', piece => heard.push(piece.toString()))
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += size) output.push(bytes.subarray(at, at + size))
  const { phase, text: said, noise, processGroup, exitCode } = output
  return { phase, said, noise, processGroup, exitCode }
}

test('cuts out what the script printed, however the pieces fall', () => {
  const expected = {
    phase: 'after',
    said: 'one\ntwo\n',
    noise: 'Welcome\nfake banyan-1 end 0\n',
    processGroup: 4242,
    exitCode: 7,
  }
  const sizes = [1, 2, 3, 5, 7, 16, 40, 1_000]
  expect(sizes.map(size => read(whole, size))).toEqual(sizes.map(() => expected))
})

test('tells what has not begun and what has not ended', () => {
  expect([
    read('Please log in as the user "opc"', 4),
    read('\nbanyan-1 begin \nhalf\nbanyan-1 end', 4),
    read('\nbanyan-1 begin 1\n', 4),
  ]).toEqual([
    {
      phase: 'before',
      said: '',
      noise: 'Please log in as the user "opc"',
      processGroup: null,
      exitCode: null,
    },
    {
      phase: 'within',
      said: 'half\nbanyan-1 end',
      noise: '',
      processGroup: null,
      exitCode: null,
    },
    { phase: 'within', said: '', noise: '', processGroup: null, exitCode: null },
  ])
})

test('knows a flood and a host that turns one away', () => {
  const output = new MarkedOutput('banyan-1', () => {})
  output.push(Buffer.from('Please login as the user "ubuntu" rather than the user "root".\n'))
  expect([output.isTurnedAway, output.isFlooded]).toEqual([true, false])
  output.push(Buffer.alloc(70_000))
  expect(output.isFlooded).toBe(true)
})

test('keeps nothing of what may go on for ever, and still hears its end', () => {
  let heard = 0
  const hear = (piece: Buffer) => {
    heard += piece.length
  }
  const output = new MarkedOutput('banyan-1', hear, { keeps: false })
  output.push(Buffer.from('\nbanyan-1 begin 7\n'))
  for (let count = 0; count < 100; count++) output.push(Buffer.alloc(10_000, 'x'))
  output.push(Buffer.from('\nbanyan-1 end 0\n'))
  expect([heard > 1_000_000, output.text, output.exitCode]).toEqual([true, '', 0])
})
