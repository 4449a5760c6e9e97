import { type Feature, features } from './clients/client.ts'
import { type ProviderName, providerNames } from './compatibility-house.ts'

/** One client with one provider: proven, refused with a clear 400, or nothing to prove. */
export interface Cell {
  readonly client: string
  readonly provider: ProviderName
  readonly feature: Feature
  readonly result: 'yes' | '400' | '–'
}

const introduction = `# What works with what

Written by \`test/integration/compatibility.test.ts\`, which proves each "yes" with the real client
library, a real root node and real workers; \`UPDATE_DOCS=1 npm run test:integration\` writes it anew.
The vendors are stand-ins that speak their protocols; "compatible" is any server that speaks OpenAI's,
like Ollama, LM Studio or vLLM.

- **yes**: proven. The demo takes an image and does not look at it.
- **400**: the provider cannot do it, and the answer says so.
- **–**: the library or its protocol has no words for it, or there is nothing to show.
`

export function compatibilityPage(cells: readonly Cell[]): string {
  const clients = [...new Set(cells.map(cell => cell.client))]
  return [introduction, ...clients.map(client => section(client, cells))].join('\n')
}

function section(client: string, cells: readonly Cell[]): string {
  const found = (feature: Feature, provider: ProviderName) =>
    cells.find(
      cell => cell.client === client && cell.feature === feature && cell.provider === provider,
    )?.result ?? '?'
  const rows = features.map(feature => [
    feature,
    ...providerNames.map(provider => found(feature, provider)),
  ])
  return `## ${client}\n\n${table([['', ...providerNames], ...rows])}\n`
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) =>
    Math.max(3, ...[head, ...rows].map(row => (row[at] ?? '').length)),
  )
  const line = (row: readonly string[]) =>
    `| ${row.map((text, at) => text.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map(width => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
