import { expect, test } from 'vitest'
import type { ChatFileNote } from '#contract/model/chat-file'
import { isImageRefusal } from '#renderer/screens/chat/image-refusal'

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
