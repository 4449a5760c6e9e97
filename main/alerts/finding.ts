import type { AlertFacts, AlertSeverity } from '#contract/model/alert'

/**
 * What a rule says of a subject: that it holds, or that it cannot be told yet, which leaves an alert
 * as it is. Of whom it says nothing, all is well.
 */
export type Finding =
  | {
      readonly state: 'holds'
      readonly subject: string
      readonly severity: AlertSeverity
      readonly facts: AlertFacts
    }
  | { readonly state: 'undecided'; readonly subject: string }
