import { z } from 'zod'
import { rolloutNames } from '../model/deployment.ts'
import { hostMethodChoices, hostTransports } from '../model/host.ts'
import { hostMethods } from '../model/host-facts.ts'
import { ListedVerdict } from './host-verdict.ts'

const secret = (most: number) => z.string().min(1).max(most)
const passphrase = secret(1_000).optional()
const fingerprint = z.string().min(1).max(300).describe('As `ssh-keygen -l` prints it: SHA256:…')
const HostLoginBody = z.union(
  [
    z.strictObject({ private_key: secret(64_000), passphrase }),
    z.strictObject({
      private_key_path: z.string().min(1).max(4_000).describe('Whole, or beginning with ~/.'),
      passphrase,
    }),
    z.strictObject({ agent: z.literal(true) }),
    z.strictObject({ password: secret(1_000) }),
  ],
  {
    error:
      'one of private_key or private_key_path (with a passphrase or none), "agent": true, and password is expected',
  },
)
export type HostLoginBody = z.infer<typeof HostLoginBody>

const CoolifyPlace = z.strictObject({
  account_id: z.string().min(1).max(64),
  server_uuid: z.string().min(1).max(64).nullable().optional(),
})

const fields = {
  name: z.string().max(512).describe('Once among the hosts. Left out: the address.'),
  address: z.string().max(512).describe('A DNS name, an IPv4 or an IPv6 address.'),
  port: z.int().min(1).max(65_535),
  user: z.string().max(64),
  region: z.string().max(128).nullable(),
  monthly_cost: z.number().min(0).max(1e6).nullable().describe('US dollars.'),
  auth: HostLoginBody.describe('One way to log in; never shown again.'),
  jump: z.string().max(512).nullable().describe('The host that it is reached through: id or name.'),
  expected_fingerprint: fingerprint,
  host_key: z
    .enum(['ask', 'accept_new'])
    .describe('What becomes of a key that was never seen: it waits for /trust, or is pinned.'),
  method: z.enum(hostMethodChoices),
  transport: z.enum(hostTransports),
  priority: z.int().min(0).max(999).describe('0 is deployed first; 100 where nothing is said.'),
  critical: z.boolean(),
  coolify: CoolifyPlace.nullable(),
} as const

/** The body of `PATCH /api/hosts/{id}`: what is left out stays as it is. */
export const HostPatch = z.strictObject(fields).partial()
export type HostPatch = z.infer<typeof HostPatch>

/** The body of `POST /api/hosts`. */
export const NewHost = HostPatch.extend({
  address: fields.address,
  user: fields.user
    .optional()
    .describe(
      'With auth, it may be left out where the method is coolify and the transport not tunnel.',
    ),
})
export type NewHost = z.infer<typeof NewHost>

/** The body of `POST /api/hosts/{id}/trust`. */
export const TrustedKey = z.strictObject({ fingerprint })

/** What `DELETE /api/hosts/{id}` takes. */
export const HostRemoval = z.strictObject({
  force: z
    .enum(['true', 'false'])
    .optional()
    .describe('True: forget it, though a worker of ours is on it.'),
})

/** The body of `POST /api/hosts/import`. */
export const HostImportBody = z.strictObject({
  format: z.enum(['auto', 'csv', 'ssh_config', 'json']).default('auto'),
  text: z.string().max(1_000_000).optional().describe('What the file says.'),
  source: z.literal('ssh_config').optional().describe('Instead of text: ~/.ssh/config.'),
  dry_run: z.boolean().default(false).describe('Tell what would be added, and add nothing.'),
  only: z.array(z.string().max(512)).max(1_000).optional().describe('Names; left out: all.'),
  defaults: z
    .strictObject({ user: fields.user, auth: fields.auth })
    .partial()
    .default({})
    .describe('For entries that do not say it.'),
})
export type HostImportBody = z.infer<typeof HostImportBody>

