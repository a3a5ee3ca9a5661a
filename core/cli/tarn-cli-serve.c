/* tarn-cli-serve.c
 *
 * tarn serve: from what was said to devices that are served, until the end.
 *
SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib-unix.h>
#include <termios.h>
#include <unistd.h>

#include "tarn-cli-serve-status.h"

/* A capture that is open takes a descriptor and some 40 KiB. */
#define MAX_OPEN 256

/* What the options of the command say that no line of a list may have. */
typedef struct
{
  const CliCommand *command;
  const char       *listen;
  const char       *list;
  const char       *status;
  gboolean          json;
  GPtrArray        *operands;
  CliServeSaid     *said;
  CliServeFleet     fleet;
  CliServeStatus    told;
  GCancellable     *cancellable;
  int               terminal;        /* descriptor that had one at the beginning; -1 */
} Serving;

/* P-CFG-05: weak settings are told, every time; each once. */
static void
warn (Serving *self)
{
  g_autoptr(GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->fleet.served->len; i++)
    {
      const CliServed *served = self->fleet.served->pdata[i];
      g_auto(GStrv) warnings = tarn_access_dup_warnings (served->device.access);

      for (guint k = 0; warnings[k] != NULL; k++)
        if (g_hash_table_add (told, g_strdup (warnings[k])))
          cli_complain ("note: %s", warnings[k]);
    }
}

static void
notify_ready (Serving *self)
{
  guint n = self->fleet.served->len;

  cli_systemd_notify ("READY=1\nSTATUS=%u %s served", n, n == 1 ? "device is" : "devices are");
}

/* What the command was given, as it is now. */
static gboolean
read_devices (Serving *self)
{
  g_autoptr(GPtrArray) entries = cli_serve_read_entries (self->command, self->operands, self->list,
                                                         self->said);

  return entries != NULL && cli_serve_fleet_set_entries (&self->fleet, entries);
}

static void
reload (Serving *self)
{
  cli_systemd_notify ("RELOADING=1\nMONOTONIC_USEC=%" G_GINT64_FORMAT, g_get_monotonic_time ());
  if (read_devices (self))
    {
      cli_serve_print_table (&self->fleet, self->json);
      cli_serve_tell_openings (&self->fleet);
      cli_serve_status_tell (&self->told);
    }
  else
    {
      cli_complain ("note: the devices are those from before; mend what is told above and send "
                    "SIGHUP again");
    }
  notify_ready (self);
}

/* The terminal that the program was started in is gone: nobody means a list. */
static gboolean
has_lost_terminal (Serving *self)
{
  struct termios state;

  return self->terminal >= 0 && tcgetattr (self->terminal, &state) != 0;
}

static gboolean
hangup_cb (gpointer user_data)
{
  Serving *self = user_data;

  if (self->fleet.one || has_lost_terminal (self))
    g_cancellable_cancel (self->cancellable);
  else
    reload (self);
  return G_SOURCE_CONTINUE;
}

static int
find_terminal (void)
{
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
    if (isatty (fd))
      return fd;

  return -1;
}

/* The one FILE is opened at once: what is wrong with it is told now. */
static gboolean
open_one (Serving *self)
{
  CliServed *served = self->fleet.served->pdata[0];
  g_autoptr(GError) error = NULL;

  if (!self->fleet.one || tarn_agent_open_store (served->device.agent, &error))
    return TRUE;

  cli_complain ("%s", error->message);
  return FALSE;
}

static CliStatus
run (Serving *self)
{
  guint hangup = g_unix_signal_add (SIGHUP, hangup_cb, self);
  g_autoptr(GError) error = NULL;
  CliStatus status = CLI_USAGE;

  self->cancellable = cli_interruptible_new ();
  self->told = (CliServeStatus) { .path = self->status, .fleet = &self->fleet };
  cli_serve_notify_refused (self->fleet.group);
  if (!cli_serve_begin (self->said, &error))
    cli_complain ("%s", error->message);
  else if (cli_serve_print_table (&self->fleet, self->json)
           && cli_serve_status_begin (&self->told))
    {
      cli_serve_tell_openings (&self->fleet);
      notify_ready (self);
      while (!g_cancellable_is_cancelled (self->cancellable))
        g_main_context_iteration (NULL, TRUE);
      cli_systemd_notify ("STOPPING=1");
      status = CLI_COMPLETE;
    }

  cli_serve_status_end (&self->told);
  status = MAX (status, cli_serve_fleet_end (&self->fleet));
  cli_serve_end (self->said);
  g_clear_object (&self->cancellable);
  g_source_remove (hangup);
  return status;
}

static CliStatus
serve (Serving *self)
{
  if (!read_devices (self) || !open_one (self))
    return CLI_USAGE;

  warn (self);
  return cli_serve_fleet_listen (&self->fleet) ? run (self) : CLI_USAGE;
}

/* What only one of can be said.  FALSE after a complaint. */
static gboolean
check (Serving *self)
{
  CliServeFleet *fleet = &self->fleet;
  g_autoptr(GError) error = NULL;

  if (self->operands->len == 0 && self->list == NULL)
    cli_misused (self->command, "one FILE is needed, or several, a folder of them, or --list");
  else if (!cli_serve_said_check (self->said, &error))
    cli_misused (self->command, "%s", error->message);
  else if (fleet->by_address && cli_serve_fleet_is_shared (fleet))
    cli_misused (self->command, "--by-address, or --by-community and --at-names, not both");
  else if (fleet->by_community && !fleet->at_names
           && cli_serve_says_community (self->said))
    cli_misused (self->command, "with --by-community the community is a device's own: its name, or "
                 "what its line in a list says");
  else if (fleet->by_community && cli_serve_may_write (self->said))
    cli_misused (self->command, "with --by-community a write community is a device's own: its line "
                 "in a list says it");
  else
    return TRUE;

  return FALSE;
}

