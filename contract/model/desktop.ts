import { z } from 'zod'

/** What closing the window does, once somebody chose. */
export const closeChoices = ['background', 'quit'] as const
export type CloseChoice = (typeof closeChoices)[number]

/** What is answered to the question; to stay is no choice, and it is asked again the next time. */
export const closeAnswers = [...closeChoices, 'stay'] as const
export type CloseAnswer = (typeof closeAnswers)[number]

export const windowThemes = ['system', 'light', 'dark'] as const
export type WindowTheme = (typeof windowThemes)[number]

/** What is known of newer versions; times in milliseconds since 1970. */
export type UpdateState =
  /** No release is signed yet, so that there is no place to look at. */
  | { readonly name: 'off' }
  | { readonly name: 'unknown' }
  | { readonly name: 'looking' }
  | { readonly name: 'newest'; readonly at: number }
  | { readonly name: 'newer'; readonly version: string; readonly at: number }
  | { readonly name: 'failed'; readonly detail: string; readonly at: number }

/** How the app lives on this desktop; the root node knows nothing of it. */
export interface DesktopView {
  /** Null: nobody chose yet. With a tray it then goes on in the background, without one it asks. */
  readonly closing: CloseChoice | null
  readonly hasTray: boolean
  /** Null where this system offers no such thing. */
  readonly startsAtLogin: boolean | null
  readonly looksForUpdates: boolean
  readonly update: UpdateState
}

export const DesktopChange = z.strictObject({
  closing: z.enum(closeChoices).optional(),
  startsAtLogin: z.boolean().optional(),
  looksForUpdates: z.boolean().optional(),
})
export type DesktopChange = z.infer<typeof DesktopChange>
