import { z } from 'zod'
import type { ImagesAnswer } from '../wire/images.ts'

/** The answer to `POST /v1/images/generations`. */
export const ImagesList = z.looseObject({
  created: z.int().describe('Seconds since 1970.'),
  data: z.array(
    z.looseObject({
      b64_json: z.string().exactOptional(),
      url: z.string().exactOptional().describe('May be a data: URL.'),
    }),
  ),
}) satisfies z.ZodType<ImagesAnswer>
