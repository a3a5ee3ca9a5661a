/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>

#include "tarn-cli-device.h"
#include "tarn-cli-fault.h"
#include "tarn-cli-mount.h"
#include "tarn-cli-serve-status.h"

/* The largest UDP payload over IPv4, and the smallest limit there may be (P-SIZ-01,
 * P-SIZ-03). */
#define MAX_SIZE 65507
#define MIN_SIZE 484

/* What the options say. */
typedef struct
{
  const char *listen;
  const char *community;
  const char *write_community;
  const char *communities_from;
  const char *status;
  GPtrArray  *mounts;            /* of texts    */
  GPtrArray  *faults;            /* of texts    */
  guint       fault_seed;
  guint       max_size;          /* 0: not said */
  gboolean    live;
  gboolean    replay_null;
} Serving;

static void
note_cb (TarnAgent  *agent,
         const char *text,
         gpointer    user_data)
{
  cli_complain ("note: %s", text);
}

/* P-CFG-05: weak settings are told, every time. */
static void
warn (const char *community,
      const char *write_community)
{
  if (strcmp (community, "public") == 0)
    cli_complain ("note: whoever reaches this address can read with the community “public”; "
                  "choose another one with -c");
  if (write_community != NULL)
    cli_complain ("note: whoever knows the write community, which travels in clear, can change "
                  "the capture");
}

/* A line that scripts can read; they wait for it, so it goes out at once. */
static gboolean
announce (TarnAgent  *agent,
          TarnStore  *store,
          GPtrArray  *mounts,
          const char *path)
{
  GPtrArray *addresses = tarn_agent_get_addresses (agent);
  g_autoptr(GError) error = NULL;
  guint64 n = tarn_store_count (store, NULL, &error);

  if (error != NULL)
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *address = tarn_address_to_string (addresses->pdata[i]);

      printf ("serving %s (%" G_GUINT64_FORMAT " varbinds) at %s\n", path, n, address);
    }

  if (!cli_announce_mounts (mounts, store))
    return FALSE;

  /* Nobody may be listening; the agent serves all the same. */
  fflush (stdout);
  return TRUE;
}

static gboolean
is_loopback (const TarnAddress *address)
{
  const char *host = tarn_address_get_host (address);

  return g_str_has_prefix (host, "127.") || strcmp (host, "::1") == 0
         || strcmp (host, "localhost") == 0;
}

/* Replies of a default agent stay below what an Ethernet carries in one piece, so that
 * a forged request draws little (P-SIZ-03, F-75).  Loopback carries all sizes and can
 * be reached by nobody else, and captures hold values that need them. */
static guint
choose_max_size (const Serving     *self,
                 const TarnAddress *address)
{
  if (self->max_size > 0)
    return self->max_size;

  return address == NULL || is_loopback (address) ? MAX_SIZE : 1472;
}

static TarnAgent *
make_agent (const Serving     *self,
            const CliCommand  *command,
            TarnStore         *store,
            const TarnAddress *address)
{
  g_autoptr(TarnAgent) agent = tarn_agent_new (store);
  g_autoptr(GBytes) read = cli_parse_community (command, self->community);
  g_autoptr(GBytes) write = NULL;

  if (self->write_community != NULL)
    write = cli_parse_community (command, self->write_community);
  if (read == NULL || (self->write_community != NULL && write == NULL))
    return NULL;

  g_signal_connect (agent, "note", G_CALLBACK (note_cb), NULL);
  tarn_agent_set_read_community (agent, read);
  tarn_agent_set_write_community (agent, write);
  tarn_agent_set_live (agent, self->live);
  tarn_agent_set_replay_null (agent, self->replay_null);
  tarn_agent_set_max_size (agent, choose_max_size (self, address));
  if (!cli_add_faults (command, agent, self->faults, self->fault_seed))
    return NULL;

  return g_steal_pointer (&agent);
}

/* What managers have set is to survive the loss of power, too. */
static CliStatus
sync_capture (TarnCapture *capture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  tarn_capture_sync_async (capture, NULL, cli_async_cb, &result);
  cli_wait (&result);
  if (tarn_capture_sync_finish (capture, result, &error))
    return CLI_COMPLETE;

  cli_complain ("%s", error->message);
  return CLI_INCOMPLETE;
}

static CliStatus
sync_captures (TarnCapture *base,
               GPtrArray   *mounts)
{
  CliStatus status = sync_capture (base);

  for (guint i = 0; i < mounts->len; i++)
    status = MAX (status, sync_capture (((CliMount *) mounts->pdata[i])->capture));

  return status;
}

static CliStatus
serve (const Serving    *self,
       const CliCommand *command,
       const char       *path)
{
  TarnCaptureMode mode = self->write_community != NULL ? TARN_CAPTURE_WRITE : TARN_CAPTURE_READ;
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GPtrArray) mounts = NULL;
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(TarnAgent) agent = NULL;
  g_autoptr(GError) error = NULL;
  CliServeStatus status = { NULL };

  if (self->listen != NULL)
    {
      address = tarn_address_new (self->listen, TARN_PORT_AGENT, &error);
      if (address == NULL)
        return cli_misused (command, "%s", error->message);
    }

  capture = tarn_capture_open (path, mode, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  mounts = cli_open_mounts (command, self->mounts, mode);
  store = mounts != NULL ? cli_compose (capture, mounts) : NULL;
  if (store == NULL)
    return CLI_USAGE;

  agent = make_agent (self, command, store, address);
  if (agent == NULL)
    return CLI_USAGE;

  warn (self->community, self->write_community);
  cancellable = cli_interruptible_new ();
  if (!tarn_agent_listen (agent, address, &error))
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }
  if (!announce (agent, store, mounts, path))
    return CLI_USAGE;

  status.path = self->status;
  status.capture = path;
  status.writable = self->write_community != NULL;
  if (!cli_serve_status_begin (&status, agent))
    return CLI_USAGE;
  while (!g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);

  cli_serve_status_end (&status);
  tarn_agent_stop (agent);
  return sync_captures (capture, mounts);
}

