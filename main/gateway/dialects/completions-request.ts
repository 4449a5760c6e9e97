import type { TextCompletionRequest } from '#contract/http/completions'
import type { AskedChat } from './chat-door.ts'
import { malformed, onlySaid } from './fields.ts'

/** What OpenAI's older form can ask for and a chat cannot, with the values that ask for nothing. */
const refused = [
  ['echo', [false], 'the prompt cannot be repeated in the answer'],
  ['suffix', [''], 'text cannot be put in before a suffix'],
  ['best_of', [1], 'only 1 is supported'],
  ['logprobs', [0, false], 'log probabilities are told by /v1/chat/completions only'],
] as const

/** Each prompt as a chat of one message. */
export function fromTextCompletion(request: TextCompletionRequest): readonly AskedChat[] {
  for (const [name, harmless, problem] of refused) {
    const value = request[name]
    const asksForNothing = harmless.some(each => each === value)
    if (value !== undefined && value !== null && !asksForNothing) throw malformed(name, problem)
  }
  const prompts = typeof request.prompt === 'string' ? [request.prompt] : request.prompt
  if (request.stream && prompts.length > 1) {
    throw malformed('prompt', 'only one prompt at a time can be streamed')
  }
  const { model, prompt: _prompt, stream: _stream, stream_options: _options, ...rest } = request
  const {
    echo: _echo,
    suffix: _suffix,
    best_of: _best,
    logprobs: _logprobs,
    max_tokens: most,
    ...known
  } = rest
  return prompts.map(content => ({
    model: model ?? null,
    body: onlySaid({
      ...known,
      max_completion_tokens: most,
      messages: [{ role: 'user', content }],
    }),
  }))
}
