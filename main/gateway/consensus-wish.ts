import {
  ConsensusField,
  type ConsensusReport,
  type ConsensusVote,
  type ConsensusWish,
  consensusPrefix,
} from '#contract/http/consensus'
import type { Usage } from '#contract/wire/chat'
import type { Caller } from './admission.ts'
import { type Call, checked } from './call.ts'
import { malformed, modelIn } from './openai-body.ts'

/** A request that several workers are to answer. */
export interface VotedRequest {
  readonly requestId: string
  readonly caller: Caller
  readonly model: string | null
  /** The body of OpenAI's chat, without the model and how the answer is to come. */
  readonly fields: Readonly<Record<string, unknown>>
  readonly wish: ConsensusWish
  readonly onVote: (vote: ConsensusVote) => void
}

export interface VotedAnswer {
  readonly text: string
  readonly workerId: string
  readonly model: string
  readonly usage: Usage | null
  readonly finishReason: string | null
  readonly report: ConsensusReport
}

/** The part of consensus that the gateway needs. Rejects with a FaultError. */
export type AskByVote = (request: VotedRequest, signal: AbortSignal) => Promise<VotedAnswer>

export const consensusHeader = 'x-banyan-consensus'

export interface Wished {
  /** Null when any will do. */
  readonly model: string | null
  /** Null: no vote is asked for. */
  readonly wish: ConsensusWish | null
}

/** Whether a vote is asked for: by the body's own field, else by the header, else by the model's name. */
export function wishedConsensus(
  call: Call,
  model: string | null,
  field: ConsensusField | null | undefined,
): Wished {
  const isNamed = model?.startsWith(consensusPrefix) ?? false
  const bare = isNamed ? modelIn({ model: model?.slice(consensusPrefix.length) }) : model
  const said = field ?? headerField(call)
  const wish = said === null ? null : wishIn(said)
  return { model: bare, wish: wish ?? (isNamed && said !== false ? {} : null) }
}

function wishIn(field: ConsensusField): ConsensusWish | null {
  if (typeof field === 'boolean') return field ? {} : null
  return typeof field === 'number' ? { nodes: field } : field
}

/** A number of nodes, `true`, or JSON of the object; a header is text in ASCII, and JSON can say all else in escapes. */
function headerField(call: Call): ConsensusField | null {
  const text = call.request.headers[consensusHeader]
  if (typeof text !== 'string' || text.trim() === '') return null
  return checked(ConsensusField, parsed(text))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw malformed(`${consensusHeader}: a number of nodes or a JSON object is expected`)
  }
}
