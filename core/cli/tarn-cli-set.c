/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn set, with the type letters of snmpset, and without.
 */
#include "tarn-cli-device.h"
#include "tarn-cli-edit.h"
#include "tarn-cli-output.h"
#include "tarn-cli-value.h"

/* What stands on the command line, and what becomes of it. */
typedef struct
{
  TarnOid    *oid;
  char        type;     /* a letter, or '=': to be found out */
  const char *text;
  TarnValue  *value;
} Assignment;

static void
assignment_clear (gpointer data)
{
  Assignment *self = data;

  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->value, tarn_value_unref);
}

/* A single letter behind an OID is a type, if a value follows; so that a value of one letter
 * needs a type. */
static gboolean
parse_assignment (const CliCommand *command,
                  GPtrArray        *operands,
                  guint            *next,
                  Assignment       *self)
{
  g_autoptr(GError) error = NULL;
  const char *word = *next + 1 < operands->len ? operands->pdata[*next + 1] : NULL;
  gboolean has_type = word != NULL && strlen (word) == 1 && !g_ascii_isdigit (word[0]);

  if (word == NULL || (has_type && *next + 2 == operands->len))
    {
      cli_misused (command, "OID, type and value are needed; “%s” stands alone",
                   (const char *) operands->pdata[*next]);
      return FALSE;
    }

  self->oid = cli_parse_oid (operands->pdata[*next], &error);
  if (self->oid == NULL)
    {
      cli_misused (command, "%s", error->message);
      return FALSE;
    }

  self->type = has_type ? word[0] : '=';
  self->text = operands->pdata[*next + 1 + has_type];
  *next += 2 + has_type;
  return TRUE;
}

/* From @first on; NULL after a complaint. */
static GArray *
parse_assignments (const CliCommand *command,
                   GPtrArray        *operands,
                   guint             first)
{
  g_autoptr(GArray) assignments = g_array_new (FALSE, TRUE, sizeof (Assignment));

  g_array_set_clear_func (assignments, assignment_clear);
  for (guint i = first; i < operands->len;)
    {
      g_array_set_size (assignments, assignments->len + 1);
      if (!parse_assignment (command, operands, &i,
                             &g_array_index (assignments, Assignment, assignments->len - 1)))
        return NULL;
    }

  return g_steal_pointer (&assignments);
}

/* The letter of a type that a value has on the wire. */
static char
letter_of (TarnKind kind)
{
  switch ((guint) kind)
    {
    case TARN_KIND_INTEGER:
      return 'i';
    case TARN_KIND_OCTET_STRING:
      return 's';
    case TARN_KIND_OBJECT_ID:
      return 'o';
    case TARN_KIND_IP_ADDRESS:
      return 'a';
    case TARN_KIND_COUNTER32:
      return 'c';
    case TARN_KIND_GAUGE32:
    case TARN_KIND_UINTEGER32:
      return 'u';
    case TARN_KIND_TIME_TICKS:
      return 't';
    case TARN_KIND_COUNTER64:
      return 'C';
    default:
      return '=';
    }
}

/* With a letter that was typed, or that is known now. */
static gboolean
make_by_letter (Assignment  *self,
                char         letter,
                GError     **error)
{
  self->value = cli_make_value (letter, self->text, error);
  return self->value != NULL;
}

/* What a module says of the object that @oid is an instance of; NULL: none knows it. */
static TarnMibNode *
find_object (const TarnOid *oid)
{
  TarnMib *mib = cli_get_mib ();
  g_autoptr(TarnMibNode) node = NULL;
  TarnMibKind kind;

  if (mib != NULL)
    node = tarn_mib_find_node (mib, oid, NULL);
  if (node == NULL)
    return NULL;

  kind = tarn_mib_node_get_kind (node);
  return kind == TARN_MIB_KIND_SCALAR || kind == TARN_MIB_KIND_COLUMN ? g_steal_pointer (&node)
                                                                      : NULL;
}

/* -Ih: the letter that says what the hint would, or '='. */
static char
letter_without_hint (const TarnMibNode *node)
{
  if (!cli_input_has ('h') || tarn_mib_node_get_hint (node) == NULL)
    return '=';

  return tarn_mib_node_get_base (node) == TARN_MIB_BASE_OCTETS ? 's'
         : tarn_mib_node_get_base (node) == TARN_MIB_BASE_INTEGER ? 'i' : 'u';
}

/* What the module does not allow is most likely a slip: not sent, unless it has to be. */
static gboolean
check_value (const TarnMibNode *node,
             const TarnValue   *value,
             GError           **error)
{
  g_autoptr(GError) objection = NULL;

  if (cli_input_has ('r') || tarn_mib_node_check_value (node, value, &objection))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s; -Ir sets it all the same",
               objection->message);
  return FALSE;
}

/* By the letter, or by what a module says: labels, hints, names.  TRUE without a value:
 * nothing tells. */
static gboolean
make_by_module (Assignment  *self,
                GError     **error)
{
  g_autoptr(TarnMibNode) node = find_object (self->oid);

  if (self->type != '=')
    return make_by_letter (self, self->type, error)
           && (node == NULL || check_value (node, self->value, error));
  if (node == NULL)
    return TRUE;

  if (letter_without_hint (node) != '=')
    make_by_letter (self, letter_without_hint (node), error);
  else
    self->value = tarn_mib_node_parse_value (node, self->text, error);
  return self->value != NULL && check_value (node, self->value, error);
}

