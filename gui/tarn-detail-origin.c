/* tarn-detail-origin.c
 *
 * Where a value comes from, and what of a branch is not here.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-detail-facts.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

static void
take (TarnDetail *self,
      const char *caption,
      char       *text)
{
  tarn_detail_take (self, TARN_DETAIL_ORIGIN, TARN_DETAIL_PLAIN, caption, text);
}

static const char *
origin_words (TarnOrigin origin)
{
  switch (origin)
    {
    case TARN_ORIGIN_IMPORT:
      return _("Imported");
    case TARN_ORIGIN_EDIT:
      return _("Edited by hand");
    case TARN_ORIGIN_AGENT:
      return _("Set by a manager, through the agent that serves this capture");
    case TARN_ORIGIN_DEVICE:
    default:
      return _("As the device told it");
    }
}

static char *
format_as_object (TarnDetail *self,
                  TarnValue  *value)
{
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (self->mib);
  g_autoptr(TarnVarbind) varbind = tarn_varbind_new (self->oid, value);

  return tarn_text_style_dup_value (style, varbind);
}

static void
add_note (TarnDetail     *self,
          const TarnNote *note)
{
  take (self, self->value != NULL ? _("Origin") : _("Deleted"),
        g_strdup (origin_words (note->origin)));
  if (note->time_us != 0)
    take (self, _("When"), tarn_ui_format_time (note->time_us));
  if (note->was != NULL)
    take (self, _("Before"), format_as_object (self, note->was));
  else if (note->origin != TARN_ORIGIN_DEVICE && self->value != NULL)
    take (self, _("Before"), g_strdup (_("There was nothing")));
  if (note->requested != NULL)
    take (self, _("Asked for as"), tarn_oid_to_string (note->requested));
}

/* Whether @gap and what is at or below @oid have names in common. */
static gboolean
gap_is_in (const TarnGap *gap,
           const TarnOid *oid)
{
  g_autoptr(TarnOid) end = tarn_oid_dup_end (oid);

  return (gap->before == NULL || tarn_oid_compare (gap->before, oid) > 0)
         && (gap->after == NULL || end == NULL || tarn_oid_compare (gap->after, end) < 0);
}

static void
add_gaps (TarnDetail           *self,
          const TarnMirrorInfo *info)
{
  const TarnGap *first = NULL;
  guint n = 0;

  for (guint i = 0; i < info->gaps->len; i++)
    if (gap_is_in (info->gaps->pdata[i], self->oid))
      {
        first = first != NULL ? first : info->gaps->pdata[i];
        n++;
      }
  if (n == 0)
    return;

  take (self, _("Not fetched"),
        n == 1 ? g_strdup (tarn_gap_reason_to_string (first->reason))
               /* Translators: how many gaps, and why the first is one */
               : g_strdup_printf (ngettext ("%u part: %s", "%u parts, the first: %s", n), n,
                                  tarn_gap_reason_to_string (first->reason)));
}

static gboolean
was_meant (TarnDetail           *self,
           const TarnMirrorInfo *info)
{
  for (guint i = 0; i < info->ranges->len; i++)
    if (gap_is_in (info->ranges->pdata[i], self->oid))
      return TRUE;

  return FALSE;
}

static void
add_mirror (TarnDetail           *self,
            const TarnMirrorInfo *info)
{
  take (self, _("Device"), g_strdup (info->device));
  if (info->ended_us != 0)
    take (self, info->running ? _("Being read since") : _("Read until"),
          tarn_ui_format_time (info->running ? info->began_us : info->ended_us));
  if (!was_meant (self, info))
    take (self, _("Not fetched"), g_strdup (_("This part was not asked for")));
  else
    add_gaps (self, info);
}

void
tarn_detail_add_origin_facts (TarnDetail *self,
                              TarnStore  *store)
{
  g_autoptr(TarnNote) note = tarn_store_dup_note (store, self->oid, NULL);
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_info_read (store);

  if (self->value == NULL)
    take (self, _("Values"), tarn_ui_format_count (self->n_below));
  if (note != NULL)
    add_note (self, note);
  if (info != NULL)
    add_mirror (self, info);
}
