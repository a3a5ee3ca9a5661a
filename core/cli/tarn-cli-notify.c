/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn notify, with values as tarn set has them.
 */
#include <time.h>

#include "tarn-cli-assign.h"
#include "tarn-cli-device.h"

#define NOT_SAID G_MAXUINT

/* What options say. */
typedef struct
{
  CliDevice   device;
  gboolean    inform;
  gboolean    trap1;
  const char *enterprise;
  const char *generic;
  guint       specific;
  const char *agent_address;
  guint       uptime;        /* hundredths of a second */
  GPtrArray  *also;          /* of texts               */
} Said;

static const char *const generic_names[] = {
  "coldStart", "warmStart", "linkDown", "linkUp", "authenticationFailure", "egpNeighborLoss",
  "enterpriseSpecific",
};

/* Whether a trap is built of the fields of SNMPv1, and there is no TRAP-OID. */
static gboolean
has_fields (const Said *self)
{
  return self->enterprise != NULL || self->generic != NULL || self->specific != NOT_SAID;
}

/* Since when this computer runs. */
static guint32
get_uptime (const Said *self)
{
  struct timespec now;

  if (self->uptime != NOT_SAID)
    return self->uptime;

  clock_gettime (CLOCK_BOOTTIME, &now);
  return (guint32) ((guint64) now.tv_sec * 100 + (guint64) now.tv_nsec / 10000000);
}

/* A number, or the name of a generic trap; -1: neither. */
static int
parse_generic (const char *text)
{
  guint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (generic_names); i++)
    if (strcmp (text, generic_names[i]) == 0)
      return (int) i;

  return g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL) ? (int) number : -1;
}

/* Values of all; FALSE after a complaint.  There is nobody who could be asked for a type. */
static GPtrArray *
make_varbinds (const CliCommand *command,
               GPtrArray        *operands,
               guint             first)
{
  g_autoptr(GArray) assignments = cli_parse_assignments (command, operands, first);

  if (assignments == NULL || !cli_make_values (command, assignments))
    return NULL;

  for (guint i = 0; i < assignments->len; i++)
    {
      CliAssignment *self = &g_array_index (assignments, CliAssignment, i);

      if (self->asked != NULL && !cli_make_asked_value (command, self, NULL))
        return NULL;
    }

  return cli_make_varbinds (assignments);
}

static gboolean
has_instance (GPtrArray     *varbinds,
              const TarnOid *object)
{
  for (guint i = 0; i < varbinds->len; i++)
    if (tarn_oid_has_prefix (tarn_varbind_get_oid (varbinds->pdata[i]), object))
      return TRUE;

  return FALSE;
}

/* What the module says that this notification tells, and what is missing of it. */
static void
compare_with_module (const TarnOid *trap_oid,
                     GPtrArray     *varbinds)
{
  TarnMib *mib = cli_get_mib ();
  g_autoptr(TarnMibNode) node = NULL;
  g_autoptr(GPtrArray) members = NULL;
  g_autofree char *name = NULL;
  guint n_left = 0;

  if (mib != NULL)
    node = tarn_mib_find_node (mib, trap_oid, &n_left);
  if (node == NULL || n_left > 0)
    return;

  name = cli_name_oid (trap_oid);
  if (tarn_mib_node_get_kind (node) != TARN_MIB_KIND_NOTIFICATION)
    {
      cli_complain ("note: %s is no notification in its module", name);
      return;
    }

  members = tarn_mib_node_list_members (node);
  for (guint i = 0; i < members->len; i++)
    {
      g_autoptr(TarnOid) object = tarn_mib_node_dup_oid (members->pdata[i]);

      if (!has_instance (varbinds, object))
        cli_complain ("note: %s should tell %s, too", name,
                      tarn_mib_node_get_name (members->pdata[i]));
    }
}