/* Whether there is one device because one was named, and no list that could get longer. */
static gboolean
is_one (Serving *self)
{
  return self->operands->len == 1 && self->list == NULL
         && !cli_serve_fleet_is_shared (&self->fleet)
         && !g_file_test (self->operands->pdata[0], G_FILE_TEST_IS_DIR);
}

static CliStatus
prepare_and_serve (Serving *self)
{
  CliServeFleet *fleet = &self->fleet;
  g_autoptr(GPtrArray) passed = NULL;
  g_autoptr(TarnAddress) listen = NULL;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  if (!check (self))
    return CLI_USAGE;
  if (self->listen != NULL)
    {
      listen = tarn_address_new (self->listen, TARN_PORT_AGENT, &error);
      if (listen == NULL)
        return cli_misused (self->command, "%s", error->message);
    }
  passed = cli_systemd_take_sockets ();
  if (passed == NULL)
    return CLI_USAGE;

  fleet->command = self->command;
  fleet->said = self->said;
  fleet->listen = listen;
  fleet->passed = passed;
  fleet->one = is_one (self);
  fleet->hides_communities = cli_serve_hides_communities (self->said);
  self->terminal = find_terminal ();
  cli_serve_fleet_init (fleet);
  status = serve (self);
  cli_serve_fleet_clear (fleet);
  return status;
}

static CliStatus
run_serve (const CliCommand  *command,
           char             **arguments)
{
  g_autoptr(CliServeSaid) said = cli_serve_said_new (NULL);
  Serving serving = { .command = command, .said = said, .fleet.max_open = MAX_OPEN };
  const CliOption own_options[] = {
    { "listen", NULL, CLI_OPTION_TEXT, &serving.listen, "ADDRESS:PORT",
      "where to answer; default loopback, port 161, else 1161; of several the first place, "
      "default 127.0.0.1:16100" },
    { "list", NULL, CLI_OPTION_TEXT, &serving.list, "FILE",
      "devices, a line each: FILE [ADDRESS:PORT] [--name NAME] [OPTION…]" },
    { "by-address", NULL, CLI_OPTION_FLAG, &serving.fleet.by_address, NULL,
      "several have an address each, else a port each" },
    { "by-community", NULL, CLI_OPTION_FLAG, &serving.fleet.by_community, NULL,
      "several have a community each, their name unless a list says another one" },
    { "at-names", NULL, CLI_OPTION_FLAG, &serving.fleet.at_names, NULL,
      "several are asked with COMMUNITY@NAME" },
    { "max-open", NULL, CLI_OPTION_NUMBER, &serving.fleet.max_open, "N",
      "so many captures open at once; default 256, 0 is all" },
    { "json", NULL, CLI_OPTION_FLAG, &serving.json, NULL,
      "who is where, as JSON" },
    { "status", NULL, CLI_OPTION_TEXT, &serving.status, "FILE",
      "tell in FILE, once a second, who asks and what; it goes when the agent ends" },
  };
  g_autoptr(GArray) options = g_array_new (TRUE, TRUE, sizeof (CliOption));
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  g_array_append_vals (options, own_options, G_N_ELEMENTS (own_options));
  cli_serve_said_add_options (said, TRUE, options);
  operands = cli_parse (command, arguments, (const CliOption *) options->data, NULL, &status);
  if (operands == NULL)
    return status;
  if (cli_serve_lists_faults (said))
    return CLI_COMPLETE;

  serving.operands = operands;
  return prepare_and_serve (&serving);
}

const CliCommand cli_serve_command = {
  "serve", "FILE… | FOLDER… | --list FILE",
  "Answers as the device would whose capture FILE is, or as several",
  "For SNMPv1 and SNMPv2c.  FILE may be written at the same time, by tarn mirror for\n"
  "example; what changes there is served at once.  Says where it listens, and ends at\n"
  "Ctrl-C or SIGTERM with exit status 0.  With --mount parts of the tree come from\n"
  "other captures, and what managers set there goes to them.\n\n"
  "Several devices are each at a port of their own, from the first one upwards, or at an\n"
  "address of their own, or at one place, told apart by their communities.  They are\n"
  "opened when somebody asks.  SIGHUP reads the list again, and folders; who is in it as\n"
  "before is not disturbed.  Sockets that systemd passes are taken, and it is told.\n\n"
  "  tarn serve switch.tarn\n"
  "  tarn serve switch.tarn --listen 127.0.0.1:1161 -c secret --write-community topsecret\n"
  "  tarn serve *.tarn --listen 127.0.0.1:16100\n"
  "  tarn serve captures/ --by-community --listen 127.0.0.1:1161\n"
  "  tarn serve --list devices --at-names -c secret\n"
  "  tarn serve switch.tarn --mount 1.3.6.1.2.1.17=bridge.tarn\n"
  "  tarn serve switch.tarn --fault drop=10% --fault cycle=3@1.3.6.1.2.1.2.2",
  run_serve, .has_names = TRUE,
};
