import { Deleted } from '../apps.ts'
import { AuditCheck, AuditEntry, AuditPage, AuditQuery } from '../audit.ts'
import { AcceptedRestore, CancelledBackup, ListedBackup, ListedBackups } from '../backups.ts'
import type { Operation } from '../operation.ts'

export const keepingSchemas = {
  AuditCheck,
  AuditEntry,
  AuditPage,
  AcceptedRestore,
  CancelledBackup,
  ListedBackup,
  ListedBackups,
} as const

/** What was done, and what is kept of everything: all for the owner. */
export const keepingOperations = [
  {
    id: 'listAudit',
    method: 'get',
    path: '/api/audit',
    summary: 'Who changed what, the oldest first. Entries are only added.',
    access: 'secret',
    query: AuditQuery,
    answers: { 200: AuditPage },
  },
  {
    id: 'verifyAudit',
    method: 'get',
    path: '/api/audit/verify',
    summary: 'Whether the audit log is as it was written.',
    access: 'secret',
    answers: { 200: AuditCheck },
  },
  {
    id: 'listBackups',
    method: 'get',
    path: '/api/backups',
    summary: 'The backups that are kept, and the one that is being made.',
    access: 'secret',
    answers: { 200: ListedBackups },
  },
  {
    id: 'makeBackup',
    method: 'post',
    path: '/api/backups',
    summary: 'Copies the whole database while it is in use; answers when the copy was read back.',
    access: 'secret',
    answers: { 201: ListedBackup },
  },
  {
    id: 'cancelBackup',
    method: 'post',
    path: '/api/backups/cancel',
    summary: 'Breaks off the backup that is being made; nothing of it is kept.',
    access: 'secret',
    answers: { 200: CancelledBackup },
  },
  {
    id: 'deleteBackup',
    method: 'delete',
    path: '/api/backups/{id}',
    summary: 'Deletes a backup for good.',
    access: 'secret',
    answers: { 200: Deleted },
  },
  {
    id: 'restoreBackup',
    method: 'post',
    path: '/api/backups/{id}/restore',
    summary: 'Checks a backup and starts the root node anew with it; what it replaces is kept.',
    access: 'secret',
    answers: { 202: AcceptedRestore },
  },
] as const satisfies readonly Operation[]
