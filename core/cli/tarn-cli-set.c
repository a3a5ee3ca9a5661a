/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn set, with the type letters of snmpset, and without.
 */
#include "tarn-cli-assign.h"
#include "tarn-cli-device.h"
#include "tarn-cli-edit.h"
#include "tarn-cli-output.h"

/* Asks the device for what nothing else tells. */
static gboolean
ask (const CliCommand *command,
     TarnSession      *session,
     TarnDevice       *device,
     GArray           *assignments)
{
  g_autoptr(GPtrArray) oids = cli_list_asked (assignments);
  g_autoptr(GHashTable) table = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (oids->len == 0)
    return TRUE;

  tarn_session_get_async (session, device, (TarnOid **) oids->pdata, oids->len, NULL,
                          cli_async_cb, &result);
  cli_wait (&result);
  table = tarn_session_get_finish (session, result, &error);
  if (table == NULL)
    {
      cli_complain ("the types could not be asked for: %s", error->message);
      return FALSE;
    }

  for (guint i = 0; i < assignments->len; i++)
    {
      CliAssignment *self = &g_array_index (assignments, CliAssignment, i);

      if (self->asked != NULL
          && !cli_make_asked_value (command, self, g_hash_table_lookup (table, self->asked)))
        return FALSE;
    }

  return TRUE;
}

/* The same of a capture. */
static gboolean
look_up (const CliCommand *command,
         const char       *path,
         GArray           *assignments)
{
  g_autoptr(GPtrArray) oids = cli_list_asked (assignments);
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;

  if (oids->len == 0)
    return TRUE;

  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  for (guint i = 0; i < assignments->len && error == NULL; i++)
    {
      CliAssignment *self = &g_array_index (assignments, CliAssignment, i);
      g_autoptr(TarnValue) last = NULL;

      if (self->asked == NULL)
        continue;
      last = tarn_store_get (TARN_STORE (capture), self->asked, &error);
      if (error == NULL && !cli_make_asked_value (command, self, last))
        return FALSE;
    }

  if (error != NULL)
    cli_complain ("%s", error->message);
  return error == NULL;
}

static CliStatus
print_varbinds (GPtrArray *varbinds,
                GPtrArray *asked)
{
  CliOutput output;

  if (!cli_output_init (&output, NULL))
    return CLI_INCOMPLETE;

  cli_output_varbinds (&output, varbinds);

  if (!cli_output_close (&output))
    return CLI_INCOMPLETE;
  if (varbinds->len == asked->len)
    return CLI_COMPLETE;

  cli_complain ("the agent confirmed %u of %u varbinds", varbinds->len, asked->len);
  return CLI_INCOMPLETE;
}

/* An agent would only drop that: P-COX-03. */
static gboolean
has_counter64 (GPtrArray *varbinds)
{
  for (guint i = 0; i < varbinds->len; i++)
    if (tarn_value_get_kind (tarn_varbind_get_value (varbinds->pdata[i])) == TARN_KIND_COUNTER64)
      return TRUE;

  return FALSE;
}

static GPtrArray *
list_oids (GPtrArray *varbinds)
{
  GPtrArray *oids = g_ptr_array_new ();

  for (guint i = 0; i < varbinds->len; i++)
    g_ptr_array_add (oids, tarn_varbind_get_oid (varbinds->pdata[i]));

  return oids;
}

/* What a device holds, by a request. */
static CliStatus
set_device (const CliCommand *command,
            const CliDevice  *device_options,
            GPtrArray        *operands)
{
  g_autoptr(GArray) assignments = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(GPtrArray) answer = NULL;
  g_autoptr(GPtrArray) oids = NULL;
  g_autofree char *told = NULL;
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (operands->len < 3)
    return cli_misused (command, "a TARGET and then OID, type and value are needed");

  assignments = cli_parse_assignments (command, operands, 1);
  if (assignments == NULL || !cli_make_values (command, assignments))
    return CLI_USAGE;
  device = cli_device_make (device_options, command, operands->pdata[0]);
  if (device == NULL)
    return CLI_USAGE;

  session = tarn_session_new ();
  if (!ask (command, session, device, assignments))
    return CLI_USAGE;

  varbinds = cli_make_varbinds (assignments);
  if (tarn_device_get_version (device) == TARN_VERSION_1 && has_counter64 (varbinds))
    return cli_misused (command, "SNMPv1 has no Counter64");

  tarn_session_set_async (session, device, (TarnVarbind **) varbinds->pdata, varbinds->len,
                          NULL, cli_async_cb, &result);
  cli_wait (&result);
  answer = tarn_session_set_finish (session, result, &error);
  if (answer != NULL)
    return print_varbinds (answer, varbinds);

  oids = list_oids (varbinds);
  told = cli_tell_error (error, oids);
  cli_complain ("%s", told);
  return cli_status_for_error (error);
}