/* NULL after a complaint. */
static TarnNotification *
make_of_fields (const Said       *self,
                const CliCommand *command,
                GPtrArray        *varbinds)
{
  int generic = self->generic != NULL ? parse_generic (self->generic) : TARN_GENERIC_ENTERPRISE;
  g_autoptr(TarnOid) enterprise = NULL;
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(GError) error = NULL;

  if (generic < 0)
    {
      cli_misused (command, "--generic takes 0 to 6 or a name such as linkDown, not “%s”",
                   self->generic);
      return NULL;
    }
  if (generic == TARN_GENERIC_ENTERPRISE
      && (self->enterprise == NULL || self->specific == NOT_SAID))
    {
      cli_misused (command, "a trap of an enterprise needs --enterprise and --specific");
      return NULL;
    }

  enterprise = cli_parse_oid (self->enterprise != NULL ? self->enterprise : "1.3.6.1.6.3.1.1.5",
                              &error);
  if (enterprise == NULL)
    {
      cli_misused (command, "--enterprise: %s", error->message);
      return NULL;
    }

  notification = tarn_notification_new_v1 (enterprise, self->agent_address, generic,
                                           self->specific != NOT_SAID ? (int) self->specific : 0,
                                           get_uptime (self), (TarnVarbind **) varbinds->pdata,
                                           varbinds->len);
  if (notification == NULL)
    cli_misused (command, "--agent-addr takes an IPv4 address, not “%s”", self->agent_address);
  return g_steal_pointer (&notification);
}

/* The same with the address that options say; NULL after a complaint. */
static TarnNotification *
put_agent_address (const Said       *self,
                   const CliCommand *command,
                   TarnNotification *notification)
{
  g_autoptr(TarnNotification) v1 = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *varbinds;
  TarnNotification *put;

  v1 = tarn_notification_translate (notification, TARN_NOTIFICATION_TRAP_V1, FALSE, &error);
  if (v1 == NULL)
    {
      cli_misused (command, "%s", error->message);
      return NULL;
    }

  varbinds = tarn_notification_get_varbinds (v1);
  put = tarn_notification_new_v1 (tarn_notification_get_enterprise (v1), self->agent_address,
                                  tarn_notification_get_generic_trap (v1),
                                  tarn_notification_get_specific_trap (v1),
                                  tarn_notification_get_uptime (v1),
                                  (TarnVarbind **) varbinds->pdata, varbinds->len);
  if (put == NULL)
    cli_misused (command, "--agent-addr takes an IPv4 address, not “%s”", self->agent_address);
  return put;
}

/* NULL after a complaint. */
static TarnNotification *
make_notification (const Said       *self,
                   const CliCommand *command,
                   GPtrArray        *operands)
{
  gboolean of_fields = has_fields (self);
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(GPtrArray) varbinds = NULL;
  g_autoptr(TarnOid) trap_oid = NULL;
  g_autoptr(GError) error = NULL;

  if (!of_fields)
    {
      trap_oid = cli_parse_oid (operands->pdata[1], &error);
      if (trap_oid == NULL)
        {
          cli_misused (command, "%s", error->message);
          return NULL;
        }
    }

  varbinds = make_varbinds (command, operands, of_fields ? 1 : 2);
  if (varbinds == NULL)
    return NULL;
  if (of_fields)
    return make_of_fields (self, command, varbinds);

  compare_with_module (trap_oid, varbinds);
  notification = tarn_notification_new (self->inform ? TARN_NOTIFICATION_INFORM
                                                     : TARN_NOTIFICATION_TRAP,
                                        trap_oid, get_uptime (self),
                                        (TarnVarbind **) varbinds->pdata, varbinds->len);
  return self->agent_address != NULL ? put_agent_address (self, command, notification)
                                     : g_steal_pointer (&notification);
}

/* FALSE after a complaint. */
static gboolean
add_receivers (const Said       *self,
               const CliCommand *command,
               TarnNotifier     *notifier,
               const char       *target)
{
  for (guint i = 0; i <= self->also->len; i++)
    {
      g_autoptr(TarnDevice) receiver = NULL;

      receiver = cli_device_make (&self->device, command, i == 0 ? target
                                                                 : self->also->pdata[i - 1]);
      if (receiver == NULL)
        return FALSE;
      tarn_notifier_add_receiver (notifier, receiver);
    }

  return TRUE;
}

static CliStatus
send (TarnNotifier     *notifier,
      TarnNotification *notification)
{
  GPtrArray *receivers = tarn_notifier_get_receivers (notifier);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  tarn_notifier_send_async (notifier, notification, NULL, cli_async_cb, &result);
  cli_wait (&result);
  if (tarn_notifier_send_finish (notifier, result, &error))
    return CLI_COMPLETE;

  for (guint i = 0; i < receivers->len; i++)
    {
      g_autoptr(GError) failure = NULL;

      failure = tarn_notifier_dup_failure (notifier, result, receivers->pdata[i]);
      if (failure != NULL)
        cli_complain ("%s", failure->message);
    }
  return receivers->len > 1 ? CLI_INCOMPLETE : cli_status_for_error (error);
}

