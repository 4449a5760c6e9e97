import { describe, expect, test } from 'vitest'
import { collect } from '#worker/collect'
import { demoProvider } from '#worker/providers/demo/demo'
import { phrases } from '#worker/providers/demo/language'
import type { ModelRequest } from '#worker/providers/provider'

const never = new AbortController().signal
const demo = demoProvider()

function request(said: string | readonly string[], more: object = {}): ModelRequest {
  const messages = [said].flat().map(content => ({ role: 'user', content }))
  return { model: 'banyan-demo', messages, ...more }
}

async function choiceFor(said: string | readonly string[], more: object = {}) {
  const { choices } = await collect(demo.chat(request(said, more), never))
  return choices[0]
}

async function answer(...said: readonly string[]): Promise<string | null | undefined> {
  return (await choiceFor(said))?.message.content
}

test('says that it is a demo when greeted or asked, in the language of the question', async () => {
  expect([
    await answer('hello'),
    await answer('Hi there!'),
    await answer('What are you?'),
    await answer('你好！'),
    await answer('你是谁？'),
    await answer('你會什麼？'),
  ]).toEqual([
    phrases.en.introduction,
    phrases.en.introduction,
    phrases.en.introduction,
    phrases['zh-Hans'].introduction,
    phrases['zh-Hans'].introduction,
    phrases['zh-Hant'].introduction,
  ])
})

test('repeats everything else', async () => {
  expect([
    await answer('The weather is fine.'),
    await answer('今天天气很好'),
    await answer('今天天氣很好，對嗎？'),
    await answer('echo: just this'),
    await answer('今日は良い天気です'),
  ]).toEqual([
    'You said: The weather is fine.',
    '你说：今天天气很好',
    '你說：今天天氣很好，對嗎？',
    'just this',
    'You said: 今日は良い天気です',
  ])
})

describe('names', () => {
  test.each([
    [['我叫小李', '我叫什么？'], '你叫小李。'],
    [['我叫小李', '我叫什麼？'], '你叫小李。'],
    [['我的名字是王小明。你好', '我是谁'], '你叫王小明。'],
    [['請叫我阿明吧', '你記得我的名字嗎？我的名字是什麼'], '你叫阿明。'],
    [['我是李雷', '我叫什么名字'], '你叫李雷。'],
    [['my name is Ann', 'what is my name?'], 'Your name is Ann.'],
    [
      ["Hi, my name's Mary Jane Watson and I like tea.", 'Who am I?'],
      'Your name is Mary Jane Watson.',
    ],
    [['I’m called Zoë', 'What’s my name'], 'Your name is Zoë.'],
    [['我叫小李', 'what is my name?'], 'Your name is 小李.'],
    [['My name is Ann', '我叫什么？'], '你叫Ann。'],
    [['我叫小李', '不对，我叫小王', '我叫什么？'], '你叫小王。'],
    [['My name is Ann. What is my name?'], 'Your name is Ann.'],
    [['what is my name?'], 'You have not told me your name yet.'],
    [['我是学生', '我是中国人', '我叫什么？'], '你还没有告诉我你的名字。'],
    [['My name is not important', 'what is my name'], 'You have not told me your name yet.'],
  ])('%j is answered with %j', async (said, answered) => {
    expect(await answer(...said)).toBe(answered)
  })

  test('are greeted when they are told', async () => {
    expect([await answer('我叫小李'), await answer('My name is Ann.')]).toEqual([
      '你好，小李！我会在这次对话里记住你的名字。',
      'Hello Ann! I will remember your name in this conversation.',
    ])
  })
})

test('counts', async () => {
  expect([
    await answer('count to 5'),
    await answer('Please count from 3 to 6'),
    await answer('数到 4'),
    await answer('從2數到4'),
  ]).toEqual(['1 2 3 4 5', '3 4 5 6', '1 2 3 4', '2 3 4'])
})

