/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-log-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tarn-ui.h"
#include "tarn-varbind-line.h"

/* In a line of octets. */
#define PER_LINE 16

struct _TarnLogEntry
{
  GObject    parent_instance;

  TarnTrace *trace;
  gboolean   expected;
};

G_DEFINE_FINAL_TYPE (TarnLogEntry, tarn_log_entry, G_TYPE_OBJECT)

static void
tarn_log_entry_finalize (GObject *object)
{
  tarn_trace_unref (TARN_LOG_ENTRY (object)->trace);

  G_OBJECT_CLASS (tarn_log_entry_parent_class)->finalize (object);
}

static void
tarn_log_entry_class_init (TarnLogEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_log_entry_finalize;
}

static void
tarn_log_entry_init (TarnLogEntry *self)
{
}

TarnLogEntry *
tarn_log_entry_new (TarnTrace *trace,
                    gboolean   expected)
{
  TarnLogEntry *self;

  g_return_val_if_fail (trace != NULL, NULL);

  self = g_object_new (TARN_TYPE_LOG_ENTRY, NULL);
  self->trace = tarn_trace_ref (trace);
  self->expected = expected;

  return self;
}

const TarnTrace *
tarn_log_entry_get_trace (TarnLogEntry *self)
{
  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);

  return self->trace;
}

char *
tarn_log_entry_dup_time (TarnLogEntry *self)
{
  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);

  return tarn_ui_format_moment (self->trace->time_us);
}

char *
tarn_log_entry_dup_direction (TarnLogEntry *self)
{
  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);

  switch (self->trace->direction)
    {
    case TARN_TRACE_SENT:
      return g_strdup (_("→ Sent"));
    case TARN_TRACE_BOUNCED:
      return g_strdup (_("✕ Returned"));
    case TARN_TRACE_RECEIVED:
    default:
      /* Translators: came, but nobody waits for it */
      return g_strdup (self->expected ? _("← Received") : _("← Ignored"));
    }
}

char *
tarn_log_entry_dup_operation (TarnLogEntry *self)
{
  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);

  return g_strdup (self->trace->operation);
}

char *
tarn_log_entry_dup_id (TarnLogEntry *self)
{
  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);

  return self->trace->operation[0] != '\0' ? g_strdup_printf ("%d", self->trace->request_id)
                                           : g_strdup ("");
}

char *
tarn_log_entry_dup_size (TarnLogEntry *self)
{
  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);

  return g_strdup_printf ("%" G_GSIZE_FORMAT, g_bytes_get_size (self->trace->octets));
}

char *
tarn_log_entry_dup_rtt (TarnLogEntry *self)
{
  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);

  if (self->trace->rtt_us <= 0)
    return g_strdup ("");

  /* Translators: milliseconds */
  return g_strdup_printf (_("%.2f ms"), (double) self->trace->rtt_us / 1000);
}

static gboolean
is_bulk (const TarnTrace *trace)
{
  return strcmp (trace->operation, "GetBulk") == 0;
}

static gboolean
is_question (const TarnTrace *trace)
{
  return is_bulk (trace) || strcmp (trace->operation, "Get") == 0
         || strcmp (trace->operation, "GetNext") == 0;
}

/* What stands in the place of error-status, if it says anything; with a space behind it. */
static void
append_status (GString         *text,
               const TarnTrace *trace)
{
  if (is_bulk (trace))
    /* Translators: of a GetBulk request */
    g_string_append_printf (text, _("%d non-repeaters, %d repetitions: "), trace->error_status,
                            trace->error_index);
  else if (!is_question (trace) && trace->error_status != 0)
    /* Translators: an error-status, and the number of the varbind it is about */
    g_string_append_printf (text, _("%s at %d: "), tarn_status_to_string (trace->error_status),
                            trace->error_index);
}

char *
tarn_log_entry_dup_summary (TarnLogEntry  *self,
                            TarnTextStyle *style)
{
  g_autoptr(GPtrArray) varbinds = NULL;
  GString *text;

  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  text = g_string_new (NULL);
  if (self->trace->problem != NULL)
    g_string_append_printf (text, "%s ", self->trace->problem);
  append_status (text, self->trace);
  varbinds = tarn_trace_dup_varbinds (self->trace, TARN_VARBIND_LINE_MAX);
  tarn_varbind_line_append (text, style, varbinds, self->trace->n_varbinds,
                            !is_question (self->trace));

  return tarn_varbind_line_finish (text);
}

