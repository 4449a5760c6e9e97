import { expect, test } from 'vitest'
import type { SessionMessage } from '#contract/model/session'
import { exportJson, exportMarkdown } from '#renderer/screens/chat/export-text'

const nobody = { workerId: null, model: null, latencyMs: null, usage: null }
const messages: readonly SessionMessage[] = [
  {
    ...nobody,
    role: 'user',
    content: '你好',
    createdAt: 0,
    files: [{ name: '[a](x).png', type: 'image/png', size: 3 }],
  },
  { ...nobody, role: 'assistant', content: '**hi**', createdAt: 1, workerId: 'w', model: 'm' },
]

test('tells people who said what', () => {
  const words = { you: 'You', answer: 'Answer' }
  const text = exportMarkdown({ title: 'T', messages, nameOf: id => `${id}1`, words })
  expect(text).toBe('# T\n\n## You\n\n- \\[a\\](x).png\n\n你好\n\n## Answer · w1 · m\n\n**hi**\n')
})

test('tells programs all that is known', () => {
  expect(JSON.parse(exportJson('T', messages))).toMatchObject({
    title: 'T',
    messages: [
      { role: 'user', content: '你好', createdAt: '1970-01-01T00:00:00.000Z' },
      { role: 'assistant', model: 'm' },
    ],
  })
})
