import { z } from 'zod'

/** What every list that is given page by page takes. */
export const pageLimit = z.coerce.number().int().min(1).max(200).default(50)
export const cursor = z
  .string()
  .max(2_000)
  .optional()
  .describe('The next_cursor of the page before.')
