import { z } from 'zod'
import { define } from './setting-definition.ts'

export const backupSettings = {
  backupIntervalHours: define({
    env: 'BACKUP_INTERVAL_HOURS',
    schema: z.coerce.number().int().min(0).max(8_760),
    fallback: '24',
    allowed: 'a whole number of hours from 0 to 8760 (0 makes none)',
    appliesAtOnce: true,
  }),
  backupKeep: define({
    env: 'BACKUP_KEEP',
    schema: z.coerce.number().int().min(1).max(1_000),
    fallback: '7',
    allowed: 'a whole number from 1 to 1000',
    appliesAtOnce: true,
  }),
} as const
