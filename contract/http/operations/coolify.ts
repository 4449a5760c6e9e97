import { Deleted } from '../apps.ts'
import {
  CoolifyAccountChange,
  CoolifyImport,
  CoolifyImported,
  ListedCoolifyAccount,
  ListedCoolifyAccounts,
  ListedCoolifyServers,
  NewCoolifyAccount,
} from '../coolify.ts'
import type { Operation } from '../operation.ts'

export const coolifySchemas = {
  NewCoolifyAccount,
  CoolifyAccountChange,
  ListedCoolifyAccount,
  ListedCoolifyAccounts,
  ListedCoolifyServers,
  CoolifyImport,
  CoolifyImported,
} as const

/** Coolifys that set up workers for the root node. */
export const coolifyOperations = [
  {
    id: 'listCoolifyAccounts',
    method: 'get',
    path: '/api/coolify',
    summary: 'Every Coolify that was added.',
    access: 'secret',
    answers: { 200: ListedCoolifyAccounts },
  },
  {
    id: 'addCoolifyAccount',
    method: 'post',
    path: '/api/coolify',
    summary: 'Adds a Coolify by its address and a token, once it has answered to both.',
    access: 'secret',
    body: NewCoolifyAccount,
    answers: { 201: ListedCoolifyAccount },
  },
  {
    id: 'changeCoolifyAccount',
    method: 'patch',
    path: '/api/coolify/{id}',
    summary: 'Changes its name, its token or the image; a new token is looked at first.',
    access: 'secret',
    body: CoolifyAccountChange,
    answers: { 200: ListedCoolifyAccount },
  },
  {
    id: 'deleteCoolifyAccount',
    method: 'delete',
    path: '/api/coolify/{id}',
    summary: 'Forgets a Coolify that no host needs. Nothing is changed in it.',
    access: 'secret',
    answers: { 200: Deleted },
  },
  {
    id: 'listCoolifyServers',
    method: 'get',
    path: '/api/coolify/{id}/servers',
    summary: 'The servers that it knows.',
    access: 'secret',
    answers: { 200: ListedCoolifyServers },
  },
  {
    id: 'importCoolifyServers',
    method: 'post',
    path: '/api/coolify/{id}/import',
    summary: 'Adds servers of it as hosts. Nothing is changed on them.',
    access: 'secret',
    body: CoolifyImport,
    answers: { 200: CoolifyImported },
  },
] as const satisfies readonly Operation[]
