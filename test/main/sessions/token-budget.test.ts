import { expect, test } from 'vitest'
import { estimatedTokens, withinBudget } from '#main/sessions/token-budget'

test('counts a token a Chinese, Japanese or Korean character, a quarter for others, and 4 a message', () => {
  const texts = ['', 'abcd', 'abcde', '你好', 'こんにちは', '안녕', '𠮷', '🌳🌳🌳🌳', '你好 hello']
  expect(texts.map(estimatedTokens)).toEqual([4, 5, 6, 6, 9, 6, 5, 5, 8])
})

const turn = (name: string) => ({ user: `ask ${name}`, assistant: `say ${name}` })

test('sends the system prompt, all turns that fit and the new message, oldest first', () => {
  const prompt = { system: 'be brief', newestFirst: [turn('b'), turn('a')], message: 'now' }
  expect(withinBudget(prompt, 1000)).toEqual([
    { role: 'system', content: 'be brief' },
    { role: 'user', content: 'ask a' },
    { role: 'assistant', content: 'say a' },
    { role: 'user', content: 'ask b' },
    { role: 'assistant', content: 'say b' },
    { role: 'user', content: 'now' },
  ])
})

test('leaves out the oldest turns, each whole, and never starts with an answer', () => {
  // 5 for the new message, 12 for a turn: one of them and half of another would fit in 25.
  const prompt = { system: null, newestFirst: [turn('b'), turn('a')], message: 'now' }
  expect(withinBudget(prompt, 25)).toEqual([
    { role: 'user', content: 'ask b' },
    { role: 'assistant', content: 'say b' },
    { role: 'user', content: 'now' },
  ])
})

test('keeps the system prompt and the new message when even they are too long', () => {
  const prompt = { system: 'long '.repeat(100), newestFirst: [turn('a')], message: 'x'.repeat(900) }
  expect(withinBudget(prompt, 100)).toEqual([
    { role: 'system', content: prompt.system },
    { role: 'user', content: prompt.message },
  ])
})

test('leaves no gap: a turn that does not fit ends the history', () => {
  const long = { user: 'x'.repeat(400), assistant: '' }
  const prompt = { system: null, newestFirst: [turn('c'), long, turn('a')], message: 'now' }
  expect(withinBudget(prompt, 60).map(({ content }) => content)).toEqual(['ask c', 'say c', 'now'])
})

test('reads no more of the history than it can use', () => {
  let read = 0
  function* endless() {
    for (;;) {
      read += 1
      yield turn('x')
    }
  }
  withinBudget({ system: null, newestFirst: endless(), message: 'now' }, 29)
  expect(read).toBe(3)
})
