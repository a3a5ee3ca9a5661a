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
    .timeout_us = G_USEC_PER_SEC,
    .retries = 3,
    .window = G_MAXUINT,
    .id_bits = 31,
    .port = TARN_PORT_AGENT,
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
      { "window", NULL, CLI_OPTION_NUMBER, &self->window, "N",
        "so many requests at once; default: what serves the device best" },
      { "gentle", NULL, CLI_OPTION_FLAG, &self->gentle, NULL,
        "never more than one request at once, and 10 ms between them" },
      { "id-bits", NULL, CLI_OPTION_NUMBER, &self->id_bits, "16|31",
        "16 for an agent that cuts request-ids; default 31" },
      { "no-profile", NULL, CLI_OPTION_FLAG, &self->no_profile, NULL,
        "neither use nor keep what is learnt of the device" },
      { NULL },
    },
  };
}

GBytes *
cli_parse_community (const CliCommand *command,
                     const char       *text)
{
  g_autoptr(GError) error = NULL;
  GBytes *community = tarn_community_parse (text, &error);

  if (community == NULL)
    cli_misused (command, "%s", error->message);

  return community;
}

/* The device that the command talks to, to be kept what was learnt of. */
static TarnDevice *kept;

void
cli_device_keep_profile (void)
{
  g_autoptr(GError) error = NULL;

  /* That it could not be kept does not make a result worse. */
  if (kept != NULL && !tarn_device_save_profile (kept, &error))
    g_debug ("%s", error->message);
  g_clear_object (&kept);
}

static gboolean
set_pin (TarnProfile *profile,
         const char  *setting,
         guint        number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  return tarn_profile_pin (profile, setting, text, NULL);
}

/* What options say holds for this run, over what is kept.  FALSE after a complaint. */
static gboolean
pin_options (const CliDevice  *self,
             const CliCommand *command,
             TarnDevice       *device)
{
  g_autoptr(TarnProfile) profile = tarn_device_dup_profile (device);
  g_autoptr(GError) error = NULL;

  if (self->gentle && self->window != G_MAXUINT && self->window != 1)
    {
      cli_misused (command, "--gentle is a window of one, not of %u", self->window);
      return FALSE;
    }
  if (self->source != NULL && !tarn_profile_pin (profile, "source", self->source, &error))
    {
      cli_misused (command, "--source takes address, strict or any, not “%s”", self->source);
      return FALSE;
    }
  if (self->id_bits != 31 && !set_pin (profile, "id-bits", self->id_bits))
    {
      cli_misused (command, "--id-bits takes 16 or 31, and 16 not with --source any");
      return FALSE;
    }
  if (self->window != G_MAXUINT && (!set_pin (profile, "window", self->window)
                                    || !set_pin (profile, "max-window", self->window)))
    {
      cli_misused (command, "--window takes a number from 1 to 1000");
      return FALSE;
    }

  if (self->gentle)
    {
      set_pin (profile, "window", 1);
      set_pin (profile, "max-window", 1);
      tarn_profile_pin (profile, "gap", "10ms", NULL);
    }
  tarn_device_set_profile (device, profile);
  return TRUE;
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
  g_autoptr(GError) reason = NULL;

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

  community = cli_parse_community (command, self->community);
  if (community == NULL)
    return NULL;

  address = tarn_address_new (target, self->port, &error);
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
  if (!pin_options (self, command, device))
    return NULL;

  if (!self->no_profile)
    {
      if (!tarn_device_load_profile (device, &reason))
        cli_complain ("%s", reason->message);
      g_set_object (&kept, device);
    }
  return g_steal_pointer (&device);
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
