import { z } from 'zod'
import { define } from './setting-definition.ts'
import { flag, list, optionalText } from './setting-form.ts'

export const hostSettings = {
  workerArchives: define({
    env: 'WORKER_ARCHIVES',
    schema: optionalText,
    fallback: '',
    allowed: 'a folder',
    notSaved: true,
  }),
  preferredRegions: define({
    env: 'PREFERRED_REGIONS',
    schema: list(z.string().max(64)),
    fallback: '',
    allowed: 'names of regions such as eu-frankfurt-1, separated by commas',
  }),
  hardenHosts: define({
    env: 'HARDEN_HOSTS',
    schema: flag,
    fallback: 'false',
    allowed: 'true or false',
  }),
} as const