/* Lines of octets, with those of the community as dots in both columns. */
static void
append_octets (GString         *text,
               const TarnTrace *trace)
{
  gsize len;
  const guint8 *octets = g_bytes_get_data (trace->octets, &len);

  for (gsize at = 0; at < len; at += PER_LINE)
    {
      g_string_append_printf (text, "\n%04" G_GSIZE_MODIFIER "x ", at);
      for (gsize i = at; i < at + PER_LINE; i++)
        {
          gboolean masked = i - trace->community_at < trace->community_len;

          if (i >= len)
            g_string_append (text, "   ");
          else if (masked)
            g_string_append (text, " ··");
          else
            g_string_append_printf (text, " %02x", octets[i]);
        }
      g_string_append (text, "  ");
      for (gsize i = at; i < MIN (at + PER_LINE, len); i++)
        {
          gboolean masked = i - trace->community_at < trace->community_len;

          if (masked)
            g_string_append (text, "·");
          else
            g_string_append_c (text, g_ascii_isprint (octets[i]) ? (char) octets[i] : '.');
        }
    }
}

static void
append_head (GString      *text,
             TarnLogEntry *self)
{
  const TarnTrace *trace = self->trace;
  g_autofree char *time = tarn_log_entry_dup_time (self);
  g_autofree char *direction = tarn_log_entry_dup_direction (self);
  g_autofree char *rtt = tarn_log_entry_dup_rtt (self);

  g_string_append_printf (text, "%s  %s  %s", time, direction, trace->peer);
  if (rtt[0] != '\0')
    g_string_append_printf (text, _("  after %s"), rtt);
  if (trace->operation[0] != '\0')
    g_string_append_printf (text, "\n%s %s, request-id %d",
                            trace->version == TARN_VERSION_1 ? "SNMPv1" : "SNMPv2c",
                            trace->operation, trace->request_id);
  if (is_bulk (trace))
    g_string_append_printf (text, ", non-repeaters %d, max-repetitions %d", trace->error_status,
                            trace->error_index);
  else if (trace->operation[0] != '\0' && !is_question (trace))
    g_string_append_printf (text, ", error-status %d (%s), error-index %d", trace->error_status,
                            tarn_status_to_string (trace->error_status), trace->error_index);
  if (trace->problem != NULL)
    g_string_append_printf (text, "\n%s", trace->problem);
  if (trace->anomalies != TARN_ANOMALY_NONE)
    {
      g_autofree char *anomalies = tarn_anomalies_to_string (trace->anomalies);

      g_string_append_printf (text, _("\nTolerated: %s"), anomalies);
    }
}

static void
append_varbinds (GString       *text,
                 TarnLogEntry  *self,
                 TarnTextStyle *style)
{
  g_autoptr(GPtrArray) varbinds = tarn_trace_dup_varbinds (self->trace, 0);

  for (guint i = 0; i < varbinds->len; i++)
    {
      TarnVarbind *varbind = g_ptr_array_index (varbinds, i);
      g_autofree char *line = is_question (self->trace)
        ? tarn_text_style_dup_name (style, tarn_varbind_get_oid (varbind))
        : tarn_text_style_dup_line (style, varbind);

      g_string_append_printf (text, "\n%4u  %s", i + 1, line);
    }
}

char *
tarn_log_entry_dup_text (TarnLogEntry  *self,
                         TarnTextStyle *style)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  append_head (text, self);
  append_varbinds (text, self, style);
  g_string_append_c (text, '\n');
  append_octets (text, self->trace);

  return g_utf8_make_valid (text->str, (gssize) text->len);
}

gboolean
tarn_log_entry_matches (TarnLogEntry  *self,
                        TarnTextStyle *style,
                        const char    *text)
{
  g_autoptr(GString) all = g_string_new (NULL);
  g_autofree char *valid = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (TARN_IS_LOG_ENTRY (self), FALSE);
  g_return_val_if_fail (style != NULL && text != NULL, FALSE);

  append_head (all, self);
  append_varbinds (all, self, style);
  valid = g_utf8_make_valid (all->str, (gssize) all->len);
  folded = g_utf8_casefold (valid, -1);

  return strstr (folded, text) != NULL;
}
