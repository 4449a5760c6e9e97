import { ImagesRequest } from '#contract/wire/images'
import type { Route } from '../exchange.ts'
import { type WholeParts, wholeRoute } from './whole.ts'

export function imagesRoute(parts: WholeParts): Route {
  return wholeRoute(parts, 'images', ImagesRequest, (provider, request, signal) =>
    provider.draw(request, signal),
  )
}
