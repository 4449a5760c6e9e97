import type { Family } from './exposition.ts'

interface BallotCounts {
  readonly runs: number
  readonly agreed: number
  readonly early_stops: number
  readonly by_worker: readonly {
    readonly id: string
    readonly votes: number
    readonly dissents: number
    readonly invalid: number
  }[]
}

export interface SeenRoot {
  readonly version: string
  inFlight(): number
  waiting(): number
  writesWaiting(): number
  ballots(): BallotCounts
}

/** How the root node itself is, and how its votes went. */
export function rootFamilies(root: SeenRoot): readonly Family[] {
  const one = (type: Family['type'], name: string, help: string, read: () => number): Family => ({
    name,
    help,
    type,
    read: () => [{ labels: {}, value: read() }],
  })
  return [
    {
      name: 'banyan_build_info',
      help: 'Which version runs, on which Node.',
      type: 'gauge',
      read: () => [
        { labels: { version: root.version, node_version: process.versions.node }, value: 1 },
      ],
    },
    one(
      'gauge',
      'banyan_requests_in_flight',
      'Requests on their way, those that wait among them.',
      root.inFlight,
    ),
    one('gauge', 'banyan_requests_waiting', 'Requests that wait for a free slot.', root.waiting),
    one(
      'gauge',
      'banyan_database_writes_waiting',
      'Writes that are not in the database yet.',
      root.writesWaiting,
    ),
    one('counter', 'banyan_ballots_total', 'Requests decided by vote.', () => root.ballots().runs),
    one(
      'counter',
      'banyan_ballots_unanimous_total',
      'Of these, those in which every vote that counts was for the winner.',
      () => root.ballots().agreed,
    ),
    one(
      'counter',
      'banyan_ballots_early_total',
      'Of these, those decided before all had answered.',
      () => root.ballots().early_stops,
    ),
    {
      name: 'banyan_votes_total',
      help: 'Votes of a worker, by whether they count and were for the winner.',
      type: 'counter',
      read: () =>
        root.ballots().by_worker.flatMap(({ id, votes, dissents, invalid }) => [
          { labels: { banyan_worker: id, verdict: 'agreed' }, value: votes - dissents },
          { labels: { banyan_worker: id, verdict: 'dissented' }, value: dissents },
          { labels: { banyan_worker: id, verdict: 'invalid' }, value: invalid },
        ]),
    },
  ]
}
