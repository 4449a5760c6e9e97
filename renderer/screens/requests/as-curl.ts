interface Asked {
  readonly route: string
  readonly app: string
  readonly model_asked: string | null
  readonly contents: { readonly request: string } | null
}

/** Who has no key of their own sends none. */
const keyless: readonly string[] = ['default', 'window']

/** The same request for a shell. What it said is in it where that is kept, as it went to the worker; else a sketch in its dialect. */
export function asCurl(address: string, asked: Asked): string {
  const { contents, app } = asked
  const path = contents ? openAiPath(asked.route) : pathOf(asked.route)
  const body = contents ? contents.request : JSON.stringify(sketch(path, asked.model_asked))
  return [
    `curl ${quoted(address + path)}`,
    `-H ${quoted('content-type: application/json')}`,
    ...(keyless.includes(app) ? [] : ['-H "authorization: Bearer $BANYAN_KEY"']),
    `--data-raw ${quoted(body)}`,
  ].join(' \\\n  ')
}

/** For a POSIX shell: nothing inside single quotes means anything but the quote itself. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function pathOf(route: string): string {
  return route.startsWith('/') ? route : '/v1/chat/completions'
}

/** What is kept is in OpenAI's form, whatever the app spoke. */
function openAiPath(route: string): string {
  if (/embed/.test(route)) return '/v1/embeddings'
  return /images/.test(route) ? '/v1/images/generations' : '/v1/chat/completions'
}

const question = 'Hello'

function sketch(path: string, asked: string | null): object {
  const model = asked ?? 'auto'
  const messages = [{ role: 'user', content: question }]
  switch (path) {
    case '/v1/messages':
      return { model, max_tokens: 1024, messages }
    case '/v1/responses':
      return { model, input: question }
    case '/v1/completions':
    case '/api/generate':
    case '/v1/images/generations':
      return { model, prompt: question }
    case '/v1/embeddings':
    case '/api/embed':
      return { model, input: question }
    case '/api/embeddings':
      return { model, prompt: question }
    case '/api/consensus':
      return { model: asked, message: question }
    default:
      return { model, messages }
  }
}