/* @community and @write_community from the lines of a file, which @text keeps.  FALSE after
 * a complaint. */
static gboolean
read_communities (Serving  *self,
                  char    **text)
{
  gboolean standard = strcmp (self->communities_from, "-") == 0;
  g_autoptr(GError) error = NULL;
  char *line_end;

  if (!g_file_get_contents (standard ? "/dev/stdin" : self->communities_from, text, NULL, &error))
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }

  line_end = strchr (*text, '\n');
  if (line_end != NULL)
    {
      *line_end = '\0';
      self->write_community = line_end + 1;
      line_end = strchr (self->write_community, '\n');
      if (line_end != NULL)
        *line_end = '\0';
      if (self->write_community[0] == '\0')
        self->write_community = NULL;
    }
  self->community = *text;
  return TRUE;
}

static CliStatus
run_serve (const CliCommand  *command,
           char             **arguments)
{
  g_autoptr(GPtrArray) mounts = g_ptr_array_new ();
  g_autoptr(GPtrArray) faults = g_ptr_array_new ();
  Serving serving = { .community = "public", .mounts = mounts, .faults = faults, .fault_seed = 1 };
  g_autofree char *communities = NULL;
  gboolean captured = FALSE;
  const CliOption options[] = {
    { "listen", NULL, CLI_OPTION_TEXT, &serving.listen, "ADDRESS:PORT",
      "where to answer; default loopback, port 161, else 1161" },
    { "community", "c", CLI_OPTION_TEXT, &serving.community, "TEXT",
      "who may read; text, or 0x and hex; default public" },
    { "write-community", NULL, CLI_OPTION_TEXT, &serving.write_community, "TEXT",
      "who may write too; default nobody" },
    { "communities-from", NULL, CLI_OPTION_TEXT, &serving.communities_from, "FILE",
      "both, a line each, from FILE; - is standard input; nobody sees them in a list of processes" },
    { "mount", NULL, CLI_OPTION_LIST, &mounts, "PREFIX=FILE[@BASE]",
      "what FILE has at PREFIX, or at BASE, in its place; may be repeated" },
    { "max-size", NULL, CLI_OPTION_NUMBER, &serving.max_size, "OCTETS",
      "the largest answer; default 1472, on loopback 65507" },
    { "captured", NULL, CLI_OPTION_FLAG, &captured, NULL,
      "sysUpTime and the snmp group as they were captured (default)" },
    { "live", NULL, CLI_OPTION_FLAG, &serving.live, NULL,
      "sysUpTime and the snmp group of this agent" },
    { "replay-null", NULL, CLI_OPTION_FLAG, &serving.replay_null, NULL,
      "NULL where the capture has it; else such names are absent" },
    { "fault", NULL, CLI_OPTION_LIST, &faults, "FAULT",
      "answer as a bad device would; may be repeated; list prints all there are" },
    { "fault-seed", NULL, CLI_OPTION_NUMBER, &serving.fault_seed, "N",
      "where the chance of faults begins; default 1" },
    { "status", NULL, CLI_OPTION_TEXT, &serving.status, "FILE",
      "tell in FILE, once a second, who asks and what; it goes when the agent ends" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (g_ptr_array_find_with_equal_func (faults, "list", g_str_equal, NULL))
    return cli_list_faults ();
  if (operands->len != 1)
    return cli_misused (command, "one FILE is needed");
  if (serving.live && captured)
    return cli_misused (command, "--live or --captured, not both");
  if (serving.max_size > 0 && (serving.max_size < MIN_SIZE || serving.max_size > MAX_SIZE))
    return cli_misused (command, "--max-size takes %d to %d", MIN_SIZE, MAX_SIZE);

  if (serving.communities_from != NULL && serving.write_community != NULL)
    return cli_misused (command, "--communities-from or --write-community, not both");
  if (serving.communities_from != NULL && !read_communities (&serving, &communities))
    return CLI_USAGE;

  return serve (&serving, command, operands->pdata[0]);
}

const CliCommand cli_serve_command = {
  "serve", "FILE",
  "Answers as the device would whose capture FILE is",
  "For SNMPv1 and SNMPv2c.  FILE may be written at the same time, by tarn mirror for\n"
  "example; what changes there is served at once.  Says where it listens, and ends at\n"
  "Ctrl-C or SIGTERM with exit status 0.  With --mount parts of the tree come from\n"
  "other captures, and what managers set there goes to them.\n\n"
  "  tarn serve switch.tarn\n"
  "  tarn serve switch.tarn --listen 127.0.0.1:1161 -c secret --write-community topsecret\n"
  "  tarn serve switch.tarn --mount 1.3.6.1.2.1.17=bridge.tarn\n"
  "  tarn serve switch.tarn --fault drop=10% --fault cycle=3@1.3.6.1.2.1.2.2",
  run_serve, .has_names = TRUE,
};
