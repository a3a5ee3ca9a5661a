/* tarn-cli-serve-table.c
 *
 * Who is where, of the devices of tarn serve.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <ifaddrs.h>
#include <netinet/in.h>
#include <stdio.h>

#include "tarn-cli-json.h"
#include "tarn-cli-serve-fleet.h"

/* So many places of devices are told one by one. */
#define MAX_OPENINGS 8

/* As -c takes it. */
static char *
community_to_text (GBytes *community)
{
  gsize len;
  const guint8 *octets = g_bytes_get_data (community, &len);
  gboolean plain = len > 0 && g_utf8_validate ((const char *) octets, (gssize) len, NULL);
  GString *text;

  for (gsize i = 0; plain && i < len; i++)
    plain = octets[i] >= 0x20 && octets[i] != 0x7f;
  if (plain)
    return g_strndup ((const char *) octets, len);

  text = g_string_new ("0x");
  for (gsize i = 0; i < len; i++)
    g_string_append_printf (text, "%02x", octets[i]);
  return g_string_free (text, FALSE);
}

/* Communities that read; those that write are told to nobody. */
static char *
dup_readers (const CliServed *served)
{
  g_autoptr(GPtrArray) communities = tarn_access_dup_communities (served->device.access, FALSE);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < communities->len; i++)
    {
      g_autofree char *one = community_to_text (communities->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", one);
    }

  return g_string_free (text, FALSE);
}

/* What is said to the agent to mean this device; NULL if its place says it. */
static char *
dup_community (const CliServed      *served,
               const TarnAgentPlace *place)
{
  const CliServeFleet *fleet = served->fleet;
  g_autofree char *readers = fleet->hides_communities ? NULL : dup_readers (served);

  if (place->communities->len > 0)
    return g_steal_pointer (&readers);
  if (fleet->at_names && served->entry->address == NULL)
    return g_strdup_printf ("%s@%s", readers != NULL ? readers : "", served->device.name);

  return NULL;
}

static const char *
get_state (const CliServed      *served,
           const TarnAgentPlace *place)
{
  if (place->addresses->len == 0)
    return "without a place";

  return place->is_open ? "open" : served->missing != NULL ? "missing" : "closed";
}

static void
print_json (CliServeFleet *self,
            GPtrArray     *places)
{
  g_autoptr(GString) text = g_string_new ("{\"devices\": [");

  for (guint i = 0; i < places->len; i++)
    {
      const TarnAgentPlace *place = places->pdata[i];
      const CliServed *served = g_hash_table_lookup (self->names, place->name);
      g_autofree char *community = dup_community (served, place);

      g_string_append (text, i > 0 ? ",\n  {\"device\": " : "\n  {\"device\": ");
      cli_json_append_string (text, place->name);
      g_string_append (text, ", \"capture\": ");
      cli_json_append_string (text, served->device.path);
      g_string_append (text, ", \"addresses\": [");
      for (guint k = 0; k < place->addresses->len; k++)
        {
          g_autofree char *address = tarn_address_to_string (place->addresses->pdata[k]);

          g_string_append (text, k > 0 ? ", " : "");
          cli_json_append_string (text, address);
        }
      g_string_append (text, "]");
      if (community != NULL)
        {
          g_string_append (text, ", \"community\": ");
          cli_json_append_string (text, community);
        }
      g_string_append_printf (text, ", \"writable\": %s, \"state\": \"%s\"}",
                              served->device.writable ? "true" : "false",
                              get_state (served, place));
    }

  printf ("%s\n]}\n", text->str);
}

typedef struct
{
  GString *cells[4];
} Line;

enum
{
  COLUMN_DEVICE,
  COLUMN_ADDRESS,
  COLUMN_COMMUNITY,
  COLUMN_CAPTURE,
};

static void
put_line (GPtrArray  *lines,
          const char *device,
          const char *address,
          const char *community,
          const char *capture)
{
  const char *texts[] = { device, address, community, capture };
  Line *line = g_new (Line, 1);

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      line->cells[i] = g_string_new (NULL);
      cli_append_plain (line->cells[i], texts[i]);
    }
  g_ptr_array_add (lines, line);
}