/* FALSE after a complaint that names the OID. */
static gboolean
complain_of (const CliCommand *command,
             const Assignment *self,
             const GError     *error)
{
  g_autofree char *name = cli_name_oid (self->oid);

  cli_misused (command, "%s: %s", name, error->message);
  return FALSE;
}

/* Values of all that a type or a module tells of.  FALSE after a complaint. */
static gboolean
make_values (const CliCommand *command,
             GArray           *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    {
      Assignment *self = &g_array_index (assignments, Assignment, i);
      g_autoptr(GError) error = NULL;

      if (!make_by_module (self, &error))
        return complain_of (command, self, error);
    }

  return TRUE;
}

/* By the type of @last (nullable), what stands there now. */
static gboolean
make_by_last (const CliCommand *command,
              Assignment       *self,
              const TarnValue  *last)
{
  g_autoptr(GError) error = NULL;
  char letter = last != NULL ? letter_of (tarn_value_get_kind (last)) : '=';

  if (letter == '=')
    g_set_error (&error, TARN_ERROR, TARN_ERROR_INVALID,
                 "no MIB module tells its type, nor does %s there: give a type, as in %s",
                 last != NULL ? "the value" : "a value", "OID s VALUE");
  else if (make_by_letter (self, letter, &error))
    return TRUE;

  return complain_of (command, self, error);
}

static gboolean
lacks_value (const GArray *assignments)
{
  for (guint i = 0; i < assignments->len; i++)
    if (g_array_index (assignments, Assignment, i).value == NULL)
      return TRUE;

  return FALSE;
}

/* Asks the device for what nothing else tells the type of. */
static gboolean
ask_types (const CliCommand *command,
           TarnSession      *session,
           TarnDevice       *device,
           GArray           *assignments)
{
  g_autoptr(GPtrArray) oids = g_ptr_array_new ();
  g_autoptr(GHashTable) table = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < assignments->len; i++)
    if (g_array_index (assignments, Assignment, i).value == NULL)
      g_ptr_array_add (oids, g_array_index (assignments, Assignment, i).oid);
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
      Assignment *self = &g_array_index (assignments, Assignment, i);

      if (self->value == NULL
          && !make_by_last (command, self, g_hash_table_lookup (table, self->oid)))
        return FALSE;
    }

  return TRUE;
}

/* The same of a capture. */
static gboolean
look_up_types (const CliCommand *command,
               const char       *path,
               GArray           *assignments)
{
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;

  if (!lacks_value (assignments))
    return TRUE;

  capture = tarn_capture_open (path, TARN_CAPTURE_READ, &error);
  for (guint i = 0; i < assignments->len && error == NULL; i++)
    {
      Assignment *self = &g_array_index (assignments, Assignment, i);
      g_autoptr(TarnValue) last = NULL;

      if (self->value != NULL)
        continue;
      last = tarn_store_get (TARN_STORE (capture), self->oid, &error);
      if (error == NULL && !make_by_last (command, self, last))
        return FALSE;
    }

  if (error != NULL)
    cli_complain ("%s", error->message);
  return error == NULL;
}

static GPtrArray *
make_varbinds (const GArray *assignments)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);

  for (guint i = 0; i < assignments->len; i++)
    {
      const Assignment *self = &g_array_index (assignments, Assignment, i);

      g_ptr_array_add (varbinds, tarn_varbind_new (self->oid, self->value));
    }

  return varbinds;
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

/* What a device holds, by a request. */
static CliStatus
set_device (const CliCommand *command,
            const CliDevice  *device_options,
            GPtrArray        *operands)
{
  g_autoptr(GArray) assignments = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(GPtrArray) answer = NULL;
  g_autoptr(TarnSession) session = NULL;
  g_autoptr(TarnDevice) device = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  if (operands->len < 3)
    return cli_misused (command, "a TARGET and then OID, type and value are needed");

  assignments = parse_assignments (command, operands, 1);
  if (assignments == NULL || !make_values (command, assignments))
    return CLI_USAGE;
  device = cli_device_make (device_options, command, operands->pdata[0]);
  if (device == NULL)
    return CLI_USAGE;

  session = tarn_session_new ();
  if (!ask_types (command, session, device, assignments))
    return CLI_USAGE;

  varbinds = make_varbinds (assignments);
  if (tarn_device_get_version (device) == TARN_VERSION_1 && has_counter64 (varbinds))
    return cli_misused (command, "SNMPv1 has no Counter64");

  tarn_session_set_async (session, device, (TarnVarbind **) varbinds->pdata, varbinds->len,
                          NULL, cli_async_cb, &result);
  cli_wait (&result);
  answer = tarn_session_set_finish (session, result, &error);
  if (answer != NULL)
    return print_varbinds (answer, varbinds);

  cli_complain ("%s", error->message);
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

  assignments = parse_assignments (command, operands, 0);
  if (assignments == NULL || !make_values (command, assignments))
    return CLI_USAGE;
  deleted = cli_parse_oids (command, deletes, 0);
  if (deleted == NULL || !look_up_types (command, path, assignments))
    return CLI_USAGE;

  varbinds = make_varbinds (assignments);
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
  "module knows the OID, the type is that of the value that stands there.  What the module\n"
  "does not allow is not sent, unless with -Ir.  TYPE is a letter as snmpset has them:\n"
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
