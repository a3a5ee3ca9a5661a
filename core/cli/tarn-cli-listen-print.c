/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-listen-print.h"

#include "tarn-cli-json.h"
#include "tarn-cli-names.h"

static gboolean
is_plain (const guint8 *octets,
          gsize         n)
{
  for (gsize i = 0; i < n; i++)
    if (!g_ascii_isprint (octets[i]))
      return FALSE;

  return n < 2 || octets[0] != '0' || octets[1] != 'x';
}

/* As -c takes it: text, or 0x and hex digits. */
static char *
dup_community (GBytes *community)
{
  GString *text = g_string_new (NULL);
  gsize n;
  const guint8 *octets = g_bytes_get_data (community, &n);

  if (is_plain (octets, n))
    return g_string_free (g_string_append_len (text, (const char *) octets, (gssize) n), FALSE);

  g_string_append (text, "0x");
  for (gsize i = 0; i < n; i++)
    g_string_append_printf (text, "%02x", octets[i]);
  return g_string_free (text, FALSE);
}

static void
append_uptime (GString *text,
               guint32  ticks)
{
  guint32 seconds = ticks / 100;

  if (seconds >= 86400)
    g_string_append_printf (text, "%ud ", seconds / 86400);
  g_string_append_printf (text, "%u:%02u:%02u.%02u", seconds / 3600 % 24, seconds / 60 % 60,
                          seconds % 60, ticks % 100);
}

static void
append_time (GString    *text,
             gint64      time_us,
             gboolean    local,
             const char *format)
{
  gint64 seconds = time_us / G_USEC_PER_SEC;
  g_autoptr(GDateTime) time = local ? g_date_time_new_from_unix_local (seconds)
                                    : g_date_time_new_from_unix_utc (seconds);
  g_autofree char *told = g_date_time_format (time, format);

  g_string_append_printf (text, "%s.%03d", told, (int) (time_us % G_USEC_PER_SEC / 1000));
}

static void
append_rows (GString                *text,
             const TarnNotification *notification)
{
  GPtrArray *varbinds = tarn_notification_get_varbinds (notification);

  for (guint i = 0; i < varbinds->len; i++)
    {
      TarnRow row = tarn_row_from_varbind (varbinds->pdata[i]);

      cli_append_rows (TARN_FORMAT_TEXT, "  ", &row, 1, text);
    }
}

void
cli_append_notification (GString                *text,
                         const TarnNotification *notification)
{
  TarnOid *trap_oid = tarn_notification_get_trap_oid (notification);
  TarnOid *enterprise = tarn_notification_get_enterprise (notification);
  TarnAnomalies anomalies = tarn_notification_get_anomalies (notification);
  g_autofree char *agent = tarn_notification_dup_agent_address (notification);
  g_autofree char *sender = tarn_notification_dup_sender (notification);
  g_autofree char *community = dup_community (tarn_notification_get_community (notification));
  g_autofree char *name = trap_oid != NULL ? cli_name_oid (trap_oid) : NULL;

  append_time (text, tarn_notification_get_time_us (notification), TRUE, "%F %T");
  g_string_append_printf (text, " %s %s %s, uptime ", sender,
                          tarn_notification_kind_to_string (tarn_notification_get_kind (notification)),
                          name != NULL ? name : "without snmpTrapOID.0");
  append_uptime (text, tarn_notification_get_uptime (notification));
  g_string_append (text, ", community ");
  cli_append_plain (text, community);
  if (agent != NULL)
    g_string_append_printf (text, ", agent %s", agent);
  if (enterprise != NULL)
    {
      g_autofree char *enterprise_name = cli_name_oid (enterprise);

      g_string_append_printf (text, ", enterprise %s, generic %d, specific %d", enterprise_name,
                              tarn_notification_get_generic_trap (notification),
                              tarn_notification_get_specific_trap (notification));
    }
  if (anomalies != TARN_ANOMALY_NONE)
    {
      g_autofree char *odd = tarn_anomalies_to_string (anomalies);

      g_string_append_printf (text, " (odd: %s)", odd);
    }

  g_string_append_c (text, '\n');
  append_rows (text, notification);
}

