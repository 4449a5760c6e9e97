import { type Told, told } from '#main/provisioning/told'

/** What a step or a check of a test says, word for word. */
export const aTold = (words: string): Told => told(words, 'said', { said: words })
