/* tarn-route.h
 *
 * Where one session has found one device: the socket addresses that its name stands
 * for, and which of them answers.  The device owns the route, the session lists it;
 * it goes with whichever goes first.
 *
 * Names are looked up beside the traffic: only requests to a device that has no
 * address yet wait for it (F-14).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "net/tarn-device-private.h"
#include "net/tarn-pace.h"
#include "net/tarn-rtt.h"
#include "net/tarn-transport.h"

G_BEGIN_DECLS

/* A name with more addresses than that is no device; the first ones do. */
#define TARN_ROUTE_MAX_ENDPOINTS 8

/* The lookup for which requests wait has ended: with @error, or with an address.
 * @handles are those of tarn_route_prepare(). */
typedef void (*TarnRouteFunc) (gpointer       user_data,
                               const guint64 *handles,
                               guint          n_handles,
                               const GError  *error);

/* What a session shares with all its routes. */
typedef struct
{
  GQueue         routes;     /* of TarnRoute, by its link */
  GMainContext  *context;    /* where lookups end         */
  TarnRouteFunc  func;
  gpointer       user_data;
} TarnRoutes;

typedef struct _TarnLookup TarnLookup;

struct _TarnRoute
{
  TarnRoute    *next;         /* of the same device, with another session   */
  TarnDevice   *device;
  TarnRoutes   *owner;
  GList         link;         /* in owner->routes                           */

  TarnEndpoint  endpoints[TARN_ROUTE_MAX_ENDPOINTS];
  guint         n_endpoints;
  guint         current;      /* the one to begin with                      */
  gboolean      confirmed;    /* it has answered, and not been silent since */
  guint         n_silent;     /* requests without an answer, one after the other */

  guint         n_exchanges;  /* that have not ended                        */

  /* The flow's. */
  TarnRtt       rtt;
  TarnPace      pace;
  GQueue        line;         /* of TarnExchange: waits for its turn        */
  GQueue        under_way;    /* of TarnExchange: silent, in order of sending */
  GList         starved;      /* in TarnFlow.starved; data NULL: it is not  */
  guint         n_admitted;   /* exchanges with a place in the window       */
  guint64       n_sent;       /* tries                                      */
  gint64        heard_us;     /* when it last answered; 0: never            */
  gpointer      probe;        /* TarnExchange that asks again until it has; or NULL */
  gint64        next_us;      /* nothing leaves before that: its gap        */
  gsize         reply_octets; /* of a large answer lately; 0: none          */
  guint         n_timed_out;  /* requests given up since it last answered   */
  guint         n_overruns;   /* of the flow, that it knows of              */

  gint64        resolved_us;  /* when its name was looked up last           */
  TarnLookup   *lookup;       /* the one that is under way; NULL: none      */
  GArray       *waiting;      /* of guint64: handles that wait for it       */
};

typedef enum
{
  TARN_ROUTE_READY,
  TARN_ROUTE_WAIT,      /* the handle waits for TarnRouteFunc */
  TARN_ROUTE_FAILED,
} TarnRouteState;

TarnRoute          *tarn_route_get          (TarnDevice          *device,
                                             TarnRoutes          *owner);
void                tarn_route_free         (TarnRoute           *self);
TarnRouteState      tarn_route_prepare      (TarnRoute           *self,
                                             guint64              handle,
                                             gint64               now_us,
                                             GError             **error);
/* Where try number @n_tries (from 0) goes. */
const TarnEndpoint *tarn_route_get_endpoint (TarnRoute           *self,
                                             guint                n_tries);
/* Whether the source policy believes @peer (P-MGR-03). */
gboolean            tarn_route_believes     (TarnRoute           *self,
                                             TarnSource           source,
                                             const TarnEndpoint  *peer);
void                tarn_route_answered     (TarnRoute           *self,
                                             const TarnEndpoint  *peer);
void                tarn_route_was_silent   (TarnRoute           *self);

/* Those of a list of GInetAddress that can be asked, in its order: the resolver's, which is
 * the system's idea of what works best.  Returns how many, at most
 * TARN_ROUTE_MAX_ENDPOINTS. */
guint               tarn_endpoints_from_addresses (TarnEndpoint    *endpoints,
                                                   GList           *addresses,
                                                   guint16          port);
/* The socket address that @address is, which is no name. */
gboolean            tarn_endpoint_set_literal (TarnEndpoint       *self,
                                               const TarnAddress  *address,
                                               GError            **error);

G_END_DECLS