static void
line_free (gpointer data)
{
  Line *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (self->cells); i++)
    g_string_free (self->cells[i], TRUE);
  g_free (self);
}

static void
put_place (GPtrArray            *lines,
           const CliServed      *served,
           const TarnAgentPlace *place)
{
  g_autofree char *community = dup_community (served, place);
  g_autofree char *capture = served->missing == NULL
                             ? g_strdup (served->device.path)
                             : g_strdup_printf ("%s (%s)", served->device.path, served->missing);

  if (place->addresses->len == 0)
    put_line (lines, place->name, "-", "", capture);
  for (guint i = 0; i < place->addresses->len; i++)
    {
      g_autofree char *address = tarn_address_to_string (place->addresses->pdata[i]);

      put_line (lines, place->name, address, community != NULL ? community : "", capture);
    }
}

/* Aligned; a column that is empty is left out. */
static void
print_lines (GPtrArray *lines)
{
  int widths[4] = { 0 };

  for (guint i = 0; i < lines->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (widths); k++)
      {
        const GString *cell = ((Line *) lines->pdata[i])->cells[k];

        if (i > 0 && cell->len > 0)
          widths[k] = MAX (widths[k], (int) g_utf8_strlen (cell->str, -1));
      }
  for (guint k = 0; k < G_N_ELEMENTS (widths); k++)
    if (widths[k] > 0)
      widths[k] = MAX (widths[k], (int) ((Line *) lines->pdata[0])->cells[k]->len);

  for (guint i = 0; i < lines->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (widths); k++)
      {
        const GString *cell = ((Line *) lines->pdata[i])->cells[k];

        if (k == COLUMN_CAPTURE)
          printf ("%s\n", cell->str);
        else if (widths[k] > 0)
          printf ("%s%*s  ", cell->str, widths[k] - (int) g_utf8_strlen (cell->str, -1), "");
      }
}

/* The one FILE of a command, in lines that scripts read. */
static gboolean
print_one (CliServed *served)
{
  GPtrArray *addresses = tarn_agent_get_addresses (served->device.agent);
  g_autoptr(GError) error = NULL;
  guint64 n = tarn_store_count (served->store->store, NULL, &error);

  if (error != NULL)
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *address = tarn_address_to_string (addresses->pdata[i]);

      printf ("serving %s (%" G_GUINT64_FORMAT " varbinds) at %s\n", served->device.path, n,
              address);
    }
  for (guint i = 0; i < served->store->remarks->len; i++)
    printf ("%s\n", (char *) served->store->remarks->pdata[i]);

  return TRUE;
}

/* In the order of the list. */
static GPtrArray *
dup_places (CliServeFleet *self)
{
  g_autoptr(GPtrArray) places = tarn_agent_group_dup_places (self->group);
  g_autoptr(GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ordered = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_agent_place_free);

  for (guint i = 0; i < places->len; i++)
    g_hash_table_insert (by_name, ((TarnAgentPlace *) places->pdata[i])->name, places->pdata[i]);
  for (guint i = 0; i < self->served->len; i++)
    {
      const char *name = ((CliServed *) self->served->pdata[i])->device.name;
      const TarnAgentPlace *place = g_hash_table_lookup (by_name, name);

      if (place != NULL)
        g_ptr_array_add (ordered, tarn_agent_place_copy (place));
    }

  return ordered;
}

gboolean
cli_serve_print_table (CliServeFleet *self,
                       gboolean       json)
{
  g_autoptr(GPtrArray) places = dup_places (self);
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (line_free);
  gboolean ok = TRUE;

  if (json)
    {
      print_json (self, places);
    }
  else if (self->one)
    {
      ok = print_one (self->served->pdata[0]);
    }
  else
    {
      put_line (lines, "DEVICE", "ADDRESS", "COMMUNITY", "CAPTURE");
      for (guint i = 0; i < places->len; i++)
        {
          const TarnAgentPlace *place = places->pdata[i];

          put_place (lines, g_hash_table_lookup (self->names, place->name), place);
        }
      print_lines (lines);
    }

  /* Scripts wait for it.  Nobody may be listening; the agents serve all the same. */
  fflush (stdout);
  return ok;
}

