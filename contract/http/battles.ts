import { z } from 'zod'
import { ConsensusSummary, mostVoters, ReportedVote } from './consensus.ts'

/** Compared exactly, never trimmed or folded. */
const text = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine(said => !/[\p{Surrogate}\0]/u.test(said), 'well-formed Unicode is expected')

const longestFighter = 10_000

export const Fighter = z
  .looseObject({
    name: text(100),
    hp: z.int().min(1).max(1_000_000_000).describe('Health points at the start.'),
    attack: z.number().nonnegative().optional(),
    defense: z.number().nonnegative().optional(),
  })
  .refine(fighter => JSON.stringify(fighter).length <= longestFighter, {
    message: `at most ${longestFighter} characters of JSON are expected`,
  })
export type Fighter = z.infer<typeof Fighter>

/** The body of `POST /api/battles`. */
export const NewBattle = z.object({
  battle_id: text(256)
    .optional()
    .describe('The same id is the same battle; left out, a new one is made.'),
  fighters: z
    .array(Fighter)
    .length(2)
    .refine(([a, b]) => a?.name.normalize('NFC') !== b?.name.normalize('NFC'), {
      message: 'two different names are expected',
    })
    .describe('Whatever else a fighter has, such as `skills`, is told to the model.'),
  rules: text(10_000).optional(),
  language: text(50).optional().describe('Of the narrative; left out, that of the names.'),
  model: z.string().min(1).max(256).optional(),
  nodes: z.int().min(1).max(mostVoters).optional(),
  min_nodes: z.int().min(1).max(mostVoters).optional(),
  timeout_ms: z.int().min(1).max(3_600_000).optional(),
  allow_local: z.boolean().optional(),
})
export type NewBattle = z.infer<typeof NewBattle>

const points = z.number().nonnegative()

/** The answer to `POST /api/battles` and `GET /api/battles/{id}`. */
export const Battle = z.object({
  battle_id: z.string(),
  winner: z.string().describe('The name of a fighter.'),
  narrative: z.string(),
  rounds: z.array(
    z.object({
      round: z.int().positive(),
      actor: z.string(),
      action: z.string(),
      damage: points,
      heal: points,
      hp: z.record(z.string(), points).describe('After the round, by name.'),
    }),
  ),
  fighters: z.array(Fighter),
  votes: z.array(ReportedVote),
  consensus: ConsensusSummary,
  created_at: z.iso.datetime(),
})
export type Battle = z.infer<typeof Battle>
