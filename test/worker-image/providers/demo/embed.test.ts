import { expect, test } from 'vitest'
import { demoEmbeddings, demoVector } from '#worker/providers/demo/embed'
import { WireFault } from '#worker/wire-fault'

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0)
const nearness = (a: string, b: string) => dot(demoVector(a, 256), demoVector(b, 256))
const never = new AbortController().signal

test('vectors have unit length and are the same for ever', () => {
  const texts = ['a tree', '榕树', '???', ' ']
  const vectors = texts.map(text => demoVector(text, 256))
  expect(vectors.map(vector => dot(vector, vector))).toEqual(texts.map(() => expect.closeTo(1, 5)))
  expect(demoVector('a tree', 8).map(value => Math.round(value * 6))).toEqual([
    3, -1, 1, 2, -2, 4, -1, 0,
  ])
})

test('the way a text is written makes no difference, what it says does', () => {
  expect([
    nearness('Reset my PASSWORD!', 'ｒｅｓｅｔ my password'),
    nearness('reset my password', 'resetting passwords') > 0.3,
    nearness('怎样重置密码', '忘记密码怎么重置') > 0.3,
    Math.abs(nearness('reset my password', 'apple pie')) < 0.2,
    Math.abs(nearness('重置密码', '苹果派')) < 0.2,
  ]).toEqual([expect.closeTo(1, 5), true, true, true, true])
})

test('one text in many gets what it would get alone', async () => {
  const request = { model: 'banyan-demo', input: ['one', 'two', '三'], dimensions: 8 }
  expect(await demoEmbeddings(request, never)).toEqual({
    object: 'list',
    data: request.input.map((text, index) => ({
      object: 'embedding',
      index,
      embedding: demoVector(text, 8),
    })),
    model: 'banyan-demo',
    usage: { prompt_tokens: 3, total_tokens: 3 },
  })
})

test.each([
  ['dimensions', { input: 'x', dimensions: 4097 }],
  ['input', { input: 'x'.repeat(100_001) }],
  ['input', { input: [1, 2] }],
])('what it cannot do is a 400 that names %s', async (param, more) => {
  const error = await demoEmbeddings({ model: 'banyan-demo', ...more }, never).catch(fault => fault)
  expect(error).toBeInstanceOf(WireFault)
  expect(error).toMatchObject({ status: 400, code: 'unsupported_value', param })
})
