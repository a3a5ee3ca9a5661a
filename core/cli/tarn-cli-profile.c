/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn profile: what was learnt of devices, and what is pinned.
 */
#include "tarn-cli-json.h"
#include "tarn-cli-options.h"
#include "tarn-cli-output.h"

static char *
format_time (gint64 unix_us)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (unix_us / G_USEC_PER_SEC);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("?");
}

static void
append_line (GString    *text,
             const char *name,
             const char *value,
             const char *remark)
{
  g_string_append_printf (text, "  %-12s  %s%s\n", name, value, remark);
}

static void
append_text (GString           *text,
             TarnAddress       *address,
             const TarnProfile *profile)
{
  g_autofree char *target = tarn_address_to_string (address);
  g_autofree char *time = format_time (profile->learned_us);
  g_autofree char *rtt = g_strdup_printf ("%.3f ms, varies by %.3f ms",
                                          (double) profile->rtt_us / 1000,
                                          (double) profile->rtt_deviation_us / 1000);
  g_autofree char *loss = g_strdup_printf ("%.1f %%", profile->loss * 100);

  g_string_append_printf (text, "%s\n", target);
  append_line (text, "learnt", profile->learned_us != 0 ? time : "never", "");
  append_line (text, "round trip", profile->rtt_us != 0 ? rtt : "not known", "");
  append_line (text, "loss", profile->rtt_us != 0 ? loss : "not known", "");

  for (const char * const *name = tarn_profile_list_settings (); *name != NULL; name++)
    {
      g_autofree char *value = tarn_profile_dup_value (profile, *name);

      append_line (text, *name, value != NULL ? value : "not known",
                   tarn_profile_is_pinned (profile, *name) ? " (pinned)" : "");
    }
}

static void
append_json (GString           *text,
             TarnAddress       *address,
             const TarnProfile *profile)
{
  g_autofree char *target = tarn_address_to_string (address);
  g_autofree char *time = format_time (profile->learned_us);
  char loss[G_ASCII_DTOSTR_BUF_SIZE];
  gboolean first = TRUE;

  g_string_append (text, "{\"device\": ");
  cli_json_append_string (text, target);
  g_string_append_printf (text, ", \"learnt\": %s%s%s, \"rtt_us\": %" G_GINT64_FORMAT
                          ", \"rtt_deviation_us\": %" G_GINT64_FORMAT ", \"loss\": %s, "
                          "\"settings\": {",
                          profile->learned_us != 0 ? "\"" : "",
                          profile->learned_us != 0 ? time : "null",
                          profile->learned_us != 0 ? "\"" : "", profile->rtt_us,
                          profile->rtt_deviation_us,
                          g_ascii_formatd (loss, sizeof loss, "%.4f", profile->loss));

  for (const char * const *name = tarn_profile_list_settings (); *name != NULL; name++)
    {
      g_autofree char *value = tarn_profile_dup_value (profile, *name);

      if (value == NULL)
        continue;
      g_string_append_printf (text, "%s\"%s\": {\"value\": \"%s\", \"pinned\": %s}",
                              first ? "" : ", ", *name, value,
                              tarn_profile_is_pinned (profile, *name) ? "true" : "false");
      first = FALSE;
    }
  g_string_append (text, "}}\n");
}

static CliStatus
print_profile (TarnAddress       *address,
               const TarnProfile *profile,
               gboolean           json)
{
  CliOutput output;

  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;

  (json ? append_json : append_text) (output.buffer, address, profile);
  return cli_output_close (&output) ? CLI_COMPLETE : CLI_INCOMPLETE;
}

/* All devices, one line each. */
static CliStatus
list_known (gboolean json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) known = tarn_profile_list_known (&error);
  CliOutput output;

  if (known == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }
  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;

  for (guint i = 0; i < known->len; i++)
    {
      g_autoptr(TarnProfile) profile = tarn_profile_load (known->pdata[i], NULL);
      g_autofree char *target = tarn_address_to_string (known->pdata[i]);
      g_autofree char *time = NULL;

      if (profile == NULL)   /* forgotten meanwhile */
        continue;
      if (json)
        {
          append_json (output.buffer, known->pdata[i], profile);
          continue;
        }
      time = profile->learned_us != 0 ? format_time (profile->learned_us) : g_strdup ("never");
      g_string_append_printf (output.buffer, "%-20s  %s%s\n", time, target,
                              profile->pins != TARN_PROFILE_PIN_NONE ? " (pinned)" : "");
    }

  return cli_output_close (&output) ? CLI_COMPLETE : CLI_INCOMPLETE;
}

