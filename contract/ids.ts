import { z } from 'zod'

/** Names one worker for as long as it exists; a restart keeps it. */
export const WorkerId = z.string().min(1).max(128).brand('WorkerId')
export type WorkerId = z.infer<typeof WorkerId>

/** Whatever a local app chose, of any script; compared exactly, never trimmed or folded. */
export const SessionId = z
  .string()
  .min(1)
  .max(256)
  // Half a character cannot be stored: two such ids would become one.
  .refine(text => !/\p{Surrogate}/u.test(text), 'well-formed Unicode is expected')
  .brand('SessionId')
export type SessionId = z.infer<typeof SessionId>

/** One turn that the window asked for, so that it can be followed and stopped. */
export const TurnId = z.string().min(1).max(64).brand('TurnId')
export type TurnId = z.infer<typeof TurnId>

/** Names one host for as long as it is in the book. */
export const HostId = z.string().min(1).max(64).brand('HostId')
export type HostId = z.infer<typeof HostId>

export const DeploymentId = z.string().min(1).max(64).brand('DeploymentId')
export type DeploymentId = z.infer<typeof DeploymentId>