describe('tools', () => {
  const tool = (name: string, parameters: object = { type: 'object', properties: {} }) => ({
    type: 'function',
    function: { name, parameters },
  })
  const typed = tool('add', {
    type: 'object',
    properties: { a: { type: 'integer', minimum: 3 }, b: { enum: ['x', 'y'] } },
    required: ['a'],
  })
  const id = expect.stringMatching(/^call_/)
  const call = (name: string, args: object) => ({
    id,
    type: 'function',
    function: { name, arguments: JSON.stringify(args) },
  })

  test.each([
    ['use tool look with {"q":"a {b}"}', {}, [call('look', { q: 'a {b}' })]],
    ['调用工具 look {"q":"天气"}', {}, [call('look', { q: '天气' })]],
    ['調用工具 add', {}, [call('add', { a: 3, b: 'x' })]],
    [
      'use tool look with {"q":1} and then use tool add with {"a":2}',
      {},
      [call('look', { q: 1 }), call('add', { a: 2 })],
    ],
    [
      'use tool look with {"q":1}, use tool look with {"q":2}',
      { parallel_tool_calls: false },
      [call('look', { q: 1 })],
    ],
    ['hi', { tool_choice: 'required' }, [call('look', {})]],
    [
      'hi',
      { tool_choice: { type: 'function', function: { name: 'add' } } },
      [call('add', { a: 3, b: 'x' })],
    ],
  ])('are called for %j', async (said, more, calls) => {
    const choice = await choiceFor(said, { tools: [tool('look'), typed], ...more })
    expect(choice).toMatchObject({
      finish_reason: 'tool_calls',
      message: { content: null, tool_calls: calls },
    })
  })

  test('that are not offered are not called', async () => {
    const wish = 'use tool look with {}'
    const forbidden = { tools: [tool('look')], tool_choice: 'none' }
    const no = 'This request offers no tool named look.'
    expect([
      (await choiceFor(wish))?.message.content,
      (await choiceFor(wish, forbidden))?.message.content,
    ]).toEqual([no, no])
  })

  test('have their results reported', async () => {
    const first = await choiceFor('调用工具 look {} 和 调用工具 add {}', {
      tools: [tool('look'), typed],
    })
    const calls = first?.message['tool_calls'] as readonly { readonly id: string }[] // sound: compared below
    const messages = [
      { role: 'user', content: '调用工具 look {} 和 调用工具 add {}' },
      { role: 'assistant', content: null, tool_calls: calls },
      { role: 'tool', tool_call_id: calls[0]?.id, content: '晴' },
      { role: 'tool', tool_call_id: calls[1]?.id, content: '5' },
    ]
    const { choices } = await collect(demo.chat({ model: 'banyan-demo', messages }, never))
    expect(choices[0]?.message.content).toBe('工具 look 返回：晴\n工具 add 返回：5')
  })
})

test('keeps to the limit of tokens and to the stop words, and counts usage', async () => {
  const long = await collect(
    demo.chat(request('count to 100', { max_completion_tokens: 3 }), never),
  )
  const stopped = await collect(demo.chat(request('count to 100', { stop: ['5', ' 4'] }), never))
  expect([long.choices[0], long.usage, stopped.choices[0]]).toMatchObject([
    { finish_reason: 'length', message: { content: '1 2 3' } },
    { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    { finish_reason: 'stop', message: { content: '1 2 3' } },
  ])
})

test('answers as JSON when asked to', async () => {
  const schema = {
    type: 'object',
    properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'integer' } } },
  }
  expect([
    JSON.parse(
      (await choiceFor('我叫小李', { response_format: { type: 'json_object' } }))?.message
        .content ?? '',
    ),
    JSON.parse(
      (
        await choiceFor('x', {
          response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
        })
      )?.message.content ?? '',
    ),
  ]).toEqual([{ answer: phrases['zh-Hans'].hello('小李') }, { name: 'demo', tags: [1] }])
})

test('streams word by word, slow enough to be watched, and stops when told', async () => {
  const leaving = new AbortController()
  const startedAt = performance.now()
  const heard: unknown[] = []
  const reading = (async () => {
    for await (const chunk of demo.chat(
      request('echo: one, 两个字 three', { stream: true }),
      leaving.signal,
    )) {
      const content = chunk.choices[0]?.delta.content
      if (content) heard.push(content)
      if (heard.length === 4) leaving.abort()
    }
  })()
  await expect(reading).rejects.toThrow()
  expect(heard).toEqual(['one,', ' 两', '个', '字'])
  expect(performance.now() - startedAt).toBeGreaterThan(40)
})