static gboolean
is_oid (const char  *text,
        GError     **error)
{
  g_autoptr(TarnOid) oid = cli_parse_oid (text, error);

  return oid != NULL;
}

/* What a capture holds, by hand. */
static CliStatus
set_capture (const CliCommand *command,
             const char       *path,
             GPtrArray        *deletes,
             GPtrArray        *operands)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) assignments = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(GPtrArray) deleted = NULL;

  if (operands->len + deletes->len == 0)
    return cli_misused (command, "with --capture, OID, type and value are needed, or --delete");
  if (operands->len > 0 && !is_oid (operands->pdata[0], &error))
    return cli_misused (command, "with --capture, OID, type and value are needed, and no TARGET: %s",
                        error->message);

  assignments = cli_parse_assignments (command, operands, 0);
  if (assignments == NULL || !cli_make_values (command, assignments))
    return CLI_USAGE;
  deleted = cli_parse_oids (command, deletes, 0);
  if (deleted == NULL || !look_up (command, path, assignments))
    return CLI_USAGE;

  varbinds = cli_make_varbinds (assignments);
  return cli_edit_capture (path, varbinds, deleted);
}

static CliStatus
run_set (const CliCommand  *command,
         char             **arguments)
{
  g_autoptr(GPtrArray) deletes = g_ptr_array_new ();
  const char *path = NULL;
  const CliOption options[] = {
    { "capture", NULL, CLI_OPTION_TEXT, &path, "FILE",
      "edit this capture, and ask no device: there is no TARGET" },
    { "delete", NULL, CLI_OPTION_LIST, &deletes, "OID",
      "with --capture: take this varbind out; may be repeated" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliDevice device_options;
  CliStatus status;

  cli_device_init (&device_options);
  operands = cli_parse (command, arguments, options, device_options.options, &status);
  if (operands == NULL)
    return status;

  if (path != NULL)
    return set_capture (command, path, deletes, operands);
  if (deletes->len > 0)
    return cli_misused (command, "--delete is for captures: --capture FILE");
  return set_device (command, &device_options, operands);
}

const CliCommand cli_set_command = {
  "set", "TARGET OID [TYPE] VALUE [OID [TYPE] VALUE…]",
  "Sets values, all of them or none",
  "Without TYPE, or with =, the MIB module tells it: then VALUE is written as it is printed,\n"
  "a label (up), a list of bits (b0,b2), an address (00:1a:2b:3c:4d:5e), a name.  Where no\n"
  "module knows the OID, the type is that of the value that stands there; an InetAddress is\n"
  "of the type that is set with it, or stands beside it.  What the module does not allow is\n"
  "not sent, unless with -Ir.  TYPE is a letter as snmpset has them:\n"
  "  i  Integer32          s  string              F  Opaque float\n"
  "  u  Gauge32            x  string in hex       D  Opaque double\n"
  "  c  Counter32          d  string in decimal   I  Opaque signed 64\n"
  "  C  Counter64          b  numbers of bits     U  Opaque unsigned 64\n"
  "  t  TimeTicks          o  OID                 n  Null (the value is ignored)\n"
  "  a  IpAddress\n\n"
  "A request to set is sent once, never again (-r is for other commands): the agent\n"
  "may have done it although its answer was lost.\n\n"
  "With --capture the values are set in a file, whatever it held there before, and are on\n"
  "the disk when the command ends; whoever serves the file serves them at once.\n\n"
  "  tarn set -c private 192.0.2.1 sysLocation.0 'Room 12' ifAdminStatus.3 down\n"
  "  tarn set -v2c -c private 192.0.2.1 1.3.6.1.2.1.1.6.0 s 'Room 12'\n"
  "  tarn set -c private 192.0.2.1 1.3.6.1.2.1.2.2.1.7.3 i 2\n"
  "  tarn set --capture switch.tarn 1.3.6.1.2.1.1.5.0 s core-1 --delete 1.3.6.1.2.1.1.6.0",
  run_set, .has_names = TRUE,
};
