/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names are looked up beside the traffic: only their own targets wait (F-14).
 */
#include "ops/tarn-scan-private.h"

#include "base/tarn-error.h"

typedef struct
{
  TarnScan   *scan;       /* owned */
  const char *name;       /* the plan's */
  guint64     position;
  guint16     port;
} Lookup;

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Lookup *lookup = user_data;
  g_autoptr(TarnScan) self = lookup->scan;
  TarnScanFound found = { .position = lookup->position };
  g_autoptr(GError) reason = NULL;
  GList *addresses;

  addresses = g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, &reason);
  found.n_endpoints = tarn_endpoints_from_addresses (found.endpoints, addresses, lookup->port);
  if (found.n_endpoints == 0)
    found.error = g_error_new (TARN_ERROR, TARN_ERROR_NO_SUCH_HOST, "%s has no address: %s",
                               lookup->name, reason != NULL ? reason->message
                                                            : "none of the family asked for");
  g_resolver_free_addresses (addresses);

  g_array_append_val (self->found, found);
  if (self->stopped)
    tarn_scan_take_found (self);
}

void
tarn_scan_take_found (TarnScan *self)
{
  while (self->found->len > 0)
    {
      TarnScanFound found = g_array_index (self->found, TarnScanFound, 0);
      g_autoptr(GError) error = found.error;

      g_array_remove_index (self->found, 0);
      self->n_lookups--;
      self->behind_lookups = FALSE;

      /* With a scan that was stopped it has not been begun: a later one asks it. */
      if (self->stopped)
        continue;
      if (error != NULL)
        tarn_scan_tell_nowhere (self, found.position, error);
      else
        tarn_scan_machine_add (&self->machine, found.endpoints, found.n_endpoints,
                               found.position);
    }

  tarn_scan_check (self);
}

void
tarn_scan_look_up (TarnScan             *self,
                   const TarnScanTarget *target,
                   guint64               position)
{
  g_autoptr(GResolver) resolver = g_resolver_get_default ();
  GResolverNameLookupFlags flags = G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT;
  Lookup *lookup = g_new (Lookup, 1);

  if (target->family == TARN_FAMILY_IPV4)
    flags = G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY;
  else if (target->family == TARN_FAMILY_IPV6)
    flags = G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY;

  *lookup = (Lookup) { g_object_ref (self), target->name, position, target->port };
  self->n_lookups++;
  g_resolver_lookup_by_name_with_flags_async (resolver, target->name, flags,
                                              g_task_get_cancellable (self->task), lookup_cb,
                                              lookup);
}
