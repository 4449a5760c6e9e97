import { Deleted } from '../apps.ts'
import { ListedVerdict } from '../host-verdict.ts'
import {
  DiscoveredHosts,
  HostImportBody,
  HostImportReport,
  HostPatch,
  HostRemoval,
  HostsToDiscover,
  ListedHost,
  ListedHosts,
  NewHost,
  TrustedKey,
} from '../hosts.ts'
import type { Operation } from '../operation.ts'
import { WorkerLog, WorkerLogQuery } from '../worker-log.ts'

export const hostSchemas = {
  NewHost,
  HostPatch,
  ListedHost,
  ListedHosts,
  ListedVerdict,
  TrustedKey,
  HostImportBody,
  HostImportReport,
  HostsToDiscover,
  DiscoveredHosts,
  WorkerLog,
} as const

/** Machines that workers are set up on. Each is named by its id or its name. */
export const hostOperations = [
  {
    id: 'listHosts',
    method: 'get',
    path: '/api/hosts',
    summary: 'Every host, without what is secret of it.',
    access: 'secret',
    answers: { 200: ListedHosts },
  },
  {
    id: 'addHost',
    method: 'post',
    path: '/api/hosts',
    summary: 'A new host. Nothing is sent to it yet.',
    access: 'secret',
    body: NewHost,
    answers: { 201: ListedHost },
  },
  {
    id: 'importHosts',
    method: 'post',
    path: '/api/hosts/import',
    summary: 'Adds what a table, an ssh config or a list of servers names, each entry for itself.',
    access: 'secret',
    body: HostImportBody,
    answers: { 200: HostImportReport },
  },
  {
    id: 'discoverHosts',
    method: 'post',
    path: '/api/hosts/discover',
    summary: 'Looks at hosts, all at once, and answers when it is done with each.',
    access: 'secret',
    body: HostsToDiscover,
    answers: { 200: DiscoveredHosts },
  },
  {
    id: 'getHost',
    method: 'get',
    path: '/api/hosts/{id}',
    summary: 'One host, by its id or its name.',
    access: 'secret',
    answers: { 200: ListedHost },
  },
  {
    id: 'changeHost',
    method: 'patch',
    path: '/api/hosts/{id}',
    summary: 'Changes what its owner says of a host. Another address has to be trusted anew.',
    access: 'secret',
    body: HostPatch,
    answers: { 200: ListedHost },
  },
  {
    id: 'removeHost',
    method: 'delete',
    path: '/api/hosts/{id}',
    summary: 'Forgets a host and its secrets. On the host nothing is changed.',
    access: 'secret',
    query: HostRemoval,
    answers: { 200: Deleted },
  },
  {
    id: 'trustHost',
    method: 'post',
    path: '/api/hosts/{id}/trust',
    summary: 'Pins the key that a host shows, or that it must show at first contact.',
    access: 'secret',
    body: TrustedKey,
    answers: { 200: ListedHost },
  },
  {
    id: 'getWorkerLog',
    method: 'get',
    path: '/api/hosts/{id}/log',
    summary: 'The log of the worker on a host, line by line; with `follow` what it writes as well.',
    access: 'secret',
    query: WorkerLogQuery,
    answers: { 200: WorkerLog },
    answerType: 'text/plain',
  },
] as const satisfies readonly Operation[]
