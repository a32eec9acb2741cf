/** Everything on the two listeners that this matrix need not ask: without a session, and nothing of anybody in it. */
export const openToAll: Record<'desk' | 'portal', readonly RegExp[]> = {
  desk: [
    /^GET \/(healthz|readyz|metrics)$/,
    /^GET \/api\/(openapi\.json|entrance|items|items\/:id|setup)$/,
    /^POST \/api\/(sign-in|sign-out|setup|setup\/check)$/,
  ],
  portal: [
    /^GET \/(healthz|readyz)$/,
    /^GET \/api\/(openapi\.json|halls|booking-halls|notice|items|items\/:id|demo\/outbox|signing-keys)$/,
    /^POST \/api\/(sign-in\/code|sign-in|sign-out)$/,
    // links are capabilities: whoever has one may, and nobody guesses one (the drill `guessers`)
    /^(GET|POST) (\/api\/tickets|\/api\/ratings|\/t|\/r|\/verify)\/:(link|code)(\/cancel|\/let-pass|\/rejoin|\/notice|\/notice\/end|\/tell|\/halls|\/move)?$/,
    /^GET \/(search|halls|items\/:id|apply\/:id|sign-in|my|my\/:id|my\/:id\/check|my\/:id\/change|my\/:id\/receipt|book|bookings\/:id|outbox)?$/,
  ],
};

/** Routes of the portal with a case or a booking in them; the rest is of whoever is signed in, and has no id. */
export const portalRules = {
  'GET /api/cases/:caseId': null,
  'POST /api/cases/:caseId/press': null,
  'GET /api/cases/:caseId/ratings': null,
  'POST /api/cases/:caseId/ratings': null,
  'POST /api/cases/:caseId/materials/:material/files': null,
  'GET /api/cases/:caseId/files/:fileId': null,
  'GET /api/cases/:caseId/papers/:version': null,
  'GET /api/bookings/:bookingId': null,
  'GET /api/bookings/:bookingId/calendar.ics': null,
  'POST /api/bookings/:bookingId/check-in': null,
  'POST /api/bookings/:bookingId/cancel': null,
};
export const ownOnly = {
  'GET /api/me': null,
  'PUT /api/me/language': null,
  'GET /api/reads': null,
  'GET /api/cases': null,
  'POST /api/cases': null,
  'GET /api/licences': null,
  'GET /api/bookings': null,
  'POST /api/bookings': null,
  'GET /api/booking-halls/:hallId/:seriesId': null,
};
