import type { ModelServerName } from '#contract/model/model-servers'

export interface ModelRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/** Where each vendor answers, where nobody chose another address. */
export const vendorUrls: Readonly<Partial<Record<ModelServerName, string>>> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
  gemini: 'https://generativelanguage.googleapis.com',
}

/** How a server is asked for its models. A key goes into a header and never into an address, which ends up in logs. */
export function modelRequest(name: ModelServerName, baseUrl: string, key: string): ModelRequest {
  switch (name) {
    case 'anthropic':
      return {
        url: new URL(`${baseUrl}/v1/models?limit=1000`),
        headers: { 'x-api-key': key, 'anthropic-version': '2023-06-01' },
      }
    case 'gemini':
      return {
        url: new URL(`${baseUrl}/v1beta/models?pageSize=1000`),
        headers: { 'x-goog-api-key': key },
      }
    case 'ollama':
    case 'lmstudio':
      return { url: new URL(`${baseUrl.replace(/\/v1$/, '')}/v1/models`), headers: {} }
    default:
      return {
        url: new URL(`${baseUrl}/models`),
        headers: key === '' ? {} : { authorization: `Bearer ${key}` },
      }
  }
}
