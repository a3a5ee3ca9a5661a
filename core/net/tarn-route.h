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

  guint         n_in_flight;  /* exchanges that have not ended              */

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

G_END_DECLS
