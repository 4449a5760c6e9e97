export const enRequests = {
  requests: { title: 'Requests' },
}
