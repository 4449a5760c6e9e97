import { expect, test } from 'vitest'
import { collect } from '#worker/collect'
import { ChunkMaker } from '#worker/providers/chunk-maker'
import { firstCallOnly } from '#worker/providers/first-call'

test('of calls made together only the first is handed on', async () => {
  const maker = new ChunkMaker('1', 'm')
  const call = (index: number) => ({ index, id: `c${index}`, function: { name: 'f' } })
  async function* chunks() {
    yield maker.delta({ role: 'assistant', content: 'Let me see.' })
    yield maker.delta({ tool_calls: [call(0)] })
    yield maker.delta({ tool_calls: [call(1)] })
    yield maker.finish('tool_calls')
  }
  const { choices } = await collect(firstCallOnly(chunks()))
  expect(choices).toMatchObject([
    {
      finish_reason: 'tool_calls',
      message: { content: 'Let me see.', tool_calls: [{ id: 'c0' }] },
    },
  ])
})
