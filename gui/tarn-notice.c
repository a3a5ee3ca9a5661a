/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notice.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tarn-connect-target.h"
#include "tarn-ui.h"
#include "tarn-varbind-line.h"

struct _TarnNotice
{
  GObject           parent_instance;

  TarnNotification *notification;
};

G_DEFINE_FINAL_TYPE (TarnNotice, tarn_notice, G_TYPE_OBJECT)

static void
tarn_notice_finalize (GObject *object)
{
  tarn_notification_unref (TARN_NOTICE (object)->notification);

  G_OBJECT_CLASS (tarn_notice_parent_class)->finalize (object);
}

static void
tarn_notice_class_init (TarnNoticeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_notice_finalize;
}

static void
tarn_notice_init (TarnNotice *self)
{
}

TarnNotice *
tarn_notice_new (TarnNotification *notification)
{
  TarnNotice *self;

  g_return_val_if_fail (notification != NULL, NULL);

  self = g_object_new (TARN_TYPE_NOTICE, NULL);
  self->notification = tarn_notification_ref (notification);
  return self;
}

TarnNotification *
tarn_notice_get_notification (TarnNotice *self)
{
  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);

  return self->notification;
}

char *
tarn_notice_dup_time (TarnNotice *self)
{
  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);

  return tarn_ui_format_moment (tarn_notification_get_time_us (self->notification));
}

char *
tarn_notice_dup_sender (TarnNotice *self)
{
  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);

  return tarn_notification_dup_sender (self->notification);
}

char *
tarn_notice_dup_kind (TarnNotice *self)
{
  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);

  switch (tarn_notification_get_kind (self->notification))
    {
    case TARN_NOTIFICATION_TRAP_V1:
      return g_strdup (C_("kind of notification", "SNMPv1 trap"));
    case TARN_NOTIFICATION_INFORM:
      return g_strdup (C_("kind of notification", "Inform"));
    case TARN_NOTIFICATION_TRAP:
    default:
      return g_strdup (C_("kind of notification", "Trap"));
    }
}

char *
tarn_notice_dup_name (TarnNotice    *self,
                      TarnTextStyle *style)
{
  TarnOid *oid;

  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  oid = tarn_notification_get_trap_oid (self->notification);
  return oid != NULL ? tarn_text_style_dup_name (style, oid)
                     : g_strdup (_("Without snmpTrapOID.0"));
}

char *
tarn_notice_dup_summary (TarnNotice    *self,
                         TarnTextStyle *style)
{
  GPtrArray *varbinds;
  GString *text;

  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  varbinds = tarn_notification_get_varbinds (self->notification);
  text = g_string_new (NULL);
  tarn_varbind_line_append (text, style, varbinds, varbinds->len, TRUE);
  return tarn_varbind_line_finish (text);
}

static void
append_v1 (GString       *text,
           TarnNotice    *self,
           TarnTextStyle *style)
{
  TarnOid *enterprise = tarn_notification_get_enterprise (self->notification);
  g_autofree char *agent = tarn_notification_dup_agent_address (self->notification);

  if (enterprise != NULL)
    {
      g_autofree char *name = tarn_text_style_dup_name (style, enterprise);

      /* Translators: of a trap of SNMPv1 */
      g_string_append_printf (text, _("\nEnterprise %s, generic %d, specific %d"), name,
                              tarn_notification_get_generic_trap (self->notification),
                              tarn_notification_get_specific_trap (self->notification));
    }
  if (agent != NULL)
    g_string_append_printf (text, _("\nAgent address %s"), agent);
}

char *
tarn_notice_dup_head (TarnNotice    *self,
                      TarnTextStyle *style,
                      gboolean       with_community)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *sender = NULL;
  g_autofree char *time = NULL;
  g_autofree char *uptime = NULL;
  TarnAnomalies anomalies;

  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  name = tarn_notice_dup_name (self, style);
  kind = tarn_notice_dup_kind (self);
  sender = tarn_notice_dup_sender (self);
  time = tarn_ui_format_time (tarn_notification_get_time_us (self->notification));
  uptime = tarn_ui_format_duration ((gint64) tarn_notification_get_uptime (self->notification)
                                    * 10000);
  /* Translators: a notification, its kind, who sent it, and when */
  g_string_append_printf (text, _("%s\n%s from %s, %s"), name, kind, sender, time);
  g_string_append_printf (text, _("\nThe sender had been running for %s"), uptime);
  append_v1 (text, self, style);
  if (with_community)
    {
      g_autofree char *community =
        tarn_connect_format_community (tarn_notification_get_community (self->notification));

      g_string_append_printf (text, _("\nCommunity %s"), community);
    }

  anomalies = tarn_notification_get_anomalies (self->notification);
  if (anomalies != TARN_ANOMALY_NONE)
    {
      g_autofree char *told = tarn_anomalies_to_string (anomalies);

      g_string_append_printf (text, _("\nTolerated: %s"), told);
    }

  return g_utf8_make_valid (text->str, (gssize) text->len);
}

char *
tarn_notice_dup_text (TarnNotice    *self,
                      TarnTextStyle *style,
                      gboolean       with_community)
{
  g_autoptr(GString) text = NULL;
  g_autofree char *head = NULL;
  GPtrArray *varbinds;

  g_return_val_if_fail (TARN_IS_NOTICE (self), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  head = tarn_notice_dup_head (self, style, with_community);
  text = g_string_new (head);
  varbinds = tarn_notification_get_varbinds (self->notification);
  for (guint i = 0; i < varbinds->len; i++)
    {
      g_autofree char *line = tarn_text_style_dup_line (style, varbinds->pdata[i]);

      g_string_append_printf (text, "\n  %s", line);
    }

  return g_utf8_make_valid (text->str, (gssize) text->len);
}

gboolean
tarn_notice_matches (TarnNotice    *self,
                     TarnTextStyle *style,
                     const char    *text)
{
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (TARN_IS_NOTICE (self), FALSE);
  g_return_val_if_fail (style != NULL && text != NULL, FALSE);

  all = tarn_notice_dup_text (self, style, FALSE);
  folded = g_utf8_casefold (all, -1);
  return strstr (folded, text) != NULL;
}
