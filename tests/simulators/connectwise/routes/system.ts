import type { Route, SimRequest, SimResponse } from '../../kit/message.ts'
import {
  type Body,
  type CallbackBody,
  callbackBody,
  type HostedSetupBody,
  hostedSetupBody,
  type MenuEntryBody,
  menuEntryBody,
  patchBody,
  patched,
} from '../bodies.ts'
import type { Callback, HostedSetup, MenuEntry } from '../entities.ts'
import { invalid, noSuchPlace } from '../errors.ts'
import {
  callbackRow,
  hostedSetupRow,
  memberRow,
  menuEntryRow,
  myMemberInfo,
  securityRoleRow,
} from '../format-system.ts'
import type { Row } from '../query.ts'
import { oneAnswer } from '../query.ts'
import type { Context, Rest } from '../rest.ts'
import { hostableScreens } from '../screens.ts'
import { accountantOf } from '../sessions.ts'
import { stamp } from '../sim.ts'
import { keyOf, type Table } from '../store.ts'
import { locationsAfter, menuLocationRoutes } from './menu-locations.ts'

export function systemRoutes(rest: Rest): Route[] {
  return [
    rest.on('GET', '/system/info', ({ tenant }, request) =>
      oneAnswer(request, {
        version: tenant.version,
        isCloud: true,
        serverTimeZone: tenant.timeZone,
        licenseBits: [],
        cloudRegion: 'AU',
        maxWorkFlowRecordsAllowed: 10_000,
      }),
    ),
    ...rest.collection('/system/securityroles', ({ tenant }) => tenant.roles.map(securityRoleRow)),
    rest.on('GET', '/system/myMembers/info', ({ member }, request) =>
      oneAnswer(request, myMemberInfo(member)),
    ),
    ...rest.collection('/system/members', ({ sim, tenant }) =>
      sim.books.members
        .by('tenant', tenant.company)
        .map(member => memberRow(member, member.role === 'technician' ? accountantOf(sim, tenant) : null)),
    ),
    ...rest.collection('/system/connectWiseHostedScreens', ({ sim }) => hostableScreens(sim.parameters)),
    ...rest.collection('/system/locations', ({ tenant }) =>
      tenant.locations.map(location => ({
        ...location,
        structureLevel: { id: 3, name: 'Location' },
        locationFlag: true,
      })),
    ),
    ...rest.collection('/system/departments', ({ tenant }) => tenant.departments),
    ...editable(rest, '/system/callbacks', 'callback', CALLBACKS),
    ...editable(rest, '/system/connectwisehostedsetups', 'hostedSetup', HOSTED_SETUPS),
    ...editable(rest, '/system/menuentries', 'menuEntry', MENU_ENTRIES),
    ...menuLocationRoutes(rest),
  ]
}

type Editable<Kept extends { key: string; tenant: string; id: number }, Shape> = {
  table(context: Context): Table<Kept>
  body(request: SimRequest): Body<Shape>
  row(kept: Kept): Row
  refuse(context: Context, shape: Shape): SimResponse | null
  keep(context: Context, id: number, shape: Shape, before: Kept | null): Kept
}

/** Add, read, change and remove, the same for each table that an integration sets up. */
function editable<Kept extends { key: string; tenant: string; id: number }, Shape>(
  rest: Rest,
  path: string,
  kind: string,
  table: Editable<Kept, Shape>,
): Route[] {
  const found = (context: Context, request: SimRequest) =>
    table.table(context).get(keyOf(context.tenant.company, request.params.id ?? ''))

  function store(context: Context, request: SimRequest, shape: Shape, before: Kept | null) {
    const refusal = table.refuse(context, shape)
    if (refusal) return refusal
    return request.write({
      latencyMs: context.sim.parameters.latency.writeMs,
      commit() {
        const id = before?.id ?? context.sim.books.nextId(context.tenant.company, kind)
        return table.table(context).put(table.keep(context, id, shape, before))
      },
      format: kept => ({ status: before ? 200 : 201, body: table.row(kept) }),
    })
  }

  return [
    ...rest.collection(path, context =>
      table.table(context).by('tenant', context.tenant.company).map(table.row),
    ),
    rest.on('POST', path, (context, request) => {
      const body = table.body(request)
      return body.ok ? store(context, request, body.value, null) : body.refusal
    }),
    rest.on('PATCH', `${path}/:id`, (context, request) => {
      const body = patchBody(request)
      const before = found(context, request)
      if (!body.ok || !before) return body.ok ? noSuchPlace() : body.refusal
      return store(context, request, patched<Shape>(table.row(before), body.value), before)
    }),
    rest.on('PUT', `${path}/:id`, (context, request) => {
      const body = table.body(request)
      const before = found(context, request)
      if (!body.ok || !before) return body.ok ? noSuchPlace() : body.refusal
      return store(context, request, body.value, before)
    }),
    rest.on('DELETE', `${path}/:id`, (context, request) => {
      const before = found(context, request)
      if (!before) return noSuchPlace()
      return request.write({
        latencyMs: context.sim.parameters.latency.writeMs,
        commit: () => table.table(context).delete(before.key),
        format: () => ({ status: 204 }),
      })
    }),
  ]
}

