import { z } from 'zod'
import { TokenUsage } from './chat-completions.ts'

/** More would only multiply the cost; and what is asked at once must end somewhere. */
export const mostVoters = 25

const voters = z.int().min(1).max(mostVoters)
const modelName = z.string().min(1).max(256)

/** Half a character has no bytes of its own, so two such keys would be one. */
const wellFormed = (text: string) => !/\p{Surrogate}/u.test(text)

/** What of an answer is its vote. */
export const VoteRule = z.union([
  z.enum(['exact', 'normalised', 'normalized', 'judge']),
  z.object({
    path: z
      .string()
      .min(1)
      .max(200)
      .describe('Into the answer’s JSON: `winner`, `result.items[0].name`.'),
  }),
  z.object({
    judge: z.object({
      model: modelName.optional(),
      prompt: z
        .string()
        .min(1)
        .max(4_000)
        .optional()
        .describe('When two answers mean the same, in the owner’s own words.'),
    }),
  }),
])
export type VoteRule = z.infer<typeof VoteRule>

/** How a request is to be decided by vote. */
export const ConsensusWish = z.object({
  nodes: voters.optional().describe('How many workers are asked; left out, MIN_CONSENSUS_NODES.'),
  min_nodes: voters
    .optional()
    .describe(
      'With fewer healthy workers there is no vote; left out, MIN_CONSENSUS_NODES, or `nodes` where that is less.',
    ),
  vote: VoteRule.optional().describe('Left out, `normalised`.'),
  validate: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('A JSON Schema. An answer whose JSON does not fit does not count.'),
  timeout_ms: z
    .int()
    .min(1)
    .max(3_600_000)
    .optional()
    .describe('For the whole answer of each worker; left out, AI_NODE_TIMEOUT.'),
  key: z
    .string()
    .min(1)
    .max(256)
    .refine(wellFormed, 'well-formed Unicode is expected')
    .optional()
    .describe('The same key asks the same workers, as long as they are there.'),
  stream_votes: z.boolean().optional().describe('Tells each vote of a stream as it comes.'),
  allow_local: z
    .boolean()
    .optional()
    .describe('With too few healthy workers, one answer of any worker will do.'),
})
export type ConsensusWish = z.infer<typeof ConsensusWish>

/** The wish, or a short form of it: `true`, or the number of nodes. */
export const ConsensusField = z.union([z.boolean(), voters, ConsensusWish])
export type ConsensusField = z.infer<typeof ConsensusField>

/** What became of one worker's answer. */
export const ConsensusVote = z.object({
  worker_id: z.string(),
  vote: z.unknown().describe('As it was read from the answer; null where it does not count.'),
  valid: z.boolean().describe('Whether it counts.'),
  reason: z.string().nullable().describe('Why it does not count.'),
  needless: z.boolean().describe('Cancelled: it could not have changed the outcome any more.'),
  latency_ms: z.int().nonnegative(),
  model: z.string().nullable(),
})
export type ConsensusVote = z.infer<typeof ConsensusVote>

/** How a vote went, without the votes. */
export const ConsensusSummary = z.object({
  fallback: z
    .literal('local')
    .nullable()
    .describe('`local`: too few workers for a vote, so one was asked alone.'),
  key: z.string(),
  asked: z.int().nonnegative(),
  valid: z.int().nonnegative(),
  winner: z.unknown().describe('The vote that won.'),
  agreement: z.number().min(0).max(1).describe('The winner’s share of the votes that count.'),
  decided_by: z
    .enum(['votes', 'weight', 'first'])
    .describe('`weight` and `first` settle a tie: the heavier workers, then the first answer.'),
  decided_early: z.boolean().describe('The rest could not have changed it and was cancelled.'),
  usage: TokenUsage.nullable().describe('Of all the answers together, as far as they told.'),
})
export type ConsensusSummary = z.infer<typeof ConsensusSummary>

export const ReportedVote = ConsensusVote.extend({
  agrees: z.boolean().describe('Whether it is a vote for the winner.'),
})
export type ReportedVote = z.infer<typeof ReportedVote>

/** How a vote went. */
export const ConsensusReport = ConsensusSummary.extend({
  votes: z.array(ReportedVote).describe('In the order in which they came.'),
})
export type ConsensusReport = z.infer<typeof ConsensusReport>

/** What models are called that are to answer by vote: `consensus/gpt-4o`, `consensus/auto`. */
export const consensusPrefix = 'consensus/'
