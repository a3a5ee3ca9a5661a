/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-connect-target.h"

#include <glib/gi18n.h>
#include <string.h>

void
tarn_connect_target_free (TarnConnectTarget *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->address, tarn_address_unref);
  g_clear_pointer (&self->community, g_bytes_unref);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_free (self);
}

char *
tarn_connect_format_community (GBytes *community)
{
  gsize len;
  const char *octets = g_bytes_get_data (community, &len);
  GString *text;

  if (len == 0)
    return g_strdup ("");
  if (g_utf8_validate_len (octets, len, NULL)
      && !(len >= 2 && octets[0] == '0' && octets[1] == 'x'))
    return g_strndup (octets, len);

  text = g_string_new ("0x");
  for (gsize i = 0; i < len; i++)
    g_string_append_printf (text, "%02x", (guint8) octets[i]);
  return g_string_free (text, FALSE);
}

/* Octets in which %XX stands for one; where it is no such thing, the text itself. */
static GBytes *
unescape (const char *text)
{
  GBytes *octets = g_uri_unescape_bytes (text, -1, NULL, NULL);

  return octets != NULL ? octets : g_bytes_new (text, strlen (text));
}

/* "community@host:port"; a community may have an @ in it, a host has none.  Within a URI
 * some characters are written as %XX, such as the % before a zone (RFC 6874). */
static gboolean
parse_authority (TarnConnectTarget  *self,
                 const char         *text,
                 gboolean            is_uri,
                 GError            **error)
{
  const char *at = strrchr (text, '@');
  const char *host = at != NULL ? at + 1 : text;
  g_autofree char *unescaped = is_uri ? g_uri_unescape_string (host, NULL) : NULL;

  if (at != NULL)
    {
      g_autofree char *community = g_strndup (text, (gsize) (at - text));

      self->community = is_uri ? unescape (community)
                               : tarn_community_parse (community, NULL);
      if (self->community == NULL)
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                       _("A community that begins with 0x must be pairs of hex digits"));
          return FALSE;
        }
    }

  self->address = tarn_address_new (unescaped != NULL ? unescaped : host, TARN_PORT_AGENT, error);
  if (self->address != NULL && tarn_address_get_port (self->address) == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("Port 0 cannot be asked; agents listen on 161 mostly"));
      return FALSE;
    }
  return self->address != NULL;
}

/* The first OID of "/context/oid,oid"; a subtree ends in ".*", what follows a name in "+".
 * All that a tree can do is to go there. */
static gboolean
parse_path (TarnConnectTarget  *self,
            const char         *path,
            GError            **error)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", 3);
  const char *context = parts[0] != NULL && parts[1] != NULL ? parts[1] : "";
  const char *oids = parts[0] != NULL && parts[1] != NULL && parts[2] != NULL ? parts[2] : "";
  g_autofree char *oid = NULL;

  /* snmp://host/1.3.6.1 is a slip, but clear. */
  if (oids[0] == '\0' && g_ascii_isdigit (context[0]) && strchr (context, '.') != NULL)
    {
      oids = context;
      context = "";
    }
  if (context[0] != '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("The context “%s” needs SNMPv3, which is not supported: leave it empty, as "
                     "in snmp://192.0.2.1//1.3.6.1.2.1"), context);
      return FALSE;
    }

  oid = g_strndup (oids, strcspn (oids, ",+*()"));
  while (oid[0] != '\0' && oid[strlen (oid) - 1] == '.')
    oid[strlen (oid) - 1] = '\0';
  if (oid[0] == '\0')
    return TRUE;

  self->oid = tarn_oid_new (oid, error);
  return self->oid != NULL;
}

TarnConnectTarget *
tarn_connect_target_parse (const char  *text,
                           GError     **error)
{
  g_autoptr(TarnConnectTarget) self = g_new0 (TarnConnectTarget, 1);
  g_autofree char *stripped = NULL;
  g_autofree char *authority = NULL;
  const char *rest;
  gsize len;

  g_return_val_if_fail (text != NULL, NULL);

  stripped = g_strstrip (g_strdup (text));
  if (stripped[0] == '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("Write the name or the address of a device, such as 192.0.2.1"));
      return NULL;
    }

  if (g_ascii_strncasecmp (stripped, "snmp:", 5) != 0)
    {
      if (!parse_authority (self, stripped, FALSE, error))
        return NULL;
      return g_steal_pointer (&self);
    }

  rest = stripped + 5;
  if (g_str_has_prefix (rest, "//"))
    rest += 2;
  len = strcspn (rest, "/?#");
  authority = g_strndup (rest, len);
  if (!parse_authority (self, authority, TRUE, error) || !parse_path (self, rest + len, error))
    return NULL;

  return g_steal_pointer (&self);
}

char *
tarn_connect_target_dup_text (const TarnConnectTarget *self)
{
  g_autofree char *address = tarn_address_to_string (self->address);
  g_autofree char *oid = NULL;

  if (self->oid == NULL)
    return g_steal_pointer (&address);

  oid = tarn_oid_to_string (self->oid);
  return g_strdup_printf ("snmp://%s//%s", address, oid[0] == '.' ? oid + 1 : oid);
}