const CALLBACKS: Editable<Callback, CallbackBody> = {
  table: ({ sim }) => sim.books.callbacks,
  body: callbackBody,
  row: callbackRow,
  refuse(_context, { type, level }) {
    const levels = CALLBACK_LEVELS[type.toLowerCase()]
    if (!levels) return invalid('callbackEntry', 'type', `The callback type ${type} does not exist.`)
    if (levels.includes(level.toLowerCase())) return null
    return invalid('callbackEntry', 'level', `The level ${level} does not exist for ${type}.`)
  },
  keep: ({ sim, tenant, member }, id, shape, before) => ({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    description: shape.description ?? '',
    url: shape.url,
    objectId: shape.objectId,
    type: shape.type.toLowerCase(),
    level: shape.level.toLowerCase(),
    memberId: before?.memberId ?? member.id,
    payloadVersion: shape.payloadVersion ?? '3.0.0',
    inactive: shape.inactiveFlag ?? false,
    selfSuppressed: shape.isSelfSuppressedFlag ?? false,
    failingSince: null,
    updatedAt: stamp(sim.clock.now()),
  }),
}

/** Of the vendor's list, what an accounting integration may ask for. */
const CALLBACK_LEVELS: Record<string, string[]> = {
  invoice: ['owner', 'status', 'company', 'invoice'],
  expense: ['owner', 'chargetotype', 'type', 'class', 'company', 'expense'],
  purchaseorder: ['owner', 'status', 'vendor', 'company', 'purchaseorder'],
  agreement: ['owner', 'type', 'company', 'agreement'],
  company: ['owner', 'status', 'type', 'territory', 'company', 'integratortag'],
}

const HOSTED_SETUPS: Editable<HostedSetup, HostedSetupBody> = {
  table: ({ sim }) => sim.books.hostedSetups,
  body: hostedSetupBody,
  row: hostedSetupRow,
  refuse({ sim }, shape) {
    if (shape.type === 'ToolbarButton' && (shape.toolbarButtonText ?? '') === '')
      return invalid(
        'connectWiseHostedSetup',
        'toolbarButtonText',
        'The toolbarButtonText field is required.',
      )
    if (hostableScreens(sim.parameters).some(screen => screen.id === shape.screenId)) return null
    return invalid('connectWiseHostedSetup', 'screenId', `Screen ${shape.screenId} cannot host.`)
  },
  keep: ({ sim, tenant, member }, id, shape, before) => ({
    key: keyOf(tenant.company, id),
    tenant: tenant.company,
    id,
    screenId: shape.screenId,
    description: shape.description,
    url: shape.url,
    type: shape.type,
    clientId: shape.clientId ?? before?.clientId ?? '',
    origin: shape.origin ?? '',
    podHeight: shape.podHeight ?? 0,
    disabled: shape.disabledFlag ?? false,
    createdBy: before?.createdBy ?? member.identifier,
    dateCreated: before?.dateCreated ?? stamp(sim.clock.now()),
  }),
}

const MENU_ENTRIES: Editable<MenuEntry, MenuEntryBody> = {
  table: ({ sim }) => sim.books.menuEntries,
  body: menuEntryBody,
  row: menuEntryRow,
  refuse: () => null,
  keep: (context, id, shape, before) => ({
    key: keyOf(context.tenant.company, id),
    tenant: context.tenant.company,
    id,
    menuLocation: { id: shape.menuLocation.id ?? 1, name: shape.menuLocation.name ?? 'Finance' },
    caption: shape.caption,
    link: shape.link,
    newWindow: shape.newWindowFlag,
    origin: shape.origin ?? '',
    clientId: shape.clientId ?? '',
    locations: locationsAfter(context, shape, before),
  }),
}
