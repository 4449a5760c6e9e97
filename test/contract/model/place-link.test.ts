import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parsePlaceLink, placeLinkIn } from '#contract/model/place-link'

test.each([
  ['banyan://topology', { screen: 'topology' }],
  ['banyan://topology/', { screen: 'topology' }],
  ['BANYAN://Topology/worker/fra-1', { screen: 'topology', workerId: 'fra-1' }],
  ['banyan://requests', { screen: 'requests' }],
  ['banyan://requests/req-1_2', { screen: 'requests', requestId: 'req-1_2' }],
  ['banyan://hosts/h1', { screen: 'hosts', hostId: 'h1' }],
  ['banyan://chat/%E5%B0%8F%E6%9D%8E', { screen: 'chat', sessionId: '小李' }],
  ['banyan://chat/a%2Fb', { screen: 'chat', sessionId: 'a/b' }],
  ['banyan://settings/alerts', { screen: 'settings', section: 'alerts' }],
  ['banyan://metrics', { screen: 'metrics' }],
  ['banyan://logs', { screen: 'logs' }],
])('%s is a place', (link, place) => {
  expect(parsePlaceLink(link)).toEqual(place)
})

test.each([
  ['the page of the window itself', 'banyan://app/index.html'],
  ['the page, bare', 'banyan://app'],
  ['an unknown screen', 'banyan://start'],
  ['a name of every object', 'banyan://constructor'],
  ['an action', 'banyan://topology/restart/fra-1'],
  ['a worker without a name', 'banyan://topology/worker'],
  ['too many steps', 'banyan://hosts/a/b'],
  ['a query', 'banyan://chat/a?message=hello'],
  ['a fragment', 'banyan://chat/a#b'],
  ['a user', 'banyan://user@chat/a'],
  ['a port', 'banyan://chat:80/a'],
  ['an empty step', 'banyan://chat//a'],
  ['a backslash', 'banyan://chat\\a'],
  ['a line break', 'banyan://chat/a%0Ab'],
  ['a turn of direction', 'banyan://chat/%E2%80%AEa'],
  ['half a character', 'banyan://chat/%ED%A0%80'],
  ['broken escapes', 'banyan://chat/%E5%B0'],
  ['another scheme', 'https://topology'],
  ['nothing behind the scheme', 'banyan:'],
  ['something before it', ' banyan://topology'],
  ['far too long', `banyan://chat/${'a'.repeat(2_000)}`],
  ['a section that is no word', 'banyan://settings/Alerts%20now'],
])('%s is refused', (_what, link) => {
  expect(parsePlaceLink(link)).toBeNull()
})

test('whatever stands there, it is a place with at most one name, or nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.webPath(), (text, path) => {
      for (const link of [text, `banyan://${text}`, `banyan://${path}`]) {
        const place = parsePlaceLink(link)
        expect(place === null || Object.keys(place).length <= 2).toBe(true)
      }
    }),
  )
})

test('is found among the arguments of a start', () => {
  const argv = ['/usr/bin/banyan', '--port=0', 'banyan://hosts/h1', 'banyan://logs']
  expect(placeLinkIn(argv)).toEqual({ screen: 'hosts', hostId: 'h1' })
  expect(placeLinkIn(['/usr/bin/banyan', '--hidden'])).toBeNull()
})
