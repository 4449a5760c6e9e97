import type { SessionMessage } from '#contract/model/session'

interface Exported {
  readonly title: string
  readonly messages: readonly SessionMessage[]
  readonly nameOf: (workerId: string) => string
  readonly words: { readonly you: string; readonly answer: string }
}

/** A conversation for people: whoever opens it in any editor reads who said what. */
export function exportMarkdown({ title, messages, nameOf, words }: Exported): string {
  const parts = messages.map(message => {
    const by = [message.workerId && nameOf(message.workerId), message.model].filter(Boolean)
    const head = message.role === 'user' ? words.you : [words.answer, ...by].join(' · ')
    const files = message.files?.map(
      ({ name }) => `- ${name.replaceAll(/([\\`*_[\]<>])/g, '\\$1')}`,
    )
    return [`## ${head}`, files?.join('\n'), message.content].filter(Boolean).join('\n\n')
  })
  return `${[`# ${title}`, ...parts].join('\n\n')}\n`
}

/** A conversation for programs: all that is known of it. */
export function exportJson(title: string, messages: readonly SessionMessage[]): string {
  const told = messages.map(({ createdAt, ...message }) => ({
    ...message,
    createdAt: new Date(createdAt).toISOString(),
  }))
  return `${JSON.stringify({ title, messages: told }, null, 2)}\n`
}
