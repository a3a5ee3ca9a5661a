/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is done, and how that outlives the process: "1 COUNT CHECKSUM SEED 0-99,105", where
 * the checksum is of the targets as given and the rest are positions.  Targets end nearly
 * in their order, so there are about as many ranges as requests in flight.
 */
#include "ops/tarn-scan-plan-private.h"

#include <sys/socket.h>

#include "base/tarn-error.h"

#define STATE_VERSION "1"

enum
{
  STATE_FIELD_VERSION,
  STATE_FIELD_COUNT,
  STATE_FIELD_CHECKSUM,
  STATE_FIELD_SEED,
  STATE_FIELD_DONE,
  N_STATE_FIELDS
};

static gsize
n_words (const TarnScanPlan *self)
{
  return (gsize) (self->n_targets + 63) / 64;
}

static void
add_bit (guint64 *done,
         guint64 *n_done,
         guint64  position)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << position % 64;

  *n_done += (done[position / 64] & bit) == 0;
  done[position / 64] |= bit;
}

void
tarn_scan_plan_set_done (TarnScanPlan *self,
                         guint64       position)
{
  g_return_if_fail (position < self->n_targets);

  g_clear_pointer (&self->by_place, g_tree_unref);
  if (self->done == NULL)
    self->done = g_new0 (guint64, n_words (self));
  add_bit (self->done, &self->n_done, position);
}

gboolean
tarn_scan_plan_is_done (TarnScanPlan *self,
                        guint64       position)
{
  g_return_val_if_fail (position < self->n_targets, TRUE);

  return self->done != NULL && (self->done[position / 64] >> position % 64 & 1) != 0;
}

guint64
tarn_scan_plan_get_n_done (const TarnScanPlan *self)
{
  return self->n_done;
}

/* The interfaces' numbers are left out: they change with the next boot. */
static char *
make_checksum (const TarnScanPlan *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const TarnScanBlock *block = &g_array_index (self->blocks, TarnScanBlock, i);
      const TarnScanPlace *place = &block->place;
      gboolean is_name = place->family == AF_UNSPEC;
      g_autofree char *text = NULL;

      text = g_strdup_printf ("%s %u %" G_GINT64_MODIFIER "x %" G_GINT64_MODIFIER "x %u\n",
                              is_name ? (const char *) (guintptr) place->low : "",
                              place->port, place->high, is_name ? 0 : place->low, block->n);
      g_checksum_update (checksum, (const guchar *) text, -1);
    }

  return g_strndup (g_checksum_get_string (checksum), 16);
}

char *
tarn_scan_plan_dup_state (TarnScanPlan *self)
{
  g_autofree char *checksum = make_checksum (self);
  GString *state = g_string_new (NULL);
  gboolean first = TRUE;

  g_string_printf (state, STATE_VERSION " %" G_GUINT64_FORMAT " %s %" G_GUINT32_FORMAT " ",
                   self->n_targets, checksum, self->seed);

  for (guint64 from = 0; self->done != NULL && from < self->n_targets; from++)
    {
      guint64 to = from;

      if (from % 64 == 0 && self->done[from / 64] == 0)
        {
          from += 63;
          continue;
        }
      if (!tarn_scan_plan_is_done (self, from))
        continue;

      while (to + 1 < self->n_targets && tarn_scan_plan_is_done (self, to + 1))
        to++;
      g_string_append_printf (state, "%s%" G_GUINT64_FORMAT, first ? "" : ",", from);
      if (to > from)
        g_string_append_printf (state, "-%" G_GUINT64_FORMAT, to);
      first = FALSE;
      from = to;
    }

  return g_string_free (state, FALSE);
}

static gboolean
parse_ranges (const TarnScanPlan *self,
              const char         *text,
              guint64            *done,
              guint64            *n_done)
{
  g_auto(GStrv) ranges = g_strsplit (text, ",", -1);

  if (self->n_targets == 0)
    return FALSE;

  for (char **range = ranges; *range != NULL; range++)
    {
      char *hyphen = strchr (*range, '-');
      guint64 from, to;

      if (hyphen != NULL)
        *hyphen++ = '\0';
      if (!g_ascii_string_to_unsigned (*range, 10, 0, self->n_targets - 1, &from, NULL)
          || !g_ascii_string_to_unsigned (hyphen != NULL ? hyphen : *range, 10, from,
                                          self->n_targets - 1, &to, NULL))
        return FALSE;

      for (guint64 i = from; i <= to; i++)
        add_bit (done, n_done, i);
    }

  return TRUE;
}

gboolean
tarn_scan_plan_set_state (TarnScanPlan  *self,
                          const char    *state,
                          GError       **error)
{
  g_auto(GStrv) fields = g_strsplit (state, " ", -1);
  g_autofree char *checksum = make_checksum (self);
  g_autofree guint64 *done = NULL;
  guint64 count, seed, n_done = 0;

  if (g_strv_length (fields) != N_STATE_FIELDS
      || strcmp (fields[STATE_FIELD_VERSION], STATE_VERSION) != 0
      || !g_ascii_string_to_unsigned (fields[STATE_FIELD_COUNT], 10, 0,
                                      TARN_SCAN_PLAN_MAX_TARGETS, &count, NULL)
      || !g_ascii_string_to_unsigned (fields[STATE_FIELD_SEED], 10, 0, G_MAXUINT32, &seed, NULL))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "this is not the state of a scan");
      return FALSE;
    }
  if (count != self->n_targets || strcmp (fields[STATE_FIELD_CHECKSUM], checksum) != 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "this is the state of a scan of %" G_GUINT64_FORMAT " other targets", count);
      return FALSE;
    }

  done = g_new0 (guint64, n_words (self) + 1);
  if (fields[STATE_FIELD_DONE][0] != '\0'
      && !parse_ranges (self, fields[STATE_FIELD_DONE], done, &n_done))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "this is not the state of a scan");
      return FALSE;
    }

  tarn_scan_plan_shuffle (self, (guint32) seed);
  self->done = g_steal_pointer (&done);
  self->n_done = n_done;
  return TRUE;
}
