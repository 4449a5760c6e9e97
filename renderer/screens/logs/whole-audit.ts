import type { AnswerOf } from '#contract/http/operations'
import type { CallApi } from '../../state/api.ts'

type Entry = AnswerOf<'listAudit'>['entries'][number]

const pageEntries = 200

/** Every entry, the oldest first, with the hashes by which somebody else can check them. */
export async function wholeAudit(
  callApi: CallApi,
  onRead: (entries: number) => void,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  const entries: Entry[] = []
  let after: number | null = 0
  while (after !== null) {
    signal.throwIfAborted()
    const page: AnswerOf<'listAudit'> = await callApi(
      'listAudit',
      { query: { after, limit: pageEntries } },
      signal,
    )
    entries.push(...page.entries)
    onRead(entries.length)
    after = page.next_after
  }
  return entries
}
