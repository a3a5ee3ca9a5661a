/* tarn-cli-serve-place.c
 *
 * Where the devices of tarn serve are.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-serve-fleet.h"

#include <sys/resource.h>
#include <unistd.h>

/* Of several devices the first one, unless --listen tells: behind it there are ports that
 * nobody has. */
#define FIRST_PORT    16100
#define FIRST_ADDRESS "127.0.0.1"

/* Descriptors beside those of devices: the terminal, what is being written, GLib's. */
#define OTHER_FILES 32

gboolean
cli_serve_is_loopback (const TarnAddress *address)
{
  const char *host = address != NULL ? tarn_address_get_host (address) : "localhost";

  return g_str_has_prefix (host, "127.") || strcmp (host, "::1") == 0
         || g_str_has_prefix (host, "::ffff:127.") || strcmp (host, "localhost") == 0;
}

/* @host and @n more; NULL behind the last address. */
static char *
count_up (const char *host,
          guint       n)
{
  g_autoptr(GInetAddress) first = g_inet_address_new_from_string (host);
  g_autoptr(GInetAddress) address = NULL;
  guint8 octets[16];
  gsize len;

  if (first == NULL)
    return NULL;

  len = g_inet_address_get_native_size (first);
  memcpy (octets, g_inet_address_to_bytes (first), len);
  for (gsize i = len; i-- > 0 && n > 0; n >>= 8)
    {
      n += octets[i];
      octets[i] = (guint8) n;
    }
  if (n > 0)
    return NULL;

  address = g_inet_address_new_from_bytes (octets, g_inet_address_get_family (first));
  return g_inet_address_to_string (address);
}

static TarnAddress *
make_address (const char  *host,
              guint        port,
              GError     **error)
{
  g_autofree char *text = g_strdup_printf (strchr (host, ':') != NULL ? "[%s]:%u" : "%s:%u", host,
                                           port);

  return tarn_address_new (text, TARN_PORT_AGENT, error);
}

/* The place of @number, which is one port or one address from the other. */
static TarnAddress *
count_address (CliServeFleet  *self,
               guint           number,
               GError        **error)
{
  const char *host = self->listen != NULL ? tarn_address_get_host (self->listen) : FIRST_ADDRESS;
  guint port = self->listen != NULL ? tarn_address_get_port (self->listen) : FIRST_PORT;
  g_autofree char *counted = NULL;

  if (self->by_address)
    {
      counted = count_up (host, number);
      if (counted != NULL)
        return make_address (counted, port, error);
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "there are no %u addresses from %s on: --by-address counts up from a numeric one",
                   number + 1, host);
      return NULL;
    }

  /* Any that is free. */
  if (port == 0)
    return make_address (host, port, error);
  if (port + number <= G_MAXUINT16)
    return make_address (host, port + number, error);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "there are no %u ports from %u on: --listen with a lower one, --by-address or "
               "--by-community", number + 1, port);
  return NULL;
}

gboolean
cli_serve_find_address (CliServeFleet  *self,
                        CliServed      *served,
                        TarnAddress   **address)
{
  const char *own = served->entry->address;
  guint port = self->listen != NULL ? tarn_address_get_port (self->listen) : FIRST_PORT;
  g_autoptr(GError) error = NULL;

  *address = NULL;
  if (own != NULL)
    *address = tarn_address_new (own, (guint16) port, &error);
  else if (self->one || cli_serve_fleet_is_shared (self))
    *address = self->listen != NULL ? tarn_address_ref (self->listen) : NULL;
  else
    *address = count_address (self, served->number, &error);

  if (error != NULL)
    cli_complain ("%s", error->message);
  return error == NULL;
}

static CliServed *
find_named (CliServeFleet *self,
            const char    *name)
{
  return g_hash_table_lookup (self->names, name);
}

/* Whose the @i-th socket is: by its name, or where none has the name of a device and there are
 * as many as devices, in their order.  NULL: nobody's. */
static CliServed *
find_owner (CliServeFleet *self,
            guint          i)
{
  CliServed *owner = find_named (self, ((CliPassedSocket *) self->passed->pdata[i])->name);

  if (owner != NULL || self->passed->len != self->served->len)
    return owner;

  for (guint k = 0; k < self->passed->len; k++)
    if (find_named (self, ((CliPassedSocket *) self->passed->pdata[k])->name) != NULL)
      return NULL;

  return self->served->pdata[i];
}

gboolean
cli_serve_give_sockets (CliServeFleet *self)
{
  for (guint i = 0; i < self->passed->len; i++)
    {
      CliPassedSocket *passed = self->passed->pdata[i];
      g_autoptr(GError) error = NULL;
      CliServed *owner = NULL;
      gboolean ok;

      if (self->one)
        owner = self->served->pdata[0];
      else if (!cli_serve_fleet_is_shared (self))
        owner = find_owner (self, i);

      if (owner == NULL && !cli_serve_fleet_is_shared (self))
        {
          cli_complain ("the socket “%s” that was passed is for no device: FileDescriptorName= is "
                        "to be the name of one, or there are to be as many sockets as devices, or "
                        "use --by-community", passed->name);
          return FALSE;
        }

      ok = owner != NULL
           ? tarn_agent_listen_socket (owner->device.agent, passed->socket, &error)
           : tarn_agent_group_listen_socket (self->group, passed->socket, &error);
      if (!ok)
        {
          cli_complain ("“%s”: %s", passed->name, error->message);
          return FALSE;
        }
    }

  return TRUE;
}

/* Two for each of the devices that have a place of their own, where that is both families. */
static guint
count_sockets (CliServeFleet *self)
{
  guint n = self->passed->len + (cli_serve_fleet_is_shared (self) ? 2 : 0);

  for (guint i = 0; i < self->served->len; i++)
    {
      CliServed *served = self->served->pdata[i];

      if (!cli_serve_fleet_is_shared (self) || served->entry->address != NULL)
        n += 2;
    }

  return n;
}

gboolean
cli_serve_fit_limits (CliServeFleet *self)
{
  guint n_sockets = count_sockets (self);
  guint max_open = self->max_open > 0 ? MIN (self->max_open, self->served->len)
                                      : self->served->len;
  struct rlimit limit;

  tarn_agent_group_set_max_open (self->group, self->max_open);
  if (getrlimit (RLIMIT_NOFILE, &limit) != 0)
    return TRUE;

  if (limit.rlim_cur < n_sockets + max_open + OTHER_FILES && limit.rlim_cur < limit.rlim_max)
    {
      limit.rlim_cur = MIN (limit.rlim_max, MAX (limit.rlim_cur, n_sockets + max_open
                                                                 + OTHER_FILES));
      setrlimit (RLIMIT_NOFILE, &limit);
    }
  if (limit.rlim_cur >= n_sockets + max_open + OTHER_FILES)
    return TRUE;

  if (limit.rlim_cur <= n_sockets + OTHER_FILES)
    {
      cli_complain ("%u devices need %u open files for their sockets, and this process may have "
                    "%lu: raise the limit (ulimit -n, LimitNOFILE=), or use --by-community, which "
                    "needs one socket", self->served->len, n_sockets + OTHER_FILES,
                    (gulong) limit.rlim_cur);
      return FALSE;
    }

  max_open = (guint) (limit.rlim_cur - n_sockets - OTHER_FILES);
  tarn_agent_group_set_max_open (self->group, max_open);
  cli_complain ("note: this process may have %lu open files, so that %u captures can be open at "
                "once; others are closed and opened again as they are asked for (ulimit -n, "
                "LimitNOFILE=)", (gulong) limit.rlim_cur, max_open);
  return TRUE;
}