/* Takes @changes to a copy that is all or nothing.  FALSE after a complaint. */
static gboolean
change_profile (const CliCommand *command,
                TarnProfile      *profile,
                GPtrArray        *sets,
                GPtrArray        *unsets)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < unsets->len && error == NULL; i++)
    tarn_profile_unpin (profile, unsets->pdata[i], &error);

  for (guint i = 0; i < sets->len && error == NULL; i++)
    {
      g_auto(GStrv) words = g_strsplit (sets->pdata[i], "=", 2);

      if (words[0] == NULL || words[1] == NULL)
        {
          cli_misused (command, "--set takes NAME=VALUE, not “%s”", (char *) sets->pdata[i]);
          return FALSE;
        }
      tarn_profile_pin (profile, words[0], words[1], &error);
    }

  if (error != NULL)
    cli_misused (command, "%s", error->message);
  return error == NULL;
}

static CliStatus
show_device (const CliCommand *command,
             TarnAddress      *address,
             GPtrArray        *sets,
             GPtrArray        *unsets,
             gboolean          json)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnProfile) profile = tarn_profile_load (address, &error);
  gboolean change = sets->len > 0 || unsets->len > 0;

  if (profile == NULL)
    {
      gboolean unknown = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_autofree char *target = tarn_address_to_string (address);

      if (!unknown)
        cli_complain ("%s", error->message);
      else if (sets->len == 0)
        cli_complain ("nothing is known of %s: it has not answered yet", target);
      if (!unknown || sets->len == 0)
        return CLI_USAGE;
      profile = tarn_profile_new ();
    }

  g_clear_error (&error);
  if (change && !change_profile (command, profile, sets, unsets))
    return CLI_USAGE;
  if (change && !tarn_profile_save (profile, address, &error))
    {
      cli_complain ("%s", error->message);
      return CLI_INCOMPLETE;
    }

  return print_profile (address, profile, json);
}

static CliStatus
forget_device (TarnAddress *address)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *target = tarn_address_to_string (address);

  if (tarn_profile_forget (address, &error))
    return CLI_COMPLETE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    cli_complain ("nothing is known of %s", target);
  else
    cli_complain ("%s", error->message);
  return CLI_USAGE;
}

static CliStatus
run_profile (const CliCommand  *command,
             char             **arguments)
{
  g_autoptr(GPtrArray) sets = g_ptr_array_new ();
  g_autoptr(GPtrArray) unsets = g_ptr_array_new ();
  gboolean json = FALSE;
  gboolean forget = FALSE;
  const CliOption options[] = {
    { "set", NULL, CLI_OPTION_LIST, &sets, "NAME=VALUE", "fix a setting: it is not learnt" },
    { "unset", NULL, CLI_OPTION_LIST, &unsets, "NAME", "let it be learnt, from the beginning" },
    { "forget", NULL, CLI_OPTION_FLAG, &forget, NULL, "remove all that is known" },
    { "json", NULL, CLI_OPTION_FLAG, &json, NULL, "one JSON object for each device" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len > 1)
    return cli_misused (command, "one TARGET at a time");
  if (forget && (sets->len > 0 || unsets->len > 0))
    return cli_misused (command, "--forget leaves nothing to set");
  if (operands->len == 0)
    return forget || sets->len > 0 || unsets->len > 0
           ? cli_misused (command, "a TARGET is needed") : list_known (json);

  address = tarn_address_new (operands->pdata[0], TARN_PORT_AGENT, &error);
  if (address == NULL)
    return cli_misused (command, "%s", error->message);

  return forget ? forget_device (address) : show_device (command, address, sets, unsets, json);
}

const CliCommand cli_profile_command = {
  "profile", "[TARGET]",
  "Shows what was learnt of a device, and pins it",
  "Without a TARGET: the devices that are known.  Settings are window and max-window\n"
  "(requests at once), gap (time between two), repetitions and reply-size (octets) of\n"
  "GETBULK, id-bits (31 or 16), source (address, strict, any) and names (in one GET).\n\n"
  "  tarn profile 192.0.2.1\n"
  "  tarn profile 192.0.2.1 --set window=1 --set gap=10ms\n"
  "  tarn profile 192.0.2.1 --forget",
  run_profile,
};
