import type { HostReason } from '#contract/host-reason'

/** What a look at a host found not to be well; `why` is for whoever says it in another language. */
export class NotWell extends Error {
  readonly why: HostReason

  constructor(message: string, why: HostReason) {
    super(message)
    this.name = 'NotWell'
    this.why = why
  }
}
