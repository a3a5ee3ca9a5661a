/* tarn-cli-serve-notify.c
 *
 * What the devices of tarn serve tell by themselves: coldStart when they begin, and
 * authenticationFailure when somebody came with a wrong community (RFC 3418).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-device.h"
#include "tarn-cli-serve.h"

#define COLD_START             "1.3.6.1.6.3.1.1.5.1"
#define AUTHENTICATION_FAILURE "1.3.6.1.6.3.1.1.5.5"

#define TICK_US 10000

typedef struct
{
  GPtrArray  *receivers;   /* of texts           */
  const char *community;
  gboolean    v1;
} Notify;

static const Notify defaults = { .community = "public" };

static const CliOption options[] = {
  { "notify", NULL, CLI_OPTION_LIST, CLI_SERVE_AT (Notify, receivers), "ADDRESS[:PORT]",
    "send coldStart and authenticationFailure there, port 162; may be repeated" },
  { "notify-community", NULL, CLI_OPTION_TEXT, CLI_SERVE_AT (Notify, community), "TEXT",
    "with this community; default public" },
  { "notify-v1", NULL, CLI_OPTION_FLAG, CLI_SERVE_AT (Notify, v1), NULL,
    "as traps of SNMPv1; default SNMPv2c" },
  { NULL },
};

/* One for all devices: they are one program, at one address. */
static TarnNotifier *notifier;
static gint64 started_us;

static void
notify (const char *trap)
{
  g_autoptr(TarnOid) oid = tarn_oid_new (trap, NULL);
  guint32 uptime = (guint32) ((g_get_monotonic_time () - started_us) / TICK_US);
  g_autoptr(TarnNotification) notification =
    tarn_notification_new (TARN_NOTIFICATION_TRAP, oid, uptime, NULL, 0);

  tarn_notifier_send_async (notifier, notification, NULL, NULL, NULL);
}

/* The agent does not tell of each (F-76). */
static void
refused_cb (TarnAgent  *agent,
            const char *peer,
            gpointer    user_data)
{
  if (tarn_agent_get_authen_traps (agent))
    notify (AUTHENTICATION_FAILURE);
}

/* Where the community says which device is meant, none has an snmpEnableAuthenTraps for it. */
static void
group_refused_cb (TarnAgentGroup *group,
                  const char     *peer,
                  gpointer        user_data)
{
  notify (AUTHENTICATION_FAILURE);
}

void
cli_serve_notify_refused (TarnAgentGroup *group)
{
  if (notifier != NULL)
    g_signal_connect (group, "refused", G_CALLBACK (group_refused_cb), NULL);
}

/* FALSE: a receiver that cannot be. */
static gboolean
add_receivers (const Notify  *self,
               TarnNotifier  *to,
               GError       **error)
{
  g_autoptr(GBytes) community = tarn_community_parse (self->community, error);

  if (community == NULL)
    return FALSE;

  for (guint i = 0; i < self->receivers->len; i++)
    {
      g_autoptr(TarnAddress) address = tarn_address_new (self->receivers->pdata[i],
                                                         TARN_PORT_NOTIFICATION, error);
      g_autoptr(TarnDevice) receiver = NULL;

      if (address == NULL)
        return FALSE;

      receiver = tarn_device_new (address);
      tarn_device_set_community (receiver, community);
      tarn_device_set_version (receiver, self->v1 ? TARN_VERSION_1 : TARN_VERSION_2C);
      tarn_notifier_add_receiver (to, receiver);
    }

  return TRUE;
}

static gboolean
notify_check (gpointer   said,
              GError   **error)
{
  g_autoptr(TarnNotifier) trial = tarn_notifier_new ();

  return add_receivers (said, trial, error);
}

static gboolean
notify_set_up (gconstpointer    said,
               CliServeDevice  *device,
               GError         **error)
{
  const Notify *self = said;

  if (self->receivers->len == 0)
    return TRUE;

  if (notifier == NULL)
    {
      notifier = tarn_notifier_new ();
      started_us = g_get_monotonic_time ();
      if (!add_receivers (self, notifier, error))
        return FALSE;
    }

  tarn_agent_set_authen_traps (device->agent, TRUE);
  g_signal_connect (device->agent, "refused", G_CALLBACK (refused_cb), NULL);
  return TRUE;
}

static gboolean
notify_begin (gconstpointer   said,
              GError        **error)
{
  if (notifier != NULL)
    notify (COLD_START);
  return TRUE;
}

static void
notify_end (gconstpointer said)
{
  g_clear_object (&notifier);
}

const CliServePart cli_serve_notify = {
  .title = "Notifications",
  .size = sizeof (Notify),
  .defaults = &defaults,
  .options = options,
  .once = TRUE,
  .check = notify_check,
  .set_up = notify_set_up,
  .begin = notify_begin,
  .end = notify_end,
};