static gboolean
is_any (const char *host)
{
  return strcmp (host, "0.0.0.0") == 0 || strcmp (host, "::") == 0;
}

/* One note for an address that others can reach. */
static void
tell_opening (const char *address,
              const char *interface,
              const char *whom)
{
  cli_complain ("note: open to others at %s%s%s%s: %s", address, interface != NULL ? " (" : "",
                interface != NULL ? interface : "", interface != NULL ? ")" : "", whom);
}

/* Each address of this computer that @address, which means all of them, opens. */
static void
tell_all_openings (const TarnAddress *address,
                   const char        *whom)
{
  int family = strcmp (tarn_address_get_host (address), "::") == 0 ? AF_INET6 : AF_INET;
  struct ifaddrs *list = NULL;

  if (getifaddrs (&list) != 0)
    return;

  for (struct ifaddrs *one = list; one != NULL; one = one->ifa_next)
    {
      g_autoptr(GSocketAddress) socket_address = NULL;
      g_autofree char *host = NULL;
      g_autofree char *text = NULL;

      GInetAddress *inet;

      if (one->ifa_addr == NULL || one->ifa_addr->sa_family != family)
        continue;

      socket_address = g_socket_address_new_from_native (one->ifa_addr,
                                                         family == AF_INET6
                                                         ? sizeof (struct sockaddr_in6)
                                                         : sizeof (struct sockaddr_in));
      inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (socket_address));
      if (g_inet_address_get_is_loopback (inet))
        continue;

      host = g_inet_address_to_string (inet);
      text = g_strdup_printf (family == AF_INET6 ? "[%s]:%u" : "%s:%u", host,
                              tarn_address_get_port (address));
      tell_opening (text, one->ifa_name, whom);
    }

  freeifaddrs (list);
}

/* Whom a device answers; communities that came from a file are not told. */
static char *
dup_whom (CliServeFleet   *self,
          const CliServed *served,
          gboolean         shared)
{
  g_autofree char *community = dup_readers (served);
  g_autofree char *quoted = g_strdup_printf ("the community “%s”", community);

  return g_strdup_printf ("%s reads%s, %s%s",
                          self->hides_communities ? "who knows the community" : quoted,
                          self->at_names ? " (before @ and the name of a device)" : "",
                          served->device.writable ? "and who knows the write community writes"
                                                       : "nobody writes",
                          shared && self->served->len > 1 ? "; others likewise" : "");
}

/* The note or notes about @address, unless it is loopback; whether there were any. */
static gboolean
tell_address (const TarnAddress *address,
              const char        *whom)
{
  g_autofree char *text = tarn_address_to_string (address);

  if (cli_serve_is_loopback (address))
    return FALSE;

  if (is_any (tarn_address_get_host (address)))
    tell_all_openings (address, whom);
  else
    tell_opening (text, NULL, whom);
  return TRUE;
}

void
cli_serve_tell_openings (CliServeFleet *self)
{
  GPtrArray *shared = tarn_agent_group_get_addresses (self->group);
  g_autofree char *whom = dup_whom (self, self->served->pdata[0], TRUE);
  guint n_told = 0, n_open = 0;

  for (guint i = 0; i < shared->len; i++)
    tell_address (shared->pdata[i], whom);

  for (guint i = 0; i < self->served->len; i++)
    {
      const CliServed *served = self->served->pdata[i];
      GPtrArray *own = tarn_agent_get_addresses (served->device.agent);
      g_autofree char *one = own->len > 0 ? dup_whom (self, served, FALSE) : NULL;

      for (guint k = 0; k < own->len; k++)
        {
          if (n_told < MAX_OPENINGS)
            n_told += tell_address (own->pdata[k], one);
          n_open += !cli_serve_is_loopback (own->pdata[k]);
        }
    }

  if (n_open > n_told)
    cli_complain ("note: likewise %u more places, which the table has", n_open - n_told);
}
