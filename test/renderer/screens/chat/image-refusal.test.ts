import { expect, test } from 'vitest'
import type { ChatFileNote } from '#contract/model/chat-file'
import type { SessionMessage } from '#contract/model/session'
import { filesUpTo, isImageRefusal } from '#renderer/screens/chat/image-refusal'
import { newConversation } from '#renderer/state/conversation'
import { plainWish } from '#renderer/state/turn-wish'

const picture: ChatFileNote = { name: 'a.png', type: 'image/png', size: 9 }
const list: ChatFileNote = { name: 'a.csv', type: 'text/plain', size: 9 }
const refusal = (detail: string, status = 400) =>
  ({ code: 'provider.refused', status, detail, type: 'x', errorCode: null }) as const

test.each([
  'Invalid content type. image_url is only supported by certain models.',
  "'claude-3-5-haiku-20241022' does not support image input.",
  'Image input modality is not enabled for models/gemma-3-1b-it',
  'this model is missing data required for image input',
  'No endpoints found that support image input',
  'llama-3.1-8b is not a multimodal model',
  'Model does not support images. Please use a model that does.',
  'messages[0]: unknown variant `image_url`, expected `text`',
  "'messages.0.content' : value must be a string: content must be a string",
])('%s', detail => {
  expect(isImageRefusal(refusal(detail), [list, picture])).toBe(true)
  expect(isImageRefusal(refusal(detail), [list])).toBe(false)
  expect(isImageRefusal(refusal(detail, 429), [picture])).toBe(false)
})

test.each([
  'You exceeded your current quota',
  'messages.0.content.1.image.source.base64: image exceeds 5 MB maximum',
  'The image data you provided does not represent a valid image: could not process image',
  'This model’s maximum context length is 8192 tokens',
])('something else is wrong: %s', detail => {
  expect(isImageRefusal(refusal(detail), [picture])).toBe(false)
})

test('a picture counts that was sent with a turn before this one, not with one after it or in its place', () => {
  const said = (role: 'user' | 'assistant', files?: ChatFileNote[]): SessionMessage => ({
    ...{
      role,
      content: '',
      createdAt: 0,
      workerId: null,
      model: null,
      latencyMs: null,
      usage: null,
    },
    ...(files && { files }),
  })
  const lines = [said('user'), said('assistant'), said('user', [picture]), said('assistant')]
  const wish = { ...plainWish, message: 'and now?' }
  expect(filesUpTo({ ...newConversation, lines }, { wish, after: 4 })).toEqual([picture])
  expect(filesUpTo({ ...newConversation, lines }, { wish, after: 2 })).toEqual([])
  expect(
    filesUpTo({ ...newConversation, lines }, { wish: { ...wish, replacesFrom: 2 }, after: 4 }),
  ).toEqual([])
  const attached = { ...list, id: 'f', data: '' }
  const files = filesUpTo(
    { ...newConversation, lines },
    { wish: { ...wish, files: [attached] }, after: 4 },
  )
  expect(files).toEqual([attached, picture])
})
