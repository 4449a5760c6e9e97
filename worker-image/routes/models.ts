import { answerJson, type Route } from '../exchange.ts'
import type { ProviderDirectory } from '../providers/provider-directory.ts'

export function modelsRoute(directory: ProviderDirectory): Route {
  const created = Math.floor(Date.now() / 1000)
  return exchange => {
    const data = directory
      .offered()
      .map(({ model, owner }) => ({ id: model, object: 'model', created, owned_by: owner }))
    answerJson(exchange, { object: 'list', data })
  }
}
