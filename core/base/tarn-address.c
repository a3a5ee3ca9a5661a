/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-address.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/tarn-error.h"

struct _TarnAddress
{
  gatomicrefcount ref_count;
  char           *host;       /* a name, or an address without zone or brackets */
  char           *zone;       /* of an IPv6 address; or NULL                    */
  guint16         port;
  TarnFamily      family;     /* as asked for, or as the address is             */
  gboolean        is_name;
};

G_DEFINE_BOXED_TYPE (TarnAddress, tarn_address, tarn_address_ref, tarn_address_unref)

/* The transports that net-snmp's agents are spelled with. */
static const struct
{
  const char *prefix;
  TarnFamily  family;
} transports[] = {
  { "udp:",     TARN_FAMILY_ANY },
  { "udp4:",    TARN_FAMILY_IPV4 },
  { "udp6:",    TARN_FAMILY_IPV6 },
  { "udpv6:",   TARN_FAMILY_IPV6 },
  { "udpipv6:", TARN_FAMILY_IPV6 },
};

static const char * const foreign_transports[] = {
  "tcp:", "tcp6:", "tcpv6:", "tcpipv6:", "tls:", "tlstcp:", "dtls:", "dtlsudp:", "ssh:",
  "unix:", "ipx:", "aal5pvc:", "alias:",
};

static gboolean
parse_port (const char *text,
            guint16    *port)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT16, &number, NULL))
    return FALSE;

  *port = (guint16) number;
  return TRUE;
}

/* No name ends in a number: 192.0.2.300 is an address with a slip in it, and 161
 * would be looked up as 0.0.0.161. */
static gboolean
is_host_name (const char *text)
{
  const char *dot = strrchr (text, '.');
  const char *last = dot != NULL ? dot + 1 : text;

  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL && !(*p & 0x80))
      return FALSE;

  if (g_ascii_isdigit (last[0]) && last[strspn (last, "0123456789")] == '\0')
    return FALSE;

  return text[0] != '\0' && g_utf8_validate (text, -1, NULL);
}

/* The name or number of an interface.  A colon is a port whose brackets were
 * forgotten. */
static gboolean
is_zone (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p) || strchr ("%:/[]", *p) != NULL)
      return FALSE;

  return text[0] != '\0';
}

/* Takes "[host%zone]:port", "host:port", "host%zone" apart, in place. */
static gboolean
split (TarnAddress *self,
       const char  *text)
{
  const char *close = strchr (text, ']');
  const char *colon = strrchr (text, ':');
  g_autofree char *host = NULL;
  char *zone;

  if (text[0] == '[')
    {
      if (close == NULL || (close[1] != '\0' && close[1] != ':'))
        return FALSE;
      if (close[1] == ':' && !parse_port (close + 2, &self->port))
        return FALSE;
      host = g_strndup (text + 1, (gsize) (close - text - 1));
    }
  else if (colon != NULL && strchr (text, ':') == colon)
    {
      if (!parse_port (colon + 1, &self->port))
        return FALSE;
      host = g_strndup (text, (gsize) (colon - text));
    }
  else
    {
      host = g_strdup (text);
    }

  zone = strchr (host, '%');
  if (zone != NULL)
    {
      *zone++ = '\0';
      if (!is_zone (zone))
        return FALSE;
      self->zone = g_strdup (zone);
    }

  self->host = g_steal_pointer (&host);
  return TRUE;
}

/* Tells what the host is and whether that agrees with the family asked for. */
static gboolean
classify (TarnAddress *self)
{
  struct in_addr ipv4;
  struct in6_addr ipv6;
  TarnFamily family = TARN_FAMILY_ANY;

  if (inet_pton (AF_INET, self->host, &ipv4) == 1)
    family = TARN_FAMILY_IPV4;
  else if (inet_pton (AF_INET6, self->host, &ipv6) == 1)
    family = TARN_FAMILY_IPV6;
  else if (!is_host_name (self->host))
    return FALSE;

  self->is_name = family == TARN_FAMILY_ANY;
  if (self->zone != NULL && family != TARN_FAMILY_IPV6)
    return FALSE;
  if (family != TARN_FAMILY_ANY && self->family != TARN_FAMILY_ANY && self->family != family)
    return FALSE;
  if (family != TARN_FAMILY_ANY)
    self->family = family;

  return TRUE;
}

