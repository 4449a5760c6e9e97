import { randomUUID } from 'node:crypto'
import { FaultError } from '#contract/fault'
import type { ConsensusVote, ConsensusWish } from '#contract/http/consensus'
import { streamEnd } from '#contract/wire/chat'
import type { Call } from './call.ts'
import type { AskByVote, VotedAnswer } from './consensus-wish.ts'
import { errorAnswer } from './error-answer.ts'
import { fieldsOf, malformed } from './openai-body.ts'

/** A chat completion that is decided by vote. */
export interface VotedCompletion {
  readonly model: string | null
  readonly wish: ConsensusWish
  readonly isStream: boolean
  /** How long a worker may be silent, where the client says so and the wish does not. */
  readonly timeoutMs: number | null
  /** The body, read. */
  readonly json: Readonly<Record<string, unknown>>
}

/**
 * Answers in OpenAI's form with the winner's answer, and `consensus` beside it. A stream has it in
 * one chunk, as nobody knows the winner before; votes are comments in front of it.
 */
export async function answerByVote(
  ask: AskByVote,
  call: Call,
  { model, wish: said, isStream, json, timeoutMs }: VotedCompletion,
): Promise<void> {
  const wish = { ...said, timeout_ms: said.timeout_ms ?? timeoutMs ?? undefined }
  const { model: _model, stream: _stream, stream_options: options, ...fields } = json
  refuseWhatIsNoText(fields)
  const completion = new VotedStream(call)
  const onVote = (vote: ConsensusVote) => {
    if (isStream && wish.stream_votes) completion.tellVote(vote)
  }
  const { requestId, caller } = call
  try {
    const asked = { requestId, caller, model, fields, wish, onVote }
    const answer = await ask(asked, call.goneSignal())
    if (isStream) completion.end(answer, wantsUsage(options))
    else call.answer(200, completionJson(answer), routedHeaders(answer))
  } catch (failure) {
    if (!completion.hasBegun || !(failure instanceof FaultError)) throw failure
    completion.breakOff(failure)
  }
}

/** A vote is about texts. */
function refuseWhatIsNoText({ tools, functions, n }: Readonly<Record<string, unknown>>): void {
  for (const [name, list] of Object.entries({ tools, functions })) {
    const isGiven = Array.isArray(list) ? list.length > 0 : list !== undefined && list !== null
    if (isGiven) throw malformed(`${name}: a vote is about texts; none are expected here`, name)
  }
  if (n !== undefined && n !== null && n !== 1) {
    throw malformed('n: a vote has one answer; 1 is expected', 'n')
  }
}

function wantsUsage(options: unknown): boolean {
  if (options === undefined || options === null) return false
  return fieldsOf(options)['include_usage'] === true
}

const routedHeaders = ({ workerId, report }: VotedAnswer) => ({
  'x-banyan-worker': workerId,
  'x-banyan-attempts': String(report.asked),
  'x-banyan-strategy': 'consensus',
})

function completionJson(answer: VotedAnswer) {
  const { text, usage, finishReason, report } = answer
  return {
    ...head(answer, 'chat.completion'),
    choices: [
      { index: 0, message: { role: 'assistant', content: text }, finish_reason: finishReason },
    ],
    ...(usage ? { usage } : {}),
    consensus: report,
  }
}

function head({ model }: VotedAnswer, object: string) {
  const created = Math.floor(Date.now() / 1000)
  return { id: `chatcmpl-${randomUUID()}`, object, created, model }
}

/** The head is held back until there is something to say, so that what fails before is an ordinary error. */
class VotedStream {
  readonly #call: Call

  constructor(call: Call) {
    this.#call = call
  }

  get hasBegun(): boolean {
    return this.#call.response.headersSent
  }

  /** As a comment, which clients pass over. */
  tellVote(vote: ConsensusVote): void {
    this.#begin({})
    this.#call.response.write(`: vote ${JSON.stringify(vote)}\n\n`)
  }

  end(answer: VotedAnswer, withUsage: boolean): void {
    this.#begin(routedHeaders(answer))
    const { text, finishReason, usage, report } = answer
    const base = head(answer, 'chat.completion.chunk')
    const delta = { role: 'assistant', content: text }
    this.#write({ ...base, choices: [{ index: 0, delta, finish_reason: null }] })
    const finish = [{ index: 0, delta: {}, finish_reason: finishReason ?? 'stop' }]
    this.#write({ ...base, choices: finish, consensus: report })
    if (withUsage && usage) this.#write({ ...base, choices: [], usage })
    this.#call.response.end(streamEnd)
  }

  breakOff({ fault }: FaultError): void {
    this.#call.response.end(`data: ${JSON.stringify(errorAnswer(fault).body)}\n\n`)
  }

  #begin(headers: Readonly<Record<string, string>>): void {
    if (this.hasBegun) return
    this.#call.head(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
      ...headers,
    })
  }

  #write(event: object): void {
    this.#call.response.write(`data: ${JSON.stringify(event)}\n\n`)
  }
}
