import { z } from 'zod'
import { applicationOf, type fakeRoutes } from './coolify-routes.ts'
import type { CoolifyState, FakeApplication, FakeDeployment } from './coolify-state.ts'

const ok = (body: unknown, status = 200) => ({ status, body })
const missing = (what: string) => ok({ message: `${what} not found.` }, 404)
const queueFull = {
  ...{ status: 429, headers: { 'retry-after': '60' } },
  body: { message: 'Deployment queue is full. Please try again later.' },
}

const NewApplication = z.looseObject({
  name: z.string(),
  project_uuid: z.string(),
  server_uuid: z.string(),
  autogenerate_domain: z.boolean().default(true),
})
const BulkVariables = z.object({
  data: z.array(z.looseObject({ key: z.string(), value: z.string() })),
})

export const applicationRoutes: typeof fakeRoutes = {
  'POST /applications/dockerimage': {
    ability: 'write',
    answer(state, { body }) {
      const { name, project_uuid, server_uuid, autogenerate_domain, ...settings } =
        NewApplication.parse(body)
      if (!/^(\d+:\d+)?$/.test(String(settings['ports_mappings'] ?? ''))) {
        const errors = { ports_mappings: 'The ports mappings field format is invalid.' }
        return ok({ message: 'Validation failed.', errors }, 422)
      }
      const server = state.servers.find(each => each.uuid === server_uuid)
      if (!server?.isUsable) return ok({ message: 'Server is not usable.' }, 400)
      const uuid = state.newUuid('app')
      state.applications.push({
        ...{ id: state.applications.length + 7, uuid, name },
        ...{ serverUuid: server_uuid, projectUuid: project_uuid },
        ...{ variables: [], container: null },
        settings: { ...settings, fqdn: autogenerate_domain ? `http://${uuid}.sslip.io` : null },
      })
      return ok({ uuid, domains: [] }, 201)
    },
  },
  'GET /applications/*': {
    ability: 'read',
    answer(state, { uuids: [uuid] }) {
      const app = applicationOf(state, uuid)
      return app ? ok(shownApplication(state, app)) : missing('Application')
    },
  },
  'PATCH /applications/*': {
    ability: 'write',
    answer(state, { uuids: [uuid], body }) {
      const app = applicationOf(state, uuid)
      if (!app) return missing('Application')
      Object.assign(app.settings, z.looseObject({}).parse(body))
      return ok({ uuid })
    },
  },
  'DELETE /applications/*': {
    ability: 'write',
    answer(state, { uuids: [uuid] }) {
      const app = applicationOf(state, uuid)
      if (!app) return missing('Application')
      state.remove(app)
      return ok({ message: 'Application deletion request queued.' })
    },
  },
  'GET /applications/*/envs': {
    ability: 'read',
    answer(state, { uuids: [uuid] }) {
      const app = applicationOf(state, uuid)
      if (!app) return missing('Application')
      const own = app.variables.map(({ uuid, key }) => ({ uuid, key, is_preview: false }))
      return ok([
        ...own,
        ...own.map(each => ({ ...each, uuid: `${each.uuid}p`, is_preview: true })),
      ])
    },
  },
  'PATCH /applications/*/envs/bulk': {
    ability: 'write',
    answer(state, { uuids: [uuid], body }) {
      const app = applicationOf(state, uuid)
      if (!app) return missing('Application')
      for (const { key, value, ...flags } of BulkVariables.parse(body).data) {
        const known = app.variables.find(each => each.key === key)
        const variable = { uuid: known?.uuid ?? state.newUuid('var'), key, value, flags }
        app.variables = [...app.variables.filter(each => each !== known), variable]
      }
      return ok([], 201)
    },
  },
  'DELETE /applications/*/envs/*': {
    ability: 'write',
    answer(state, { uuids: [uuid, variable] }) {
      const app = applicationOf(state, uuid)
      if (!app) return missing('Application')
      app.variables = app.variables.filter(each => each.uuid !== variable)
      return ok({ message: 'Environment variable deleted.' })
    },
  },
  'GET /applications/*/logs': {
    ability: 'read',
    answer(state, { uuids: [uuid] }) {
      const app = applicationOf(state, uuid)
      if (!app?.container) return ok({ message: 'Application is not running.' }, 400)
      return ok({ logs: `starting with ${app.container.environment['ROOT_NODE_SECRET']}` })
    },
  },
  'POST /applications/*/stop': {
    ability: 'deploy',
    answer(state, { uuids: [uuid] }) {
      const app = applicationOf(state, uuid)
      if (!app) return missing('Application')
      state.stop(app)
      return ok({ message: 'Application stopping request queued.' })
    },
  },
  'POST /applications/*/restart': {
    ability: 'deploy',
    answer(state, { uuids: [uuid] }) {
      const app = applicationOf(state, uuid)
      if (!app) return missing('Application')
      return ok({ message: 'Restart request queued.', deployment_uuid: state.deploy(app).uuid })
    },
  },

  'POST /deploy': {
    ability: 'deploy',
    answer(state, { query }) {
      const app = applicationOf(state, query.get('uuid') ?? undefined)
      if (!app) return missing('No resources')
      if (state.faults.queueFull > 0) {
        state.faults.queueFull--
        return queueFull
      }
      const isQueued = state.deployments.some(
        each => each.applicationUuid === app.uuid && each.status === 'queued',
      )
      const { uuid } =
        isQueued || state.faults.losesDeployments
          ? { uuid: state.newUuid('no') }
          : state.deploy(app)
      const named = state.faults.hidesDeployments ? state.newUuid('no') : uuid
      const message = isQueued ? 'Deployment already queued.' : 'Deployment queued.'
      return ok({ deployments: [{ message, resource_uuid: app.uuid, deployment_uuid: named }] })
    },
  },
  'GET /deployments/*': {
    ability: 'read',
    answer(state, { uuids: [uuid] }) {
      const found = state.deployments.find(each => each.uuid === uuid)
      return found ? ok(shownDeployment(found)) : missing('Deployment')
    },
  },
  'GET /deployments/applications/*': {
    ability: 'read',
    answer(state, { uuids: [uuid], query }) {
      const all = state.deployments.filter(each => each.applicationUuid === uuid).toReversed()
      const skip = Number(query.get('skip') ?? 0)
      const deployments = all
        .slice(skip, skip + Number(query.get('take') ?? 10))
        .map(shownDeployment)
      return ok({ count: all.length, deployments })
    },
  },
  'POST /deployments/*/cancel': {
    ability: 'deploy',
    answer(state, { uuids: [uuid] }) {
      if (state.faults.cancelFails) return ok({ message: 'Server Error' }, 500)
      const found = state.deployments.find(each => each.uuid === uuid)
      if (!found) return missing('Deployment')
      found.status = 'cancelled-by-user'
      return ok({ message: 'Deployment cancelled.', deployment_uuid: uuid, status: found.status })
    },
  },
}

/** Without the number, which it shows to few tokens; some settings it shows to nobody. */
function shownApplication(state: CoolifyState, app: FakeApplication) {
  const { stop_grace_period: _, tags: __, ...shown } = app.settings
  return { ...shown, uuid: app.uuid, name: app.name, status: state.statusOf(app), extra: null }
}

function shownDeployment({ uuid, status, createdAt }: FakeDeployment) {
  return { id: 1, deployment_uuid: uuid, status, created_at: String(createdAt), commit: 'HEAD' }
}
