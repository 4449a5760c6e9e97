import { z } from 'zod'
import type { CoolifyState, FakeApplication, FakeServer } from './coolify-state.ts'

export interface FakeAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface FakeCall {
  readonly query: URLSearchParams
  readonly body: unknown
  /** What stood in the places of the path. */
  readonly uuids: readonly string[]
}

interface FakeRoute {
  readonly ability: 'read' | 'write' | 'deploy'
  answer(state: CoolifyState, call: FakeCall): FakeAnswer
}

const ok = (body: unknown, status = 200): FakeAnswer => ({ status, body })
const missing = (what: string) => ok({ message: `${what} not found.` }, 404)
const Named = z.looseObject({ name: z.string(), description: z.string().default('') })

/** By method and path; `*` stands for one segment. */
export const fakeRoutes: Readonly<Record<string, FakeRoute>> = {
  'GET /version': { ability: 'read', answer: ({ faults }) => ok(faults.version) },
  'GET /team': {
    ability: 'read',
    answer: ({ faults }) => (faults.isOlderTeam ? missing('Route') : ok({ id: 1, name: 'Home' })),
  },
  'GET /teams/current': { ability: 'read', answer: () => ok({ id: 1, name: 'Home' }) },

  'GET /security/keys': {
    ability: 'read',
    answer: ({ keys }) =>
      ok(keys.map(({ publicKey, ...key }) => ({ ...key, public_key: publicKey, id: 1 }))),
  },
  'POST /security/keys': {
    ability: 'write',
    answer(state, { body }) {
      const { name, description, private_key } = Named.extend({ private_key: z.string() }).parse(
        body,
      )
      const publicKey = /public: (.*)/.exec(private_key)?.[1]
      if (!publicKey) {
        return ok({ message: 'Validation failed.', errors: { private_key: ['It is none.'] } }, 422)
      }
      const uuid = state.newUuid('key')
      state.keys.push({ uuid, name, description, publicKey })
      return ok({ uuid }, 201)
    },
  },
  'DELETE /security/keys/*': {
    ability: 'write',
    answer(state, { uuids: [uuid] }) {
      if (state.servers.some(({ keyUuid }) => keyUuid === uuid)) {
        return ok({ message: 'Private Key is in use and cannot be deleted.' }, 422)
      }
      return taken(state.keys, uuid)
        ? ok({ message: 'Private Key deleted.' })
        : missing('Private Key')
    },
  },

  'GET /servers': { ability: 'read', answer: state => ok(ourServers(state).map(listedServer)) },
  'POST /servers': {
    ability: 'write',
    answer(state, { body }) {
      const server = Named.extend({
        ip: z.string(),
        port: z.number(),
        user: z.string(),
        private_key_uuid: z.string(),
      }).parse(body)
      if (state.servers.some(({ ip }) => ip === server.ip)) {
        return ok({ message: 'A server with this IP/Domain is already in use.' }, 400)
      }
      if (!state.keys.some(({ uuid }) => uuid === server.private_key_uuid))
        return missing('Private key')
      const uuid = state.newUuid('srv')
      const { name, description, ip, port, user, private_key_uuid: keyUuid } = server
      const fresh = { isUsable: false, isValidating: false, validationLogs: null }
      const team = 'ours' as const
      state.servers.push({ uuid, name, description, ip, port, user, keyUuid, team, ...fresh })
      return ok({ uuid }, 201)
    },
  },
  'GET /servers/*': {
    ability: 'read',
    answer: (state, { uuids: [uuid] }) => {
      const server = ourServers(state).find(each => each.uuid === uuid)
      return server ? ok(wholeServer(server)) : missing('Server')
    },
  },
  'DELETE /servers/*': {
    ability: 'write',
    answer(state, { uuids: [uuid] }) {
      if (state.applications.some(({ serverUuid }) => serverUuid === uuid)) {
        return ok({ message: 'Server has resources, so you need to delete them before.' }, 400)
      }
      return taken(state.servers, uuid) ? ok({ message: 'Server deleted.' }) : missing('Server')
    },
  },
  'POST /servers/*/validate': {
    ability: 'write',
    answer(state, { uuids: [uuid], body }) {
      const server = state.servers.find(each => each.uuid === uuid)
      if (!server) return missing('Server')
      z.object({ install: z.literal(true) }).parse(body)
      state.validate(server)
      return ok({ message: 'Validation started.' }, 201)
    },
  },
  'GET /servers/*/resources': {
    ability: 'read',
    answer: (state, { uuids: [uuid] }) =>
      ok(
        state.applications
          .filter(({ serverUuid }) => serverUuid === uuid)
          .map(app => ({
            ...{ id: app.id, uuid: app.uuid, name: app.name, type: 'application' },
            status: state.statusOf(app),
          })),
      ),
  },

  'GET /projects': {
    ability: 'read',
    answer: ({ projects }) => ok(projects.map(({ environments: _, ...project }) => project)),
  },
  'POST /projects': {
    ability: 'write',
    answer(state, { body }) {
      const { name, description } = Named.parse(body)
      const uuid = state.newUuid('prj')
      state.projects.push({ uuid, name, description, environments: ['production'] })
      return ok({ uuid }, 201)
    },
  },
  'PATCH /projects/*': { ability: 'write', answer: () => missing('Project') },
  'DELETE /projects/*': {
    ability: 'write',
    answer(state, { uuids: [uuid] }) {
      if (state.applications.some(({ projectUuid }) => projectUuid === uuid)) {
        return ok({ message: 'Project has resources, so it cannot be deleted.' }, 400)
      }
      return taken(state.projects, uuid) ? ok({ message: 'Project deleted.' }) : missing('Project')
    },
  },
  'GET /projects/*/environments': {
    ability: 'read',
    answer(state, { uuids: [uuid] }) {
      const project = state.projects.find(each => each.uuid === uuid)
      return project ? ok(project.environments.map(name => ({ id: 1, name }))) : missing('Project')
    },
  },
  'POST /projects/*/environments': {
    ability: 'write',
    answer(state, { uuids: [uuid], body }) {
      const project = state.projects.find(each => each.uuid === uuid)
      if (!project) return missing('Project')
      project.environments.push(z.object({ name: z.string() }).parse(body).name)
      return ok({ uuid: state.newUuid('env') }, 201)
    },
  },
}

export function applicationOf(
  state: CoolifyState,
  uuid: string | undefined,
): FakeApplication | null {
  return state.applications.find(each => each.uuid === uuid) ?? null
}

export function taken(from: { readonly uuid: string }[], uuid: string | undefined): boolean {
  const place = from.findIndex(each => each.uuid === uuid)
  if (place >= 0) from.splice(place, 1)
  return place >= 0
}

function ourServers({ servers }: CoolifyState): readonly FakeServer[] {
  return servers.filter(({ team }) => team === 'ours')
}

/** The list says in other places than the single one whether a server can be used. */
function listedServer({ uuid, name, description, ip, port, user, isUsable }: FakeServer) {
  return {
    id: 1,
    uuid,
    name,
    description,
    ip,
    port,
    user,
    is_reachable: isUsable,
    is_usable: isUsable,
  }
}

function wholeServer({ isUsable, isValidating, validationLogs, ...server }: FakeServer) {
  return {
    ...{ uuid: server.uuid, name: server.name, description: server.description },
    ...{ ip: server.ip, port: server.port, user: server.user },
    ...{ is_validating: isValidating, validation_logs: validationLogs },
    settings: { is_reachable: isUsable, is_usable: isUsable, wildcard_domain: null },
  }
}