/* What contradicts each other; NULL: nothing. */
static const char *
find_contradiction (const Said *self,
                    guint       n_operands)
{
  if (self->inform && (self->trap1 || has_fields (self) || self->agent_address != NULL
                       || strcmp (self->device.version, "1") == 0))
    return "SNMPv1 has no informs: --inform is for SNMPv2c";
  if (n_operands == 0)
    return "a TARGET is needed";
  if (n_operands == 1 && !has_fields (self))
    return "a TARGET and a TRAP-OID are needed, or --enterprise and --specific, or --generic";
  return NULL;
}

static CliStatus
run_notify (const CliCommand  *command,
            char             **arguments)
{
  g_autoptr(GPtrArray) also = g_ptr_array_new ();
  Said said = { .specific = NOT_SAID, .uptime = NOT_SAID, .also = also };
  const CliOption options[] = {
    { "inform", NULL, CLI_OPTION_FLAG, &said.inform, NULL,
      "send an inform, again until it is acknowledged, and tell whether it was" },
    { "trap1", NULL, CLI_OPTION_FLAG, &said.trap1, NULL, "send a trap of SNMPv1, as -v1" },
    { "also", NULL, CLI_OPTION_LIST, &also, "TARGET", "send it there, too; may be repeated" },
    { "uptime", NULL, CLI_OPTION_NUMBER, &said.uptime, "TICKS",
      "hundredths of a second that the sender runs; default: this computer" },
    { "enterprise", NULL, CLI_OPTION_TEXT, &said.enterprise, "OID",
      "of a trap of SNMPv1; then there is no TRAP-OID" },
    { "generic", NULL, CLI_OPTION_TEXT, &said.generic, "0-6|NAME",
      "likewise, such as linkDown; default 6, enterpriseSpecific" },
    { "specific", NULL, CLI_OPTION_NUMBER, &said.specific, "N",
      "likewise, which of the enterprise's" },
    { "agent-addr", NULL, CLI_OPTION_TEXT, &said.agent_address, "ADDRESS",
      "of a trap of SNMPv1; default: where it is sent from" },
    { NULL },
  };
  g_autoptr(TarnNotification) notification = NULL;
  g_autoptr(TarnNotifier) notifier = NULL;
  g_autoptr(GPtrArray) operands = NULL;
  const char *contradiction;
  CliStatus status;

  cli_device_init (&said.device);
  said.device.port = TARN_PORT_NOTIFICATION;
  operands = cli_parse (command, arguments, options, said.device.options, &status);
  if (operands == NULL)
    return status;

  contradiction = find_contradiction (&said, operands->len);
  if (contradiction != NULL)
    return cli_misused (command, "%s", contradiction);

  /* A receiver is no agent: nothing is to be learnt of it. */
  said.device.no_profile = TRUE;
  if (said.trap1 || has_fields (&said) || said.agent_address != NULL)
    said.device.version = "1";

  notifier = tarn_notifier_new ();
  if (!add_receivers (&said, command, notifier, operands->pdata[0]))
    return CLI_USAGE;
  notification = make_notification (&said, command, operands);
  if (notification == NULL)
    return CLI_USAGE;

  return send (notifier, notification);
}

const CliCommand cli_notify_command = {
  "notify", "TARGET TRAP-OID [OID [TYPE] VALUE…]",
  "Sends a trap or an inform",
  "TARGET is who receives it, at port 162 unless it says another.  TRAP-OID is a name or\n"
  "numbers; values are written as tarn set takes them.  Says what the MIB module wants to\n"
  "be told and is not there; it is sent all the same.  A trap of SNMPv1 is made of TRAP-OID,\n"
  "or of --enterprise, --generic and --specific.\n\n"
  "Exit status 0: sent; with --inform, acknowledged.  1: not acknowledged.\n\n"
  "  tarn notify 192.0.2.9 coldStart\n"
  "  tarn notify --inform -t 2 192.0.2.9 linkDown ifIndex.3 3 ifAdminStatus.3 up \\\n"
  "    ifOperStatus.3 down\n"
  "  tarn notify --trap1 192.0.2.9 --enterprise 1.3.6.1.4.1.8072.2.3 --specific 17 \\\n"
  "    1.3.6.1.2.1.1.5.0 s core-1",
  run_notify, .has_names = TRUE,
};
