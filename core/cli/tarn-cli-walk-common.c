/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-walk-common.h"

/* Everything, or what is below one arc: no OID. */
static gboolean
is_top (const char *text)
{
  static const char *const names[] = { "iso", "ccitt", "joint-iso-ccitt", NULL };
  const char *arc = text + (text[0] == '.');

  return strspn (arc, "0123456789") == strlen (arc) || g_strv_contains (names, arc);
}

static gboolean
add_root (TarnWalk    *walk,
          const char  *text,
          TarnOid     *marker,
          GError     **error)
{
  g_autoptr(TarnOid) after = NULL;
  g_autoptr(TarnOid) before = NULL;

  /* A whole OID may be an instance, which a range would not ask for. */
  if (!is_top (text))
    {
      g_autoptr(TarnOid) root = cli_parse_oid (text, error);

      if (root != NULL)
        tarn_walk_add_root (walk, root, marker);
      return root != NULL;
    }

  if (!tarn_mib_parse_root (NULL, text, &after, &before, error))
    return FALSE;
  if (marker != NULL && before != NULL && tarn_oid_compare (marker, before) >= 0)
    return TRUE;

  if (marker != NULL && (after == NULL || tarn_oid_compare (marker, after) > 0))
    tarn_walk_add_range (walk, marker, before);
  else
    tarn_walk_add_range (walk, after, before);
  return TRUE;
}

gboolean
cli_walk_prepare (CliWalk          *self,
                  const CliCommand *command,
                  TarnWalk         *walk)
{
  if (self->max_repetitions != G_MAXUINT)
    {
      if (self->max_repetitions == 0 || self->max_repetitions > G_MAXINT32)
        {
          cli_misused (command, "-Cr takes at least 1, and at most %d", G_MAXINT32);
          return FALSE;
        }
      tarn_walk_set_max_repetitions (walk, self->max_repetitions);
    }

  tarn_walk_set_max_time_us (walk, self->max_time_us);
  tarn_walk_set_tolerate (walk, self->tolerate);

  return self->verdict_path == NULL || strcmp (self->verdict_path, "-") == 0
         || cli_output_init (&self->verdict, self->verdict_path);
}

gboolean
cli_walk_add_roots (CliWalk          *self,
                    const CliCommand *command,
                    TarnWalk         *walk,
                    GPtrArray        *operands,
                    guint             first)
{
  g_autoptr(TarnOid) marker = NULL;
  g_autoptr(GError) error = NULL;

  if (self->after != NULL)
    {
      marker = cli_parse_oid (self->after, &error);
      if (marker == NULL)
        {
          cli_misused (command, "%s", error->message);
          return FALSE;
        }
    }

  if (operands->len == first)
    {
      tarn_walk_add_range (walk, marker, NULL);
      return TRUE;
    }

  for (guint i = first; i < operands->len; i++)
    if (!add_root (walk, operands->pdata[i], marker, &error))
      {
        cli_misused (command, "%s", error->message);
        return FALSE;
      }

  return TRUE;
}

/* What is missing and what was tolerated: all but the first line of the verdict. */
static void
tell_details (const TarnVerdict *verdict)
{
  g_autofree char *text = tarn_verdict_to_string (verdict);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 1; lines[i] != NULL; i++)
    cli_complain ("%s", lines[i]);
}

/* The cure, where there is one (P-WLK-03). */
static void
offer_tolerate (const TarnVerdict *verdict)
{
  for (guint i = 0; i < verdict->gaps->len; i++)
    {
      const TarnGap *gap = g_ptr_array_index (verdict->gaps, i);

      if (gap->reason != TARN_GAP_NOT_INCREASING)
        continue;
      cli_complain ("with --tolerate the walk goes on where names do not increase");
      return;
    }
}

static gboolean
write_verdict (CliWalk           *self,
               const TarnVerdict *verdict)
{
  g_autofree char *json = NULL;

  if (self->verdict_path == NULL)
    return TRUE;

  json = tarn_verdict_to_json (verdict);
  if (self->verdict.buffer == NULL)
    {
      g_printerr ("%s\n", json);
      return TRUE;
    }

  g_string_append_printf (self->verdict.buffer, "%s\n", json);
  return cli_output_close (&self->verdict);
}

gboolean
cli_walk_tell (CliWalk      *self,
               TarnWalk     *walk,
               const GError *error)
{
  g_autoptr(TarnVerdict) verdict = tarn_walk_dup_verdict (walk);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cli_complain ("interrupted");
  else if (error != NULL)
    cli_complain ("%s", error->message);

  if (error != NULL ? cli_status_for_error (error) != CLI_USAGE : !self->quiet)
    tell_details (verdict);
  if (error != NULL && !self->tolerate)
    offer_tolerate (verdict);

  return write_verdict (self, verdict);
}
