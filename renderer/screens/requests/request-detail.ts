import type { AnswerOf } from '#contract/http/operations'

/** One request with all that is kept of it. */
export type RequestDetail = AnswerOf<'getRequest'>
