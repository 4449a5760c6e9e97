import { z } from 'zod'
import { coolifyAbilities } from '../model/coolify.ts'

const name = z.string().trim().min(1).max(128)
const token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{8,512}$/, 'a token as Coolify shows it once is expected')
  .describe('Never shown again.')
const image = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]*(:\d{1,5})?(\/[a-z0-9][a-z0-9._-]*)*$/,
    'the name of an image in a registry is expected, without a tag',
  )
  .max(255)
  .nullable()
  .describe("The worker's image, without a tag: the version is its tag.")

/** The body of `POST /api/coolify`. */
export const NewCoolifyAccount = z.strictObject({
  name: name.optional().describe('Left out: the host of the address.'),
  url: z.string().min(1).max(500),
  token,
  image: image.optional(),
})
export type NewCoolifyAccount = z.infer<typeof NewCoolifyAccount>

/** The body of `PATCH /api/coolify/{id}`: what is left out stays as it is. */
export const CoolifyAccountChange = z.strictObject({ name, token, image }).partial()
export type CoolifyAccountChange = z.infer<typeof CoolifyAccountChange>

export const ListedCoolifyAccount = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  image: z.string().nullable(),
  team: z.string(),
  version: z.string(),
  abilities: z.array(z.enum(coolifyAbilities)).describe('What the token may do.'),
  warnings: z.array(z.string()).describe('What is not as it should be, and what helps.'),
  added_at: z.iso.datetime(),
})
export type ListedCoolifyAccount = z.infer<typeof ListedCoolifyAccount>

/** The answer to `GET /api/coolify`. */
export const ListedCoolifyAccounts = z.object({ accounts: z.array(ListedCoolifyAccount) })

/** The answer to `GET /api/coolify/{id}/servers`. */
export const ListedCoolifyServers = z.object({
  servers: z.array(
    z.object({
      uuid: z.string(),
      name: z.string(),
      address: z.string(),
      port: z.int(),
      user: z.string(),
      is_reachable: z.boolean(),
      is_usable: z.boolean(),
      host_id: z.string().nullable().describe('The host that it was added as. Null: none.'),
    }),
  ),
})

/** The body of `POST /api/coolify/{id}/import`. */
export const CoolifyImport = z.strictObject({
  servers: z
    .array(z.string().min(1).max(64))
    .min(1)
    .max(500)
    .optional()
    .describe('The uuid of each. Left out: all that are not hosts yet.'),
  transport: z
    .enum(['tunnel', 'http'])
    .optional()
    .describe('`tunnel`, the usual one, needs SSH from here; `http` opens a port of the server.'),
})
export type CoolifyImport = z.infer<typeof CoolifyImport>

/** The answer to it. */
export const CoolifyImported = z.object({
  servers: z.array(
    z.object({
      uuid: z.string(),
      name: z.string(),
      host_id: z.string().nullable(),
      result: z.enum(['added', 'known', 'failed']),
      detail: z.string().nullable().describe('Why it failed.'),
    }),
  ),
})
