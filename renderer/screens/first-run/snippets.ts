/** The apps that the window knows how to point here. */
export const guidedApps = [
  'curl',
  'python',
  'javascript',
  'open-webui',
  'cherry-studio',
  'continue',
  'cline',
  'claude-code',
  'ollama',
] as const
export type GuidedApp = (typeof guidedApps)[number]

/** As the app itself is called; the same in every language. */
export const appNames: Readonly<Record<GuidedApp, string>> = {
  curl: 'curl',
  python: 'OpenAI SDK, Python',
  javascript: 'OpenAI SDK, JavaScript',
  'open-webui': 'Open WebUI',
  'cherry-studio': 'Cherry Studio',
  continue: 'Continue',
  cline: 'Cline',
  'claude-code': 'Claude Code',
  ollama: 'Ollama',
}

export interface Target {
  /** Of the root node, without a slash at its end. */
  readonly address: string
  /** Null where none is needed. */
  readonly key: string | null
  readonly model: string
  /** What is asked first. */
  readonly hello: string
}

export type FieldName = 'provider' | 'baseUrl' | 'host' | 'key' | 'model'

/** What is pasted somewhere, or entered in the settings of an app. */
export type Part =
  | { readonly kind: 'code'; readonly file: string | null; readonly text: string }
  | {
      readonly kind: 'fields'
      readonly fields: readonly { readonly name: FieldName; readonly value: string }[]
    }

/** Apps that insist on a key get this one, which the root node takes for none. */
export const noKey = 'none'

const guides: Readonly<Record<GuidedApp, (target: Target) => readonly Part[]>> = {
  curl({ address, key, model, hello }) {
    const messages = `[{"role": "user", "content": ${quoted(hello)}}]`
    const body = `{"model": ${quoted(model)},\n       "messages": ${messages}}`
    return [
      code(null, [
        `curl ${shellText(`${address}/v1/chat/completions`)} \\`,
        `  -H 'content-type: application/json' \\`,
        ...(key === null ? [] : [`  -H ${shellText(`authorization: Bearer ${key}`)} \\`]),
        `  -d ${shellText(body)}`,
      ]),
    ]
  },

  python: ({ address, key, model, hello }) => [
    code('pip install openai', [
      'from openai import OpenAI',
      '',
      `client = OpenAI(base_url=${quoted(`${address}/v1`)}, api_key=${quoted(key ?? noKey)})`,
      'answer = client.chat.completions.create(',
      `    model=${quoted(model)},`,
      `    messages=[{"role": "user", "content": ${quoted(hello)}}],`,
      ')',
      'print(answer.choices[0].message.content)',
    ]),
  ],

  javascript: ({ address, key, model, hello }) => [
    code('npm install openai', [
      "import OpenAI from 'openai'",
      '',
      'const client = new OpenAI({',
      `  baseURL: ${quoted(`${address}/v1`)},`,
      `  apiKey: ${quoted(key ?? noKey)},`,
      '})',
      'const answer = await client.chat.completions.create({',
      `  model: ${quoted(model)},`,
      `  messages: [{ role: 'user', content: ${quoted(hello)} }],`,
      '})',
      'console.log(answer.choices[0].message.content)',
    ]),
  ],

  'open-webui': target => [
    fields(['baseUrl', `${target.address}/v1`], ['key', target.key ?? noKey]),
  ],

  'cherry-studio': target => [
    fields(
      ['provider', 'OpenAI'],
      ['key', target.key ?? noKey],
      ['host', target.address],
      ['model', target.model],
    ),
  ],

  continue: ({ address, key, model }) => [
    code('~/.continue/config.yaml', [
      'name: Banyan',
      'version: 1.0.0',
      'schema: v1',
      'models:',
      '  - name: Banyan',
      '    provider: openai',
      `    model: ${quoted(model)}`,
      `    apiBase: ${quoted(`${address}/v1`)}`,
      `    apiKey: ${quoted(key ?? noKey)}`,
      '    roles: [chat, edit, apply]',
    ]),
  ],

  cline: target => [
    fields(
      ['provider', 'OpenAI Compatible'],
      ['baseUrl', `${target.address}/v1`],
      ['key', target.key ?? noKey],
      ['model', target.model],
    ),
  ],

  'claude-code': ({ address, key, model }) => [
    code(null, [
      `export ANTHROPIC_BASE_URL=${shellText(address)}`,
      `export ANTHROPIC_AUTH_TOKEN=${shellText(key ?? noKey)}`,
      `export ANTHROPIC_MODEL=${shellText(model)}`,
      // What it does on the side it asks of another model, which may not be here.
      `export ANTHROPIC_DEFAULT_HAIKU_MODEL=${shellText(model)}`,
      'unset ANTHROPIC_API_KEY',
      'claude',
    ]),
  ],

  ollama: ({ address, model }) => [
    fields(['host', address], ['model', model]),
    code(null, [`export OLLAMA_HOST=${shellText(address)}`]),
  ],
}

export function guideFor(app: GuidedApp, target: Target): readonly Part[] {
  return guides[app](target)
}

/** Apps that speak Ollama have no place for a key. */
export const takesKey = (app: GuidedApp) => app !== 'ollama'

function code(file: string | null, lines: readonly string[]): Part {
  return { kind: 'code', file, text: lines.join('\n') }
}

function fields(...pairs: readonly (readonly [FieldName, string])[]): Part {
  return { kind: 'fields', fields: pairs.map(([name, value]) => ({ name, value })) }
}

/** A string in Python, JavaScript, YAML and JSON alike; names of models come from elsewhere. */
function quoted(text: string): string {
  return JSON.stringify(text)
}

/** One word for a shell, whatever is in it; bare where nothing could be misread. */
function shellText(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}
