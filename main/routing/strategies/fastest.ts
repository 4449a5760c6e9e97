import { leastOf, type Strategy } from './strategy.ts'

/**
 * The shortest wait to expect: requests in flight × peak-EWMA of the time to the first token, by
 * weight (Finagle's "peak EWMA"). Not the whole duration, or long answers would look like slow
 * workers. One of which nothing is known is tried first.
 */
export const fastest: Strategy = (candidates, choice) =>
  leastOf(
    candidates,
    choice,
    ({ inFlight, weight, firstTokenMs }) => ((inFlight + 1) / weight) * (firstTokenMs ?? 0),
  )