const ImportedHost = z.object({
  where: z.string().describe('Such as `line 3`.'),
  name: z.string().nullable(),
  outcome: z.enum(['added', 'known', 'refused']),
  host_id: z.string().nullable(),
  reason: z.string().nullable().describe('Why it was refused.'),
  warnings: z.array(z.string()),
})

/** The answer to `POST /api/hosts/import`. */
export const HostImportReport = z.object({
  format: z.enum(['csv', 'ssh_config', 'json']),
  dry_run: z.boolean(),
  deployment_strategy: z
    .enum([...rolloutNames, 'auto'])
    .nullable()
    .describe('As the file says: for POST /api/deployments.'),
  added: z.int().nonnegative(),
  known: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  warnings: z.array(z.string()),
  hosts: z.array(ImportedHost),
})
export type HostImportReport = z.infer<typeof HostImportReport>

/** The body of `POST /api/hosts/discover`. */
export const HostsToDiscover = z.strictObject({
  hosts: z
    .array(z.string().max(512))
    .max(1_000)
    .optional()
    .describe('Ids or names; left out: all.'),
})

const ShownKey = z.object({
  type: z.string(),
  fingerprint: z.string(),
  blob: z.string().describe('As it stands in known_hosts.'),
})

const ListedTrust = z.object({
  state: z.enum(['unseen', 'offered', 'pinned', 'changed']),
  key: ShownKey.nullable().describe('The key that it showed last; what /trust is about.'),
  pinned: ShownKey.nullable().describe('The key that is believed.'),
  pinned_at: z.iso.datetime().nullable(),
  because: z.enum(['owner', 'expected', 'known_hosts', 'first_contact']).nullable(),
  expected_fingerprint: z.string().nullable(),
})
export type ListedTrust = z.infer<typeof ListedTrust>

export const ListedHost = z.object({
  id: z.string(),
  name: z.string(),
  address: z.string(),
  port: z.int(),
  user: z.string(),
  region: z.string().nullable(),
  monthly_cost: z.number().nullable(),
  auth: z.object({
    kind: z.enum(['private_key', 'private_key_path', 'agent', 'password']),
    private_key_path: z.string().nullable(),
    has_private_key: z.boolean(),
    has_passphrase: z.boolean(),
    has_password: z.boolean(),
    readable: z
      .boolean()
      .describe('False: its secrets were sealed by another start (keyring or key file).'),
  }),
  has_own_key: z.boolean().describe('Whether Banyan logs in with a key of its own.'),
  jump: z.string().nullable().describe('The id of the host that it is reached through.'),
  host_key: z.enum(['ask', 'accept_new']),
  method: fields.method,
  transport: fields.transport,
  priority: z.int(),
  critical: z.boolean(),
  coolify: z.object({ account_id: z.string(), server_uuid: z.string().nullable() }).nullable(),
  trust: ListedTrust,
  verdict: ListedVerdict.nullable().describe('Null: discovery did not look yet.'),
  installed: z
    .object({
      worker_id: z.string(),
      method: z.enum(hostMethods),
      version: z.string(),
      address: z.string(),
      port: z.int(),
      at: z.iso.datetime(),
    })
    .nullable(),
  idle: z
    .object({
      near: z.boolean().describe('Whether the cloud may stop it, should it go on like this.'),
      p95: z
        .object({ cpu: z.number(), network: z.number(), memory: z.number() })
        .nullable()
        .describe('Percent that 95 of 100 samples do not exceed.'),
      since: z.iso.datetime().nullable().describe('The first hour that counts.'),
      hours: z.int().nonnegative().describe('How many hours there are samples of.'),
      help: z.array(z.string()).describe('What can be done.'),
    })
    .nullable()
    .describe('Of Always Free machines of Oracle; null for others.'),
  added_at: z.iso.datetime(),
})
export type ListedHost = z.infer<typeof ListedHost>

/** The answer to `GET /api/hosts`. */
export const ListedHosts = z.object({ hosts: z.array(ListedHost) })

/** The answer to `POST /api/hosts/discover`. */
export const DiscoveredHosts = z.object({ hosts: z.array(ListedHost) })
