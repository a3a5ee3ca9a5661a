/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * tarn listen: a line for each notification that comes.
 */
#include "tarn-cli-device.h"
#include "tarn-cli-listen-print.h"
#include "tarn-cli-output.h"
#include "tarn-cli-systemd.h"

typedef struct
{
  GPtrArray  *listen;        /* of texts, as the next ones */
  GPtrArray  *communities;
  GPtrArray  *senders;
  GPtrArray  *traps;
  GPtrArray  *kinds;
  guint       generic;
  guint       specific;
  guint       count;
  guint       rate;
  gboolean    json;
  const char *keep;
} Said;

typedef struct
{
  const Said          *said;
  TarnListener        *listener;
  TarnCapture         *capture;      /* NULL: nothing is kept                  */
  TarnNotificationLog *log;
  CliOutput            output;
  guint                n_told;
  gboolean             done;         /* as many have come as were wanted       */
  gboolean             failed;       /* no more can be written or kept         */
} Listening;

#define NOT_SAID G_MAXUINT

/* What is received after the last one that is wanted is for somebody else: it is not
 * acknowledged. */
static void
want_no_more (TarnListener *listener)
{
  g_autoptr(TarnNotificationFilter) nothing = tarn_notification_filter_new ();

  tarn_notification_filter_set_generic (nothing, -1);
  tarn_notification_filter_set_specific (nothing, -1);
  tarn_listener_set_filter (listener, nothing);
}

static void
received_cb (TarnListener     *listener,
             TarnNotification *notification,
             gpointer          user_data)
{
  Listening *self = user_data;

  if (self->said->json)
    cli_append_notification_json (self->output.buffer, notification);
  else
    cli_append_notification (self->output.buffer, notification);
  if (self->log != NULL)
    tarn_notification_log_add (self->log, notification);

  if (++self->n_told == self->said->count)
    {
      self->done = TRUE;
      want_no_more (listener);
    }
}

static gboolean
save (Listening *self)
{
  g_autoptr(GError) error = NULL;
  guint waited_ms = 0;
  gboolean saved;

  if (self->log == NULL)
    return TRUE;

  do
    {
      GError *failure = NULL;

      saved = tarn_notification_log_save (self->log, &failure);
      if (saved || !cli_try_again (&failure, &waited_ms, &error))
        break;
    }
  while (TRUE);

  if (!saved)
    cli_complain ("%s", error->message);
  return saved;
}

/* An inform is acknowledged when it is kept, and printed. */
static gboolean
settling_cb (TarnListener *listener,
             gpointer      user_data)
{
  Listening *self = user_data;

  if (!self->failed && (!save (self) || !cli_output_flush (&self->output)))
    self->failed = TRUE;
  return self->failed;
}

static void
note_cb (TarnListener *listener,
         const char   *text,
         gpointer      user_data)
{
  cli_complain ("note: %s", text);
}

/* FALSE after a complaint. */
static gboolean
add_kinds (const Said             *self,
           const CliCommand       *command,
           TarnNotificationFilter *filter)
{
  for (guint i = 0; i < self->kinds->len; i++)
    {
      guint kind = TARN_NOTIFICATION_TRAP_V1;

      while (kind <= TARN_NOTIFICATION_INFORM
             && strcmp (tarn_notification_kind_to_string (kind), self->kinds->pdata[i]) != 0)
        kind++;
      if (kind > TARN_NOTIFICATION_INFORM)
        {
          cli_misused (command, "--kind takes trap1, trap or inform, not “%s”",
                       (const char *) self->kinds->pdata[i]);
          return FALSE;
        }
      tarn_notification_filter_add_kind (filter, kind);
    }

  return TRUE;
}

