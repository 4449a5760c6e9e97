import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Pacer } from '#renderer/ui/pacer'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** Ten milliseconds of pause a letter; what is handed on is drawn at once. */
function aPacer(first = '') {
  const drawn: string[] = []
  const draw = (value: string) => {
    drawn.push(value)
    pacer.wasDrawn(value)
  }
  const pacer: Pacer<string> = new Pacer(first, draw, text => text.length * 10)
  return { pacer, drawn }
}

test('the first comes at once, the next only after the pause that the one before asks for', () => {
  const { pacer, drawn } = aPacer()
  pacer.offer('abc')
  pacer.offer('abcd')
  vi.advanceTimersByTime(29)
  expect(drawn).toEqual(['abc'])
  vi.advanceTimersByTime(1)
  expect(drawn).toEqual(['abc', 'abcd'])
})

test('of all that came in a pause only the newest is drawn, and it does come', () => {
  const { pacer, drawn } = aPacer()
  pacer.offer('abc')
  for (const text of ['abcd', 'abcde', 'abcdef']) {
    vi.advanceTimersByTime(9)
    pacer.offer(text)
  }
  vi.advanceTimersByTime(1_000)
  expect(drawn).toEqual(['abc', 'abcdef'])
})

/** Drawing takes until `wasDrawn` is said; the pause is always the same. */
function aSlowPacer() {
  const drawn: string[] = []
  const pacer = new Pacer<string>(
    '',
    (value: string) => drawn.push(value),
    () => 50,
  )
  return { pacer, drawn }
}

test('the pause counts from when it was drawn, not from when it was handed on', () => {
  const { pacer, drawn } = aSlowPacer()
  pacer.offer('a')
  vi.advanceTimersByTime(200)
  pacer.wasDrawn('a')
  pacer.offer('ab')
  vi.advanceTimersByTime(49)
  expect(drawn).toEqual(['a'])
  vi.advanceTimersByTime(1)
  expect(drawn).toEqual(['a', 'ab'])
})

test('a newer one takes the place of one that is still being drawn', () => {
  const { pacer, drawn } = aSlowPacer()
  pacer.offer('a')
  pacer.offer('ab')
  expect(drawn).toEqual(['a', 'ab'])
})

test('what is drawn already is not drawn again, and nothing after the end', () => {
  const { pacer, drawn } = aPacer('abc')
  pacer.offer('abc')
  pacer.wasDrawn('abc')
  pacer.offer('abcd')
  pacer.close()
  vi.advanceTimersByTime(1_000)
  expect(drawn).toEqual([])
})
