/* Any datagram: if it is a notification it is encoded and decoded again, and translated each way.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "ops/tarn-notification-private.h"

/* What was encoded is what is decoded. */
static void
survives (TarnNotification *notification,
          GBytes           *community)
{
  g_autoptr(GBytes) octets = tarn_notification_encode (notification, community, 1, NULL);
  g_autoptr(TarnNotification) again = NULL;
  g_autoptr(GBytes) twice = NULL;

  if (octets == NULL)
    return;

  again = tarn_notification_decode (octets, NULL);
  g_assert_nonnull (again);
  g_assert_cmpint (again->kind, ==, notification->kind);
  g_assert_cmpuint (again->uptime, ==, notification->uptime);
  g_assert_cmpuint (again->varbinds->len, ==, notification->varbinds->len);
  if (notification->trap_oid != NULL)
    g_assert_true (tarn_oid_equal (again->trap_oid, notification->trap_oid));
  twice = tarn_notification_encode (again, community, 1, NULL);
  g_assert_true (g_bytes_equal (twice, octets));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) octets = g_bytes_new (data, size);
  g_autoptr(TarnNotification) notification = tarn_notification_decode (octets, NULL);

  if (notification == NULL)
    return 0;

  survives (notification, notification->community);
  for (guint kind = 0; kind <= TARN_NOTIFICATION_INFORM; kind++)
    {
      g_autoptr(TarnNotification) other = tarn_notification_translate (notification, kind, TRUE,
                                                                       NULL);

      if (other != NULL)
        survives (other, notification->community);
    }

  return 0;
}