/* NULL after a complaint. */
static TarnNotificationFilter *
make_filter (const Said       *self,
             const CliCommand *command)
{
  g_autoptr(TarnNotificationFilter) filter = tarn_notification_filter_new ();
  g_autoptr(GPtrArray) roots = cli_parse_oids (command, self->traps, 0);

  if (roots == NULL || !add_kinds (self, command, filter))
    return NULL;
  for (guint i = 0; i < roots->len; i++)
    tarn_notification_filter_add_trap (filter, roots->pdata[i]);

  for (guint i = 0; i < self->communities->len; i++)
    {
      g_autoptr(GBytes) community = cli_parse_community (command, self->communities->pdata[i]);

      if (community == NULL)
        return NULL;
      tarn_notification_filter_add_community (filter, community);
    }

  for (guint i = 0; i < self->senders->len; i++)
    {
      g_autoptr(GError) error = NULL;

      if (!tarn_notification_filter_add_sender (filter, self->senders->pdata[i], &error))
        {
          cli_misused (command, "--from: %s", error->message);
          return NULL;
        }
    }

  if (self->generic != NOT_SAID)
    tarn_notification_filter_set_generic (filter, (int) self->generic);
  if (self->specific != NOT_SAID)
    tarn_notification_filter_set_specific (filter, (int) self->specific);
  return g_steal_pointer (&filter);
}

static gboolean
is_loopback (TarnAddress *address)
{
  const char *host = tarn_address_get_host (address);

  return g_str_has_prefix (host, "127.") || strcmp (host, "::1") == 0;
}

/* Standard output is for notifications. */
static void
announce (const Listening *self)
{
  GPtrArray *addresses = tarn_listener_get_addresses (self->listener);
  gboolean wide = FALSE;

  for (guint i = 0; i < addresses->len; i++)
    {
      g_autofree char *address = tarn_address_to_string (addresses->pdata[i]);

      cli_complain ("listening at %s", address);
      wide |= !is_loopback (addresses->pdata[i]);
    }

  if (wide && self->said->communities->len + self->said->senders->len == 0)
    cli_complain ("note: that is open to other computers, and whoever sends is believed; --from "
                  "and -c say who may");
}

/* What systemd has opened.  FALSE after a complaint. */
static gboolean
listen_at_passed (Listening *self,
                  GPtrArray *passed)
{
  for (guint i = 0; i < passed->len; i++)
    {
      CliPassedSocket *socket = passed->pdata[i];
      g_autoptr(GError) error = NULL;

      if (tarn_listener_listen_socket (self->listener, socket->socket, &error))
        continue;

      cli_complain ("“%s”: %s", socket->name, error->message);
      return FALSE;
    }

  return TRUE;
}

/* CLI_COMPLETE: it listens. */
static CliStatus
begin (Listening        *self,
       const CliCommand *command)
{
  const Said *said = self->said;
  g_autoptr(GPtrArray) passed = cli_systemd_take_sockets ();
  guint n_default;

  if (passed == NULL || !listen_at_passed (self, passed))
    return CLI_USAGE;

  n_default = passed->len > 0 ? 0 : 1;
  for (guint i = 0; i < MAX (said->listen->len, n_default); i++)
    {
      g_autoptr(TarnAddress) address = NULL;
      g_autoptr(GError) error = NULL;

      if (said->listen->len > 0)
        {
          address = tarn_address_new (said->listen->pdata[i], TARN_PORT_NOTIFICATION, &error);
          if (address == NULL)
            return cli_misused (command, "%s", error->message);
        }
      if (!tarn_listener_listen (self->listener, address, &error))
        {
          cli_complain ("%s", error->message);
          return CLI_USAGE;
        }
    }

  announce (self);
  cli_systemd_notify ("READY=1");
  return CLI_COMPLETE;
}

static CliStatus
end (Listening *self)
{
  g_autoptr(GError) error = NULL;

  cli_systemd_notify ("STOPPING=1");
  tarn_listener_stop (self->listener);
  if (!cli_output_close (&self->output))
    return CLI_INCOMPLETE;
  if (self->failed)
    return CLI_INCOMPLETE;
  if (self->capture == NULL || cli_sync_to_disk (self->capture, &error))
    return CLI_COMPLETE;

  cli_complain ("%s", error->message);
  return CLI_INCOMPLETE;
}

