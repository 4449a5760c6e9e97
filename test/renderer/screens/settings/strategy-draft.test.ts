import { expect, test } from 'vitest'
import {
  strategyDrafts,
  strategyProblem,
  strategyText,
} from '#renderer/screens/settings/strategy-draft'

test('what is read is written as it was, and a model stands once', () => {
  const text = '{"gpt-5":"fastest","o4-mini":"random"}'
  const drafts = strategyDrafts(text)
  expect([
    strategyText(drafts),
    strategyProblem(drafts),
    strategyProblem(drafts.map(draft => ({ ...draft, name: 'gpt-5' }))),
    strategyDrafts('{"gpt-5":"slowest"}'),
  ]).toEqual([text, null, 'name', []])
})
