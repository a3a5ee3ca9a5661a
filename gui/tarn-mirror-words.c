/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mirror-words.h"

#include <glib/gi18n.h>

#include "tarn-mirror-verdict.h"
#include "tarn-ui.h"

void
tarn_mirror_words_clear (TarnMirrorWords *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->detail, g_free);
}

/* "12,345 values" */
static char *
count_values (guint64 n)
{
  g_autofree char *count = tarn_ui_format_count (n);

  return g_strdup_printf (ngettext ("%s value", "%s values", (gulong) n), count);
}

/* "3 parts are missing" */
static char *
count_parts (guint n)
{
  return g_strdup_printf (ngettext ("%u part is missing", "%u parts are missing", n), n);
}

/* What the walk comes to now: the column or table, for its instances are gone before they
 * could be read. */
static char *
name_subtree (TarnMib       *mib,
              const TarnOid *oid)
{
  g_autoptr(TarnMibNode) node = NULL;
  guint n_left;

  if (mib != NULL)
    node = tarn_mib_find_node (mib, oid, &n_left);
  if (node != NULL && tarn_mib_node_get_name (node) != NULL)
    return g_strdup (tarn_mib_node_get_name (node));

  return tarn_mirror_name (mib, oid);
}

static char *
tell_progress (const TarnMirrorProgress *progress,
               TarnMib                  *mib)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *values = count_values (progress->n_rows);
  g_autofree char *rate = tarn_ui_format_count ((guint64) progress->rate);
  g_autofree char *elapsed = tarn_ui_format_duration (progress->elapsed_us);

  /* Translators: values that come in a second */
  g_string_append_printf (text, "%s · ", values);
  g_string_append_printf (text, _("%s per second"), rate);
  if (progress->current != NULL)
    {
      g_autofree char *name = name_subtree (mib, progress->current);

      g_string_append_printf (text, " · %s", name);
    }
  g_string_append_printf (text, " · %s · ", elapsed);
  g_string_append_printf (text, ngettext ("%u request in flight", "%u requests in flight",
                                          progress->n_in_flight), progress->n_in_flight);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
count_gaps (TarnMirrorControl *control)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_control_dup_info (control);
  const TarnVerdict *verdict = tarn_mirror_control_get_verdict (control);

  if (info != NULL)
    return info->gaps->len;
  return verdict != NULL ? verdict->gaps->len : 0;
}

static char *
capitalize (const char *text)
{
  g_autofree char *first = NULL;

  if (text[0] == '\0')
    return g_strdup ("");

  first = g_utf8_strup (text, (gssize) (g_utf8_next_char (text) - text));
  return g_strconcat (first, g_utf8_next_char (text), NULL);
}

static char *
tell_first_gap (const TarnVerdict *verdict,
                TarnMib           *mib)
{
  const TarnGap *gap = verdict->gaps->pdata[0];
  g_autofree char *place = tarn_mirror_gap_place (mib, gap);
  g_autofree char *reason = tarn_mirror_gap_reason (gap);

  /* Translators: what is missing, and why */
  return g_strdup_printf (_("%s: %s"), place, reason);
}

static void
tell_done (TarnMirrorWords   *self,
           TarnMirrorControl *control,
           TarnMib           *mib)
{
  const TarnVerdict *verdict = tarn_mirror_control_get_verdict (control);
  const GError *error = tarn_mirror_control_get_error (control);
  g_autofree char *values = count_values (verdict->n_rows);
  g_autofree char *elapsed = tarn_ui_format_duration (verdict->elapsed_us);
  guint n_gaps = count_gaps (control);
  g_autofree char *parts = count_parts (n_gaps);
  gboolean complete = verdict->complete && n_gaps == 0;

  self->icon = complete ? "emblem-ok-symbolic" : "dialog-warning-symbolic";
  if (verdict->complete && verdict->n_requests == 0)
    self->title = g_strdup (_("Nothing is missing"));
  else if (complete)
    /* Translators: how many values, in what time */
    self->title = g_strdup_printf (_("Complete: %s in %s"), values, elapsed);
  else if (tarn_mirror_control_is_silent (control))
    self->title = g_strdup_printf (_("The device stopped answering: %s kept, %s"), values, parts);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->title = g_strdup_printf (_("Stopped: %s kept, %s"), values, parts);
  else
    self->title = g_strdup_printf (_("Incomplete: %s read, %s"), values, parts);

  if (tarn_mirror_control_has_restarted (control))
    self->detail = g_strdup (_("The device restarted meanwhile, or since it was read before."));
  else if (tarn_mirror_control_is_silent (control))
    self->detail = g_strdup (_("See that it is switched on and can be reached, then read the "
                               "rest."));
  else if (!complete && verdict->gaps->len > 0)
    self->detail = tell_first_gap (verdict, mib);

  if (complete)
    return;
  if (tarn_mirror_control_is_silent (control))
    self->go_on = _("_Retry");
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->go_on = C_("a mirror", "_Resume");
  else
    self->go_on = _("_Fetch Missing Parts");
}

static void
tell_interrupted (TarnMirrorWords   *self,
                  TarnMirrorControl *control)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_control_dup_info (control);

  self->title = g_strdup (_("This mirror was interrupted"));
  self->icon = "dialog-information-symbolic";
  self->go_on = C_("a mirror", "_Resume");
  if (info != NULL)
    {
      g_autofree char *when = tarn_ui_format_time (info->ended_us);

      /* Translators: an address, and a date with its time */
      self->detail = g_strdup_printf (_("What %s told until %s is here, the rest was not read."),
                                      info->device, when);
    }
}

void
tarn_mirror_words_init (TarnMirrorWords          *self,
                        TarnMirrorControl        *control,
                        const TarnMirrorProgress *progress,
                        const char               *name,
                        TarnMib                  *mib)
{
  const GError *error = tarn_mirror_control_get_error (control);
  g_autofree char *values = count_values (progress->n_rows);

  *self = (TarnMirrorWords) { 0 };
  switch (tarn_mirror_control_get_state (control))
    {
    case TARN_MIRROR_CONTROL_RUNNING:
      self->title = g_strdup_printf (_("Mirroring %s…"), name);
      self->detail = tell_progress (progress, mib);
      self->icon = "emblem-synchronizing-symbolic";
      break;

    case TARN_MIRROR_CONTROL_STOPPING:
      self->title = g_strdup (_("Stopping…"));
      self->detail = tell_progress (progress, mib);
      self->icon = "emblem-synchronizing-symbolic";
      break;

    case TARN_MIRROR_CONTROL_PAUSED:
      self->title = g_strdup (_("The mirror is paused"));
      self->detail = g_strdup_printf (_("%s were read and are kept."), values);
      self->icon = "media-playback-pause-symbolic";
      self->go_on = C_("a mirror", "_Resume");
      break;

    case TARN_MIRROR_CONTROL_DONE:
      tell_done (self, control, mib);
      break;

    case TARN_MIRROR_CONTROL_FAILED:
      self->title = g_strdup_printf (_("%s could not be mirrored"), name);
      self->detail = capitalize (error->message);
      self->icon = "dialog-error-symbolic";
      self->go_on = _("_Retry");
      break;

    case TARN_MIRROR_CONTROL_INTERRUPTED:
      tell_interrupted (self, control);
      break;

    case TARN_MIRROR_CONTROL_IDLE:
    default:
      self->title = g_strdup ("");
    }

  if (self->detail == NULL)
    self->detail = g_strdup ("");
}
