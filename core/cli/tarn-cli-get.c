/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn get, tarn next and tarn bulk: one question each.
 */
#include "tarn-cli-device.h"
#include "tarn-cli-output.h"

/* One call of the command. */
typedef struct
{
  TarnSession *session;
  TarnDevice  *device;
  GPtrArray   *oids;
  TarnFormat   format;
  guint        non_repeaters;
  guint        max_repetitions;
} Request;

static void
request_clear (Request *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->device);
  g_clear_pointer (&self->oids, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

/* TRUE to go on; FALSE leaves the exit status. */
static gboolean
request_init (Request           *self,
              const CliCommand  *command,
              char             **arguments,
              CliStatus         *status)
{
  const char *format = "text";
  const CliOption options[] = {
    { "format", NULL, CLI_OPTION_TEXT, &format, "FORMAT",
      "text (default), snmprec, json or csv" },
    { command == &cli_bulk_command ? "max-repetitions" : NULL, "Cr", CLI_OPTION_NUMBER,
      &self->max_repetitions, "N", "rows of each repeating OID; default 10" },
    { "non-repeaters", "Cn", CLI_OPTION_NUMBER, &self->non_repeaters, "N",
      "so many of the first OIDs are asked for once; default 0" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliDevice device;

  *self = (Request) { .max_repetitions = 10 };
  cli_device_init (&device);
  operands = cli_parse (command, arguments, options, device.options, status);
  if (operands == NULL)
    return FALSE;

  *status = CLI_USAGE;
  if (operands->len < 2)
    {
      cli_misused (command, "a TARGET and at least one OID are needed");
      return FALSE;
    }
  if (!tarn_format_parse (format, &self->format))
    {
      cli_misused (command, "there is no format “%s”", format);
      return FALSE;
    }

  self->oids = cli_parse_oids (command, operands, 1);
  if (self->oids == NULL)
    return FALSE;
  self->device = cli_device_make (&device, command, operands->pdata[0]);
  if (self->device == NULL)
    return FALSE;

  self->session = tarn_session_new ();
  return TRUE;
}

static void
print_value (const Request *self,
             CliOutput     *output,
             TarnOid       *oid,
             TarnValue     *value)
{
  g_autoptr(TarnVarbind) varbind = tarn_varbind_new (oid, value);
  TarnRow row = tarn_row_from_varbind (varbind);

  cli_append_row (self->format, &row, output->buffer);
}

/* Prints @varbinds in their order, and unrefs them.  A name without a value makes
 * the result incomplete if @exceptions_count. */
static CliStatus
print_varbinds (const Request *self,
                GPtrArray     *varbinds,
                gboolean       exceptions_count)
{
  CliStatus status = CLI_COMPLETE;
  CliOutput output;

  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;
  tarn_format_begin (self->format, NULL, output.buffer);

  for (guint i = 0; i < varbinds->len; i++)
    {
      TarnVarbind *varbind = varbinds->pdata[i];
      TarnValue *value;

      if (varbind == NULL)   /* why is told at the end */
        continue;

      value = tarn_varbind_get_value (varbind);
      print_value (self, &output, tarn_varbind_get_oid (varbind), value);
      if (exceptions_count && tarn_value_is_exception (value))
        status = CLI_INCOMPLETE;
    }

  g_ptr_array_unref (varbinds);
  return cli_output_close (&output) ? status : CLI_INCOMPLETE;
}

static CliStatus
fail (const Request *self,
      const GError  *error)
{
  g_autofree char *told = cli_tell_error (error, self->oids);

  cli_complain ("%s", told);
  return cli_status_for_error (error);
}

/* Of names that got no answer, why not. */
static gboolean
has_failures (const Request *self,
              GAsyncResult  *result)
{
  gboolean found = FALSE;

  for (guint i = 0; i < self->oids->len; i++)
    {
      g_autoptr(GError) failure = tarn_session_dup_failure (self->session, result, i);
      g_autofree char *name = NULL;
      g_autofree char *told = NULL;

      if (failure == NULL)
        continue;
      name = cli_name_oid (self->oids->pdata[i]);
      told = cli_tell_error (failure, self->oids);
      cli_complain ("no answer for %s: %s", name, told);
      found = TRUE;
    }

  return found;
}

/* What was tolerated in the answers; names that came or were missing are told apart. */
static void
complain_of_anomalies (const Request *self,
                       GAsyncResult  *result)
{
  g_autofree char *text = tarn_anomalies_to_string (tarn_session_get_anomalies (self->session,
                                                                                result));

  if (text[0] != '\0')
    cli_complain ("the answers were not as they should be: %s", text);
}

/* F-04: what the agent said under names that it was not asked for is added to @varbinds. */
static gboolean
add_strangers (const Request *self,
               GHashTable    *table,
               GPtrArray     *varbinds)
{
  g_autoptr(GHashTable) asked = g_hash_table_new ((GHashFunc) tarn_oid_hash,
                                                  (GEqualFunc) tarn_oid_equal);
  GHashTableIter iter;
  gpointer oid, value;
  gboolean found = FALSE;

  for (guint i = 0; i < self->oids->len; i++)
    g_hash_table_add (asked, self->oids->pdata[i]);

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &oid, &value))
    if (!g_hash_table_contains (asked, oid))
      {
        g_autofree char *text = cli_name_oid (oid);

        cli_complain ("the agent answered with %s, which it was not asked for", text);
        g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));
        found = TRUE;
      }

  return found;
}