static CliStatus
listen_to (const Said       *said,
           const CliCommand *command)
{
  g_autoptr(TarnNotificationFilter) filter = make_filter (said, command);
  g_autoptr(TarnListener) listener = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(TarnNotificationLog) log = NULL;
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(GError) error = NULL;
  Listening self = { .said = said };
  CliStatus status;

  if (filter == NULL)
    return CLI_USAGE;
  if (said->keep != NULL)
    {
      capture = tarn_capture_open (said->keep, TARN_CAPTURE_CREATE, &error);
      if (capture == NULL)
        {
          cli_complain ("%s", error->message);
          return CLI_USAGE;
        }
      log = tarn_notification_log_new (TARN_STORE (capture));
    }
  if (!cli_output_init (&self.output, NULL))
    return CLI_INCOMPLETE;

  cli_names_prepare (TARN_FORMAT_TEXT);
  self.listener = listener = tarn_listener_new ();
  self.capture = capture;
  self.log = log;
  tarn_listener_set_filter (listener, filter);
  tarn_listener_set_rate (listener, said->rate);
  g_signal_connect (listener, "received", G_CALLBACK (received_cb), &self);
  g_signal_connect (listener, "settling", G_CALLBACK (settling_cb), &self);
  g_signal_connect (listener, "note", G_CALLBACK (note_cb), NULL);

  cancellable = cli_interruptible_new ();
  status = begin (&self, command);
  if (status != CLI_COMPLETE)
    {
      cli_output_drop (&self.output);
      return status;
    }

  while (!g_cancellable_is_cancelled (cancellable) && !self.done && !self.failed)
    g_main_context_iteration (NULL, TRUE);
  return end (&self);
}

static CliStatus
run_listen (const CliCommand  *command,
            char             **arguments)
{
  g_autoptr(GPtrArray) listen = g_ptr_array_new ();
  g_autoptr(GPtrArray) communities = g_ptr_array_new ();
  g_autoptr(GPtrArray) senders = g_ptr_array_new ();
  g_autoptr(GPtrArray) traps = g_ptr_array_new ();
  g_autoptr(GPtrArray) kinds = g_ptr_array_new ();
  Said said = {
    .listen = listen, .communities = communities, .senders = senders, .traps = traps,
    .kinds = kinds, .generic = NOT_SAID, .specific = NOT_SAID, .rate = 25000,
  };
  const CliOption options[] = {
    { "listen", NULL, CLI_OPTION_LIST, &listen, "ADDRESS:PORT",
      "where; default what systemd passes, else loopback, port 162, else 1162; may be repeated" },
    { "community", "c", CLI_OPTION_LIST, &communities, "TEXT",
      "only with this community, as text or as 0x and hex; may be repeated" },
    { "from", NULL, CLI_OPTION_LIST, &senders, "NETWORK",
      "only from there, 192.0.2.1 or 192.0.2.0/24; may be repeated" },
    { "trap", NULL, CLI_OPTION_LIST, &traps, "OID",
      "only what this is, or is below it; may be repeated" },
    { "kind", NULL, CLI_OPTION_LIST, &kinds, "KIND",
      "only trap1, trap or inform; may be repeated" },
    { "generic", NULL, CLI_OPTION_NUMBER, &said.generic, "0-6",
      "only with this generic-trap, or what is the same in SNMPv2" },
    { "specific", NULL, CLI_OPTION_NUMBER, &said.specific, "N",
      "only with this specific-trap, likewise" },
    { "json", NULL, CLI_OPTION_FLAG, &said.json, NULL, "print one JSON object a line" },
    { "keep", NULL, CLI_OPTION_TEXT, &said.keep, "FILE",
      "keep them in this capture, too, behind those it has" },
    { "count", NULL, CLI_OPTION_NUMBER, &said.count, "N", "end when so many have come" },
    { "rate", NULL, CLI_OPTION_NUMBER, &said.rate, "N",
      "so many a second from one sender at most; default 25000; 0: any number" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len > 0)
    return cli_misused (command, "“%s” is none of its options", (char *) operands->pdata[0]);

  return listen_to (&said, command);
}

const CliCommand cli_listen_command = {
  "listen", "",
  "Prints the traps and informs that come",
  "Of SNMPv1 and SNMPv2c.  Says on standard error where it listens, and what was too much,\n"
  "and ends at Ctrl-C or SIGTERM with exit status 0.  An inform is acknowledged when it has\n"
  "been printed, and kept; what -c, --from and the like do not want is not.  With --keep the\n"
  "notifications are rows of NOTIFICATION-LOG-MIB: tarn table FILE nlmLogTable shows them.\n"
  "Sockets that systemd passes are taken, and it is told.\n\n"
  "  tarn listen\n"
  "  tarn listen --listen 0.0.0.0:162 --from 192.0.2.0/24 -c secret --json\n"
  "  tarn listen --trap linkDown --trap linkUp --keep links.tarn\n"
  "  tarn listen --listen 127.0.0.1:1162 --count 1",
  run_listen, .has_names = TRUE,
};
