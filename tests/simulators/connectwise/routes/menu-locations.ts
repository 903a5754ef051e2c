import type { Route, SimRequest, SimResponse } from '../../kit/message.ts'
import { type MenuEntryBody, menuLocationBody } from '../bodies.ts'
import type { MenuEntry } from '../entities.ts'
import { failure, invalid, noSuchPlace } from '../errors.ts'
import type { Context, Rest } from '../rest.ts'
import { keyOf } from '../store.ts'

type Place = MenuEntry['locations'][number]

/** Which locations see a menu entry. The vendor spells the parent `menuEntries` here and `menuentries` itself. */
export function menuLocationRoutes(rest: Rest): Route[] {
  const path = '/system/menuEntries/:parentId/locations'
  return [
    ...rest.collection(path, (context, _wanted, request) => {
      const entry = entryOf(context, request)
      return entry ? entry.locations.map(one => placeRow(context, entry, one)) : []
    }),
    rest.on('POST', path, add),
    rest.on('DELETE', `${path}/:id`, remove),
  ]
}

/** What a menu entry's own body says of its locations, where it says anything. */
export function locationsAfter(
  context: Context,
  { locationIds, addAllLocations, removeAllLocations }: MenuEntryBody,
  before: MenuEntry | null,
): Place[] {
  if (removeAllLocations === true) return []
  const every = context.tenant.locations.map(one => one.id)
  const wanted = addAllLocations === true ? every : locationIds
  const known = before?.locations ?? []
  if (!wanted) return known
  return wanted.map(id => known.find(one => one.locationId === id) ?? newPlace(context, id))
}

async function add(context: Context, request: SimRequest): Promise<SimResponse> {
  const body = menuLocationBody(request)
  if (!body.ok) return body.refusal
  const entry = entryOf(context, request)
  if (!entry) return noSuchPlace()
  const wanted = body.value.location
  const location = context.tenant.locations.find(one => one.id === wanted.id || one.name === wanted.name)
  if (!location)
    return invalid('menuEntryLocation', 'location', 'The location does not exist.', 'ReferenceNotFound')
  if (entry.locations.some(one => one.locationId === location.id))
    return failure(400, 'InvalidObject', 'The location is there already.')
  return request.write({
    latencyMs: context.sim.parameters.latency.writeMs,
    commit() {
      const place = newPlace(context, location.id)
      context.sim.books.menuEntries.put({ ...entry, locations: [...entry.locations, place] })
      return place
    },
    format: place => ({ status: 201, body: placeRow(context, entry, place) }),
  })
}

async function remove(context: Context, request: SimRequest): Promise<SimResponse> {
  const entry = entryOf(context, request)
  const place = entry?.locations.find(one => one.id === Number(request.params.id))
  if (!entry || !place) return noSuchPlace()
  return request.write({
    latencyMs: context.sim.parameters.latency.writeMs,
    commit: () =>
      context.sim.books.menuEntries.put({
        ...entry,
        locations: entry.locations.filter(one => one !== place),
      }),
    format: () => ({ status: 204 }),
  })
}

function entryOf({ sim, tenant }: Context, request: SimRequest): MenuEntry | undefined {
  return sim.books.menuEntries.get(keyOf(tenant.company, request.params.parentId ?? ''))
}

function newPlace({ sim, tenant }: Context, locationId: number): Place {
  return { id: sim.books.nextId(tenant.company, 'menuEntryLocation'), locationId }
}

function placeRow({ tenant }: Context, entry: MenuEntry, { id, locationId }: Place) {
  const name = tenant.locations.find(one => one.id === locationId)?.name ?? ''
  return { id, location: { id: locationId, name }, menuEntry: { id: entry.id, name: entry.caption } }
}
