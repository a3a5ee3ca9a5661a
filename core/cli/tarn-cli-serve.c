/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <stdio.h>

#include "tarn-cli-serve-status.h"
#include "tarn-cli-serve.h"

/* What the options of the command say that no line of a list may have. */
typedef struct
{
  const char   *listen;
  const char   *status;
  CliServeSaid *said;
} Serving;

static void
note_cb (TarnAgent  *agent,
         const char *text,
         gpointer    user_data)
{
  cli_complain ("note: %s", text);
}

static void
warn (CliServeSaid *said)
{
  g_auto(GStrv) warnings = cli_serve_dup_warnings (said);

  for (guint i = 0; warnings != NULL && warnings[i] != NULL; i++)
    cli_complain ("note: %s", warnings[i]);
}

/* Lines that scripts can read; they wait for them, so they go out at once. */
static gboolean
announce (const CliServeStore *store)
{
  GPtrArray *addresses = tarn_agent_get_addresses (store->device->agent);
  g_autoptr(GError) error = NULL;
  guint64 n = tarn_store_count (store->store, NULL, &error);

  if (error != NULL)
    {
      cli_complain ("%s", error->message);
      return FALSE;
    }

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *address = tarn_address_to_string (addresses->pdata[i]);

      printf ("serving %s (%" G_GUINT64_FORMAT " varbinds) at %s\n", store->device->path, n,
              address);
    }
  for (guint i = 0; i < store->remarks->len; i++)
    printf ("%s\n", (char *) store->remarks->pdata[i]);

  /* Nobody may be listening; the agent serves all the same. */
  fflush (stdout);
  return TRUE;
}

static gboolean
is_loopback (const TarnAddress *address)
{
  const char *host = address != NULL ? tarn_address_get_host (address) : "localhost";

  return g_str_has_prefix (host, "127.") || strcmp (host, "::1") == 0
         || strcmp (host, "localhost") == 0;
}

/* What managers have set is to survive the loss of power, too. */
static CliStatus
sync_captures (GPtrArray *captures)
{
  CliStatus status = CLI_COMPLETE;

  for (guint i = 0; i < captures->len; i++)
    {
      g_autoptr(GError) error = NULL;

      if (cli_sync_to_disk (captures->pdata[i], &error))
        continue;
      cli_complain ("%s", error->message);
      status = CLI_INCOMPLETE;
    }

  return status;
}

static CliStatus
run (const Serving *self,
     CliServeStore *store,
     TarnAddress   *address)
{
  CliServeStatus status = { .path = self->status, .capture = store->device->path };
  g_autoptr(GCancellable) cancellable = cli_interruptible_new ();
  TarnAgent *agent = store->device->agent;
  g_autoptr(GError) error = NULL;

  if (!tarn_agent_listen (agent, address, &error) || !cli_serve_begin (self->said, &error))
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }
  if (!announce (store))
    return CLI_USAGE;

  status.writable = store->device->writable;
  if (!cli_serve_status_begin (&status, agent))
    return CLI_USAGE;
  while (!g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);

  cli_serve_status_end (&status);
  tarn_agent_stop (agent);
  cli_serve_end (self->said);
  return sync_captures (store->captures);
}

static CliStatus
serve (const Serving    *self,
       const CliCommand *command,
       const char       *path)
{
  gboolean writable = cli_serve_may_write (self->said);
  CliServeDevice device = { .name = path, .path = path, .writable = writable };
  g_autoptr(GPtrArray) captures = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) remarks = g_ptr_array_new_with_free_func (g_free);
  CliServeStore store = { .device = &device, .captures = captures, .remarks = remarks };
  g_autoptr(TarnAddress) address = NULL;
  g_autoptr(TarnStore) served = NULL;
  g_autoptr(TarnAgent) agent = NULL;
  g_autoptr(GError) error = NULL;
  TarnCapture *capture;

  if (self->listen != NULL)
    {
      address = tarn_address_new (self->listen, TARN_PORT_AGENT, &error);
      if (address == NULL)
        return cli_misused (command, "%s", error->message);
    }

  capture = tarn_capture_open (path, writable ? TARN_CAPTURE_WRITE : TARN_CAPTURE_READ, &error);
  if (capture == NULL)
    {
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  g_ptr_array_add (captures, capture);
  store.store = TARN_STORE (g_object_ref (capture));
  if (!cli_serve_open (self->said, &store, &error))
    {
      g_object_unref (store.store);
      cli_complain ("%s", error->message);
      return CLI_USAGE;
    }

  served = store.store;
  agent = tarn_agent_new (served);
  g_signal_connect (agent, "note", G_CALLBACK (note_cb), NULL);
  device.agent = agent;
  device.loopback = is_loopback (address);
  if (!cli_serve_set_up (self->said, &device, &error))
    return cli_misused (command, "%s", error->message);

  warn (self->said);
  return run (self, &store, address);
}

static CliStatus
run_serve (const CliCommand  *command,
           char             **arguments)
{
  g_autoptr(CliServeSaid) said = cli_serve_said_new (NULL);
  Serving serving = { .said = said };
  const CliOption own_options[] = {
    { "listen", NULL, CLI_OPTION_TEXT, &serving.listen, "ADDRESS:PORT",
      "where to answer; default loopback, port 161, else 1161" },
    { "status", NULL, CLI_OPTION_TEXT, &serving.status, "FILE",
      "tell in FILE, once a second, who asks and what; it goes when the agent ends" },
  };
  g_autoptr(GArray) options = g_array_new (TRUE, TRUE, sizeof (CliOption));
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  g_array_append_vals (options, own_options, G_N_ELEMENTS (own_options));
  cli_serve_said_add_options (said, TRUE, options);
  operands = cli_parse (command, arguments, (const CliOption *) options->data, NULL, &status);
  if (operands == NULL)
    return status;
  if (cli_serve_lists_faults (said))
    return CLI_COMPLETE;
  if (operands->len != 1)
    return cli_misused (command, "one FILE is needed");
  if (!cli_serve_said_check (said, &error))
    return cli_misused (command, "%s", error->message);

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