/* In the order asked for, each as often as it was. */
static CliStatus
print_table (const Request *self,
             GHashTable    *table)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  gboolean strange;
  CliStatus status;

  for (guint i = 0; i < self->oids->len; i++)
    {
      TarnOid *oid = self->oids->pdata[i];
      TarnValue *value = g_hash_table_lookup (table, oid);

      if (value != NULL)
        g_ptr_array_add (varbinds, tarn_varbind_new (oid, value));
    }

  strange = add_strangers (self, table, varbinds);
  status = print_varbinds (self, varbinds, TRUE);
  return strange ? CLI_INCOMPLETE : status;
}

static CliStatus
run_get (const CliCommand  *command,
         char             **arguments)
{
  g_auto(Request) request = { NULL };
  g_autoptr(GHashTable) table = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  if (!request_init (&request, command, arguments, &status))
    return status;

  tarn_session_get_async (request.session, request.device,
                          (TarnOid **) request.oids->pdata, request.oids->len,
                          NULL, cli_async_cb, &result);
  cli_wait (&result);
  complain_of_anomalies (&request, result);
  table = tarn_session_get_finish (request.session, result, &error);

  if (table == NULL)
    return fail (&request, error);

  status = print_table (&request, table);
  return has_failures (&request, result) ? CLI_INCOMPLETE : status;
}

static CliStatus
run_next (const CliCommand  *command,
          char             **arguments)
{
  g_auto(Request) request = { NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *varbinds;
  CliStatus status;

  if (!request_init (&request, command, arguments, &status))
    return status;

  tarn_session_get_next_async (request.session, request.device,
                               (TarnOid **) request.oids->pdata, request.oids->len,
                               NULL, cli_async_cb, &result);
  cli_wait (&result);
  complain_of_anomalies (&request, result);
  varbinds = tarn_session_get_next_finish (request.session, result, &error);
  if (varbinds == NULL)
    return fail (&request, error);

  status = print_varbinds (&request, varbinds, TRUE);
  return has_failures (&request, result) ? CLI_INCOMPLETE : status;
}

static gboolean
asks_for_rows (const Request *self)
{
  return self->max_repetitions > 0 || self->non_repeaters > 0;
}

static CliStatus
run_bulk (const CliCommand  *command,
          char             **arguments)
{
  g_auto(Request) request = { NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *varbinds;
  CliStatus status;

  if (!request_init (&request, command, arguments, &status))
    return status;

  tarn_session_get_bulk_async (request.session, request.device,
                               request.non_repeaters, request.max_repetitions,
                               (TarnOid **) request.oids->pdata, request.oids->len,
                               NULL, cli_async_cb, &result);
  cli_wait (&result);
  complain_of_anomalies (&request, result);
  varbinds = tarn_session_get_bulk_finish (request.session, result, &error);
  if (varbinds == NULL)
    return fail (&request, error);
  if (varbinds->len == 0 && asks_for_rows (&request))
    {
      g_ptr_array_unref (varbinds);
      cli_complain ("the agent answered without a varbind");
      return CLI_INCOMPLETE;
    }

  /* Rows behind the end of the MIB are the ordinary end of a GETBULK. */
  status = print_varbinds (&request, varbinds, FALSE);
  return has_failures (&request, result) ? CLI_INCOMPLETE : status;
}

const CliCommand cli_get_command = {
  "get", "TARGET OID…",
  "Asks for the values of OIDs",
  "Prints what snmpget prints with the same MIB modules.  The exit status is 1 if one of the\n"
  "OIDs has no value.\n\n"
  "  tarn get -v2c -c public 192.0.2.1 sysDescr.0 IF-MIB::ifOperStatus.3\n"
  "  tarn get -On 192.0.2.1 1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.3.0\n"
  "  tarn get --format json [2001:db8::1]:1161 1.3.6.1.2.1.1.5.0",
  run_get, .has_names = TRUE,
};

const CliCommand cli_next_command = {
  "next", "TARGET OID…",
  "Asks for what follows OIDs",
  "Prints what snmpgetnext prints with the same MIB modules.\n\n"
  "  tarn next 192.0.2.1 ifDescr 1.3.6.1.2.1.2.2.1.5",
  run_next, .has_names = TRUE,
};

const CliCommand cli_bulk_command = {
  "bulk", "TARGET OID…",
  "Asks for many rows that follow OIDs, in one request",
  "Prints what snmpbulkget prints with the same MIB modules.\n\n"
  "  tarn bulk -Cn1 -Cr20 192.0.2.1 sysUpTime 1.3.6.1.2.1.2.2.1.2",
  run_bulk, .has_names = TRUE,
};
