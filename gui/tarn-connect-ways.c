/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-connect-ways.h"

#include <glib/gi18n.h>
#include <string.h>

/* A guess is said once more, in case that it was lost; the next one is not, so that people
 * are asked within a few seconds. */
#define GUESS_RETRIES 1

static void
way_free (gpointer data)
{
  TarnConnectWay *self = data;

  g_bytes_unref (self->community);
  g_free (self->profile);
  g_free (self->told);
  g_free (self);
}

GPtrArray *
tarn_connect_ways_new (void)
{
  return g_ptr_array_new_with_free_func (way_free);
}

static const char *
version_name (TarnVersion version)
{
  return version == TARN_VERSION_1 ? "SNMPv1" : "SNMPv2c";
}

/* Takes @told. */
static TarnConnectWay *
ways_add (GPtrArray   *self,
          TarnVersion  version,
          GBytes      *community,
          gint64       timeout_us,
          guint        retries,
          char        *told)
{
  TarnConnectWay *way = g_new0 (TarnConnectWay, 1);

  way->version = version;
  way->community = g_bytes_ref (community);
  way->timeout_us = timeout_us;
  way->retries = retries;
  way->told = told;
  g_ptr_array_add (self, way);

  return way;
}

TarnConnectWay *
tarn_connect_ways_add (GPtrArray   *self,
                       TarnVersion  version,
                       GBytes      *community,
                       gint64       timeout_us,
                       guint        retries)
{
  return ways_add (self, version, community, timeout_us, retries,
                   /* Translators: %s is SNMPv2c or SNMPv1 */
                   g_strdup_printf (tarn_connect_is_public (community)
                                    ? _("%s, community “public”") : _("%s, the community given"),
                                    version_name (version)));
}

void
tarn_connect_ways_add_profile (GPtrArray                *self,
                               const TarnConnectProfile *profile,
                               GBytes                   *community)
{
  TarnConnectWay *way = ways_add (self, profile->version, community, profile->timeout_us,
                                  profile->retries,
                                  g_strdup_printf (_("the settings of “%s”"), profile->name));

  way->profile = g_strdup (profile->name);
}

void
tarn_connect_ways_add_guesses (GPtrArray   *self,
                               TarnVersion  first,
                               GBytes      *community,
                               gint64       timeout_us)
{
  g_autoptr(GBytes) public = g_bytes_new_static ("public", 6);

  if (community == NULL)
    community = public;
  tarn_connect_ways_add (self, first, community, timeout_us, GUESS_RETRIES);
  tarn_connect_ways_add (self, first == TARN_VERSION_1 ? TARN_VERSION_2C : TARN_VERSION_1,
                         community, timeout_us, 0);
}

GError *
tarn_connect_ways_describe (GPtrArray         *self,
                            const TarnAddress *address)
{
  g_autofree char *target = tarn_address_to_string (address);
  g_autoptr(GString) tried = g_string_new (NULL);

  for (guint i = 0; i < self->len; i++)
    {
      TarnConnectWay *way = g_ptr_array_index (self, i);

      g_string_append_printf (tried, "%s%s", i > 0 ? "; " : "", way->told);
    }

  return g_error_new (TARN_ERROR, TARN_ERROR_NO_ANSWER,
                      /* Translators: the second %s lists what was tried */
                      _("%s did not answer. Tried: %s.\nCheck the address, that the device has "
                        "SNMP switched on and lets this computer ask, and the community: a "
                        "device does not answer a wrong one."), target, tried->str);
}

gboolean
tarn_connect_is_public (GBytes *community)
{
  gsize len;
  const char *octets = g_bytes_get_data (community, &len);

  return len == 6 && memcmp (octets, "public", 6) == 0;
}
