/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-device.h"

#define DEFAULT_COMMUNITY "public"
#define MAX_RETRIES       100
#define MAX_TIMEOUT_US    (3600 * (gint64) G_USEC_PER_SEC)

void
cli_device_init (CliDevice *self)
{
  *self = (CliDevice) {
    .version = "2c",
    .community = DEFAULT_COMMUNITY,
    .source = "address",
    .timeout_us = G_USEC_PER_SEC,
    .retries = 3,
    .options = {
      { "snmp-version", "v", CLI_OPTION_TEXT, &self->version, "1|2c",
        "SNMP version; default 2c" },
      { "community", "c", CLI_OPTION_TEXT, &self->community, "TEXT",
        "community, as text or as 0x and hex; default " DEFAULT_COMMUNITY },
      { "timeout", "t", CLI_OPTION_SECONDS, &self->timeout_us, "SECONDS",
        "wait so long for an answer; default 1" },
      { "retries", "r", CLI_OPTION_NUMBER, &self->retries, "N",
        "ask so often again; default 3" },
      { "source", NULL, CLI_OPTION_TEXT, &self->source, "WHOSE",
        "answers to believe: address (default), strict (port too), any" },
      { NULL },
    },
  };
}

GBytes *
cli_parse_community (const CliCommand *command,
                     const char       *text)
{
  g_autoptr(GByteArray) octets = NULL;

  if (!g_str_has_prefix (text, "0x"))
    return g_bytes_new (text, strlen (text));

  octets = g_byte_array_new ();
  for (const char *p = text + 2; *p != '\0'; p += 2)
    {
      int high = g_ascii_xdigit_value (p[0]);
      int low = high >= 0 ? g_ascii_xdigit_value (p[1]) : -1;
      guint8 octet = (guint8) (high << 4 | low);

      if (low < 0)
        {
          cli_misused (command, "a community that begins with 0x must be pairs of hex digits");
          return NULL;
        }
      g_byte_array_append (octets, &octet, 1);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&octets));
}

static gboolean
parse_source (const char *text,
              TarnSource *source)
{
  static const char * const names[] = { "address", "strict", "any" };   /* as in TarnSource */

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (text, names[i]) == 0)
      {
        *source = (TarnSource) i;
        return TRUE;
      }

  return FALSE;
}

TarnDevice *
cli_device_make (const CliDevice  *self,
                 const CliCommand *command,
                 const char       *target)
{
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(GBytes) community = NULL;
  g_autoptr(GError) error = NULL;
  TarnSource source;

  if (strcmp (self->version, "1") != 0 && strcmp (self->version, "2c") != 0)
    {
      cli_misused (command, "-v takes 1 or 2c, not “%s”", self->version);
      return NULL;
    }
  if (self->retries > MAX_RETRIES || self->timeout_us > MAX_TIMEOUT_US)
    {
      cli_misused (command, "at most %d retries, and %d seconds for each",
                   MAX_RETRIES, (int) (MAX_TIMEOUT_US / G_USEC_PER_SEC));
      return NULL;
    }

  if (!parse_source (self->source, &source))
    {
      cli_misused (command, "--source takes address, strict or any, not “%s”", self->source);
      return NULL;
    }

  community = cli_parse_community (command, self->community);
  if (community == NULL)
    return NULL;

  address = tarn_address_new (target, TARN_PORT_AGENT, &error);
  if (address == NULL)
    {
      cli_misused (command, "%s", error->message);
      return NULL;
    }

  if (tarn_address_get_port (address) == 0)
    {
      cli_misused (command, "port 0 of “%s” cannot be asked", target);
      return NULL;
    }

  device = tarn_device_new (address);
  tarn_device_set_version (device, self->version[0] == '1' ? TARN_VERSION_1 : TARN_VERSION_2C);
  tarn_device_set_community (device, community);
  tarn_device_set_timeout_us (device, self->timeout_us);
  tarn_device_set_retries (device, self->retries);
  tarn_device_set_source (device, source);
  return g_steal_pointer (&device);
}

GPtrArray *
cli_parse_oids (const CliCommand *command,
                GPtrArray        *operands,
                guint             first)
{
  g_autoptr(GPtrArray) oids = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);

  for (guint i = first; i < operands->len; i++)
    {
      g_autoptr(GError) error = NULL;
      TarnOid *oid = tarn_oid_new (operands->pdata[i], &error);

      if (oid == NULL)
        {
          cli_misused (command, "%s", error->message);
          return NULL;
        }
      g_ptr_array_add (oids, oid);
    }

  return g_steal_pointer (&oids);
}

CliStatus
cli_status_for_error (const GError *error)
{
  static const TarnError before[] = {
    TARN_ERROR_INVALID, TARN_ERROR_NO_SUCH_HOST, TARN_ERROR_STORE_BUSY,
    TARN_ERROR_NOT_A_CAPTURE, TARN_ERROR_STORE_VERSION, TARN_ERROR_STORE_READ_ONLY,
  };

  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    if (g_error_matches (error, TARN_ERROR, (int) before[i]))
      return CLI_USAGE;

  return CLI_INCOMPLETE;
}
