import { app } from 'electron'
import {
  type LinkedPlace,
  linkScheme,
  parsePlaceLink,
  placeLinkIn,
} from '#contract/model/place-link'

/** Where links led: kept until the window is there to go. */
export class PlaceLinks {
  #show: ((place: LinkedPlace) => void) | null = null
  #waiting: LinkedPlace | null

  /** Before the app is ready, or macOS tells of the first link while nobody listens. */
  constructor(argv: readonly string[]) {
    this.#waiting = placeLinkIn(argv)
    app.on('open-url', (event, url) => {
      event.preventDefault()
      const place = parsePlaceLink(url)
      if (place) this.go(place)
    })
  }

  go(place: LinkedPlace): void {
    if (this.#show) this.#show(place)
    else this.#waiting = place
  }

  /** The window listens from now on: where it is to be first, if anywhere. */
  deliver(show: (place: LinkedPlace) => void): LinkedPlace | null {
    const place = this.#waiting
    this.#waiting = null
    this.#show = show
    return place
  }

  /** Nobody listens: the page is loaded anew. */
  hold(): void {
    this.#show = null
  }
}

/** On Linux the package's desktop entry says it; a run from the sources stays unknown to the system. */
export function claimLinks(): void {
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient(linkScheme)
}
