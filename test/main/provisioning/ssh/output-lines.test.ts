import { expect, test } from 'vitest'
import { OutputLines } from '#main/provisioning/ssh/output-lines'

function linesOf(pieces: readonly Buffer[]): readonly string[] {
  const lines: string[] = []
  const output = new OutputLines(line => lines.push(line))
  for (const piece of pieces) output.push(piece)
  output.end()
  return lines
}

test('makes whole lines of pieces that are cut within a character', () => {
  const bytes = Buffer.from('größer\r\n\u{1f333} tree\n\nrest')
  const pieces = [...bytes].map(byte => Buffer.from([byte]))
  expect(linesOf(pieces)).toEqual(['größer', '\u{1f333} tree', '', 'rest'])
})

test('shows neither terminal codes nor what a progress bar drew before', () => {
  const text = '\u001b[1;32mok\u001b[0m\t1\u0007\n10%\r50%\r100%\n\u001b]0;title\u0007done\u0000\n'
  expect(linesOf([Buffer.from(text)])).toEqual(['ok\t1', '100%', 'done'])
})

test('keeps the start of a line that does not end', () => {
  const [line, ...others] = linesOf(Array(100).fill(Buffer.alloc(10_000, 'x')))
  expect([line?.length, others]).toEqual([4_001, []])
})