static void
append_member (GString    *text,
               const char *name,
               const char *value)
{
  g_string_append_printf (text, ",\"%s\":", name);
  if (value != NULL)
    cli_json_append_string (text, value);
  else
    g_string_append (text, "null");
}

static void
append_oid (GString    *text,
            const char *member,
            const char *name_member,
            TarnOid    *oid)
{
  g_autofree char *numbers = oid != NULL ? tarn_oid_to_string (oid) : NULL;
  g_autofree char *name = oid != NULL ? cli_name_oid (oid) : NULL;

  /* As JSON has OIDs everywhere: without the dot in front, and a name where there is one. */
  append_member (text, member, numbers != NULL ? numbers + 1 : NULL);
  if (name != NULL && strcmp (name, numbers) != 0)
    append_member (text, name_member, name);
}

static void
append_v1 (GString                *text,
           const TarnNotification *notification)
{
  append_oid (text, "enterprise", "enterprise-name",
              tarn_notification_get_enterprise (notification));
  g_string_append_printf (text, ",\"generic\":%d,\"specific\":%d",
                          tarn_notification_get_generic_trap (notification),
                          tarn_notification_get_specific_trap (notification));
}

static void
append_anomalies (GString       *text,
                  TarnAnomalies  anomalies)
{
  g_autofree char *told = tarn_anomalies_to_string (anomalies);
  g_auto(GStrv) names = g_strsplit (told, ", ", -1);

  g_string_append (text, ",\"anomalies\":[");
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      cli_json_append_string (text, names[i]);
    }
  g_string_append_c (text, ']');
}

static void
append_varbinds (GString                *text,
                 const TarnNotification *notification)
{
  GPtrArray *varbinds = tarn_notification_get_varbinds (notification);

  g_string_append (text, ",\"varbinds\":[");
  for (guint i = 0; i < varbinds->len; i++)
    {
      TarnRow row = tarn_row_from_varbind (varbinds->pdata[i]);

      if (i > 0)
        g_string_append_c (text, ',');
      cli_append_row (TARN_FORMAT_JSON, &row, text);
      if (text->str[text->len - 1] == '\n')
        g_string_truncate (text, text->len - 1);
    }
  g_string_append_c (text, ']');
}

void
cli_append_notification_json (GString                *text,
                              const TarnNotification *notification)
{
  TarnNotificationKind kind = tarn_notification_get_kind (notification);
  g_autofree char *agent = tarn_notification_dup_agent_address (notification);
  g_autofree char *sender = tarn_notification_dup_sender (notification);
  g_autofree char *community = dup_community (tarn_notification_get_community (notification));

  g_string_append (text, "{\"time\":\"");
  append_time (text, tarn_notification_get_time_us (notification), FALSE, "%FT%T");
  g_string_append (text, "Z\"");
  append_member (text, "sender", sender);
  append_member (text, "kind", tarn_notification_kind_to_string (kind));
  append_oid (text, "trap", "name", tarn_notification_get_trap_oid (notification));
  g_string_append_printf (text, ",\"uptime\":%u", tarn_notification_get_uptime (notification));
  append_member (text, "community", community);
  if (agent != NULL)
    append_member (text, "agent", agent);
  if (kind == TARN_NOTIFICATION_TRAP_V1)
    append_v1 (text, notification);
  else
    g_string_append_printf (text, ",\"request-id\":%d",
                            tarn_notification_get_request_id (notification));
  if (tarn_notification_get_anomalies (notification) != TARN_ANOMALY_NONE)
    append_anomalies (text, tarn_notification_get_anomalies (notification));
  append_varbinds (text, notification);
  g_string_append (text, "}\n");
}