/**
 * tarn_address_new:
 * @text: an address as a person types it: "host", "host:port", "192.0.2.1",
 *   "[2001:db8::1]:161", "fe80::1%eth0", each with "udp:" or "udp6:" in front of it
 *   or without
 * @default_port: the port where @text has none
 * @error: return location for an error
 *
 * Takes the text apart; names are not looked up.
 *
 * Returns: (transfer full): the address, or %NULL with %TARN_ERROR_INVALID
 */
TarnAddress *
tarn_address_new (const char  *text,
                  guint16      default_port,
                  GError     **error)
{
  g_autoptr(TarnAddress) self = NULL;
  const char *rest = text;

  g_return_val_if_fail (text != NULL, NULL);

  self = g_new0 (TarnAddress, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->port = default_port;

  for (gsize i = 0; i < G_N_ELEMENTS (foreign_transports); i++)
    if (g_str_has_prefix (text, foreign_transports[i]))
      {
        g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                     "“%s”: only UDP is supported, write the address without “%s”",
                     text, foreign_transports[i]);
        return NULL;
      }

  for (gsize i = 0; i < G_N_ELEMENTS (transports); i++)
    if (g_str_has_prefix (text, transports[i].prefix))
      {
        self->family = transports[i].family;
        rest = text + strlen (transports[i].prefix);
        break;
      }

  if (!split (self, rest) || !classify (self))
    {
      g_autofree char *shown = g_utf8_make_valid (text, -1);

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” is not an address: write a name or an address, with a port after a "
                   "colon if it is not %u, such as 192.0.2.1:161 or [2001:db8::1]:161",
                   shown, default_port);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * tarn_address_ref:
 * @self: an address
 *
 * Returns: (transfer full): @self, with one more reference
 */
TarnAddress *
tarn_address_ref (TarnAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tarn_address_unref:
 * @self: (transfer full): an address
 *
 * Gives up a reference.
 */
void
tarn_address_unref (TarnAddress *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      g_free (self->host);
      g_free (self->zone);
      g_free (self);
    }
}

/**
 * tarn_address_get_host:
 * @self: an address
 *
 * Returns: (transfer none): the name, or the address without zone and brackets
 */
const char *
tarn_address_get_host (const TarnAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->host;
}

/**
 * tarn_address_get_zone:
 * @self: an address
 *
 * Returns: (transfer none) (nullable): the zone of an IPv6 address, an interface's
 *   name or number
 */
const char *
tarn_address_get_zone (const TarnAddress *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->zone;
}

/**
 * tarn_address_get_port:
 * @self: an address
 *
 * Returns: the port
 */
guint16
tarn_address_get_port (const TarnAddress *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->port;
}

/**
 * tarn_address_get_family:
 * @self: an address
 *
 * Returns: the family that the address is of, or that a name shall be looked up for
 */
TarnFamily
tarn_address_get_family (const TarnAddress *self)
{
  g_return_val_if_fail (self != NULL, TARN_FAMILY_ANY);

  return self->family;
}

/**
 * tarn_address_is_name:
 * @self: an address
 *
 * Returns: whether the host has to be looked up
 */
gboolean
tarn_address_is_name (const TarnAddress *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->is_name;
}

/* A device may be called “udp” or “tcp” all the same. */
static gboolean
is_like_transport (const char *host)
{
  gsize len = strlen (host);

  for (gsize i = 0; i < G_N_ELEMENTS (transports); i++)
    if (strncmp (transports[i].prefix, host, len) == 0 && transports[i].prefix[len] == ':')
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (foreign_transports); i++)
    if (strncmp (foreign_transports[i], host, len) == 0 && foreign_transports[i][len] == ':')
      return TRUE;

  return FALSE;
}

/**
 * tarn_address_to_string:
 * @self: an address
 *
 * Returns: (transfer full): "host:port", in a form that tarn_address_new() reads
 */
char *
tarn_address_to_string (const TarnAddress *self)
{
  const char *prefix = "";

  g_return_val_if_fail (self != NULL, NULL);

  if (strchr (self->host, ':') != NULL)
    return g_strdup_printf ("[%s%s%s]:%u", self->host, self->zone != NULL ? "%" : "",
                            self->zone != NULL ? self->zone : "", self->port);

  if (self->is_name && self->family == TARN_FAMILY_IPV6)
    prefix = "udp6:";
  else if (self->is_name && self->family == TARN_FAMILY_IPV4)
    prefix = "udp4:";
  else if (is_like_transport (self->host))
    prefix = "udp:";

  return g_strdup_printf ("%s%s:%u", prefix, self->host, self->port);
}
