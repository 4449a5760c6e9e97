/** Where Coolify's own document is wrong: what it takes all the same, as its source shows. */
export type KnownGap =
  | {
      readonly kind: 'takes-more'
      readonly operation: string
      readonly fields: readonly string[]
      readonly reason: string
    }
  | {
      readonly kind: 'needs-less'
      readonly operation: string
      readonly fields: readonly string[]
      readonly reason: string
    }
  | {
      readonly kind: 'other-path'
      readonly operation: string
      readonly documentedAs: string
      readonly reason: string
    }
  | { readonly kind: 'other-answer'; readonly operation: string; readonly reason: string }

const healthCheck = ['health_check_type', 'health_check_command']

/** The whole list; each is needed by a request that is sent, but for the one of PATCH /security/keys. */
export const knownGaps: readonly KnownGap[] = [
  {
    kind: 'takes-more',
    operation: 'POST /applications/dockerimage',
    fields: healthCheck,
    reason: 'Taken and kept, and shown by GET; missing in the body of the document.',
  },
  {
    kind: 'takes-more',
    operation: 'PATCH /applications/{uuid}',
    fields: healthCheck,
    reason: 'As above.',
  },
  {
    kind: 'takes-more',
    operation: 'PATCH /applications/{uuid}/envs/bulk',
    fields: ['is_runtime', 'is_buildtime'],
    reason: 'Newer than the document of this route; left out, is_buildtime becomes true.',
  },
  {
    kind: 'needs-less',
    operation: 'POST /applications/dockerimage',
    fields: ['environment_uuid'],
    reason: 'Said to be required beside environment_name; either of them is enough.',
  },
  {
    kind: 'other-path',
    operation: 'GET /teams/current',
    documentedAs: 'GET /team',
    reason: 'The address that it had in older versions; asked where /team answers 404.',
  },
  {
    kind: 'other-path',
    operation: 'PATCH /security/keys/{uuid}',
    documentedAs: 'PATCH /security/keys',
    reason: 'The route has the uuid that the document forgot. Not used: keys are made and deleted.',
  },
  {
    kind: 'other-answer',
    operation: 'GET /deployments/applications/{uuid}',
    reason: 'Answers {count, deployments}; the document says a list of applications.',
  },
  {
    kind: 'other-answer',
    operation: 'POST /deploy',
    reason: 'Answers 404 for an unknown uuid and 429 for a full queue; the document has neither.',
  },
]
