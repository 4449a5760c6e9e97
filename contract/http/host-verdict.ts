import { z } from 'zod'
import { hostMethods, hostProblemSentences, scoreParts } from '../model/host-facts.ts'

const bytes = z.int().nonnegative()

const FoundFacts = z.object({
  at: z.iso.datetime(),
  hostname: z.string(),
  os: z.object({ id: z.string(), version: z.string(), name: z.string() }),
  kernel: z.string(),
  architecture: z.string().describe('As Node names it where it knows it.'),
  page_size: z.int().nonnegative(),
  glibc: z.string().nullable().describe('Null: another C library.'),
  cpus: z.number().nonnegative(),
  load1: z.number().nonnegative(),
  memory: z.object({ total: bytes, available: bytes }),
  disk: z.object({ total: bytes, free: bytes }).describe('Where the worker is put.'),
  systemd: z.boolean(),
  privileges: z.enum(['root', 'sudo', 'sudo_asks', 'none']),
  docker: z.object({ version: z.string().nullable(), running: z.boolean() }).nullable(),
  cloud_init: z.enum(['absent', 'running', 'done', 'failed']),
  apt: z.object({ locked_by: z.string().nullable() }).nullable(),
  firewall: z.object({
    rejects_input: z.boolean(),
    manager: z.enum(['ufw', 'firewalld', 'netfilter-persistent']).nullable(),
  }),
  clock_skew_ms: z.number().describe('How far its clock is ahead of ours.'),
  time_zone: z.string(),
  installed: z
    .object({
      method: z.enum(['docker', 'plain']),
      version: z.string().nullable(),
      running: z.boolean(),
    })
    .nullable()
    .describe('What of Banyan is there, whoever put it.'),
  cloud: z.string().nullable(),
  round_trip_ms: z.number().nonnegative(),
})

const FoundScore = z.object({
  total: z.number().min(0).max(100),
  parts: z.array(
    z.object({
      name: z.enum(scoreParts),
      points: z.number(),
      most: z.number(),
      why: z.string(),
    }),
  ),
})

const FoundProblem = z.object({
  code: z.string(),
  sentence: z
    .enum([...hostProblemSentences, 'fault'])
    .optional()
    .describe('Which sentence the message is, for those who write it in another language.'),
  facts: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('What the sentence is about; of a fault, all its fields.'),
  warning: z.boolean().describe('True: it stops nothing.'),
  message: z.string(),
  help: z.string(),
})

/** What discovery came to. */
export const ListedVerdict = z.object({
  state: z
    .enum(['seen', 'unseen'])
    .describe('Unseen: it could not be looked at; problems say why.'),
  facts: FoundFacts.nullable(),
  score: FoundScore.nullable().describe('How well it suits.'),
  problems: z.array(FoundProblem),
  methods: z
    .array(z.enum(hostMethods))
    .describe('What the worker could be run by, the best first; empty: by none.'),
})
export type ListedVerdict = z.infer<typeof ListedVerdict>
