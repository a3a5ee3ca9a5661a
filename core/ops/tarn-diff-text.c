/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Differences for people, spreadsheets and programs.
 */
#include "ops/tarn-diff-private.h"

#include "ops/tarn-format-private.h"
#include "ops/tarn-text-style-private.h"

static const char *
kind_word (TarnDifference kind)
{
  static const char *const words[] = { "changed", "added", "removed" };

  return words[kind];
}

/**
 * tarn_diff_append_head:
 * @self: a comparison
 * @format: text, CSV or JSON
 * @text: what to append to
 *
 * Appends what stands before the first difference.
 */
void
tarn_diff_append_head (TarnDiff   *self,
                       TarnFormat  format,
                       GString    *text)
{
  g_return_if_fail (TARN_IS_DIFF (self));

  if (format == TARN_FORMAT_CSV)
    g_string_append (text, "change,row,moving,oid,name,before,after\n");
}

/* FALSE with @error set; a varbind that is not there has an empty TLV. */
static gboolean
get_sides (TarnDiff     *self,
           guint         n,
           TarnVarbind **sides,
           GError      **error)
{
  g_autoptr(TarnOid) oid = tarn_diff_dup_oid (self, n);

  for (guint i = 0; i < 2; i++)
    {
      GError *failure = NULL;
      g_autoptr(TarnValue) value = tarn_store_get (self->stores[i], oid, &failure);

      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      sides[i] = value != NULL ? tarn_varbind_new (oid, value) : NULL;
    }

  return TRUE;
}

/* The arcs behind the column; empty: it is of no table. */
static char *
dup_instance (TarnDiff *self,
              guint     n)
{
  const TarnDiffCell *cell = tarn_diff_cell (self, n);
  TarnSpan name = tarn_diff_cell_name (self, cell), column;
  char whole[TARN_NAME_MAX_TEXT], front[TARN_NAME_MAX_TEXT];
  gsize len;

  if (cell->table == TARN_DIFF_NO_TABLE)
    return g_strdup ("");

  column = tarn_span (name.data, name.len - tarn_diff_cell_instance (self, cell).len);
  tarn_name_to_text (name, whole);
  len = tarn_name_to_text (column, front);
  return g_strdup (whole[len] == '.' ? whole + len + 1 : "");
}

/* As a patch has it: a line in front of a row that is new or gone, then what was and is. */
static void
append_text (TarnDiff            *self,
             guint                n,
             TarnVarbind * const *sides,
             TarnTextStyle       *style,
             GString             *text)
{
  static const char *const prefixes[] = { "- ", "+ " };
  TarnDifference kind;
  guint n_cells = tarn_diff_get_row (self, n, &kind);
  TarnOid *entry = tarn_diff_get_entry (self, n);

  if (n_cells > 0 && entry != NULL && kind != TARN_DIFFERENCE_CHANGED)
    {
      g_autofree char *instance = dup_instance (self, n);

      g_string_append (text, "@ ");
      tarn_text_style_append_name (style, tarn_oid_span (entry), text);
      g_string_append_printf (text, " %s: row %s, %u %s\n", instance, kind_word (kind), n_cells,
                              n_cells == 1 ? "cell" : "cells");
    }

  for (guint i = 0; i < 2; i++)
    if (sides[i] != NULL)
      {
        TarnRow row = tarn_row_from_varbind (sides[i]);

        tarn_text_style_append_rows (style, TARN_FORMAT_TEXT, prefixes[i], &row, 1, text);
      }
}

static void
append_csv_value (TarnTextStyle     *style,
                  const TarnVarbind *varbind,
                  GString           *text)
{
  g_autofree char *value = NULL;
  TarnSpan span;

  if (varbind == NULL)
    return;

  value = tarn_text_style_dup_value (style, varbind);
  span = tarn_span (value, strlen (value));
  if (span.len == 0)
    g_string_append (text, "\"\"");
  else if (tarn_format_is_formula (span)
           && tarn_value_get_kind (tarn_varbind_get_value (varbind)) == TARN_KIND_OCTET_STRING)
    tarn_format_append_csv_guarded (text, span);
  else
    tarn_format_append_csv_field (text, span);
}

static void
append_csv (TarnDiff            *self,
            guint                n,
            TarnVarbind * const *sides,
            TarnTextStyle       *style,
            GString             *text)
{
  const TarnDiffCell *cell = tarn_diff_cell (self, n);
  g_autofree char *instance = dup_instance (self, n);
  TarnSpan name = tarn_diff_cell_name (self, cell);
  char oid[TARN_NAME_MAX_TEXT];
  g_autoptr(GString) words = g_string_new (NULL);

  tarn_name_to_text (name, oid);
  tarn_text_style_append_name (style, name, words);
  g_string_append_printf (text, "%s,%s,%s,%s,", kind_word (cell->kind), instance,
                          cell->moving ? "yes" : "", oid + 1);
  tarn_format_append_csv_field (text, tarn_span (words->str, words->len));
  for (guint i = 0; i < 2; i++)
    {
      g_string_append_c (text, ',');
      append_csv_value (style, sides[i], text);
    }
  g_string_append_c (text, '\n');
}

static void
append_json (TarnDiff            *self,
             guint                n,
             TarnVarbind * const *sides,
             TarnTextStyle       *style,
             GString             *text)
{
  static const char *const members[] = { "before", "after" };
  const TarnDiffCell *cell = tarn_diff_cell (self, n);
  TarnOid *entry = tarn_diff_get_entry (self, n);

  g_string_append_printf (text, "{\"change\":\"%s\",\"moving\":%s", kind_word (cell->kind),
                          cell->moving ? "true" : "false");
  if (entry != NULL)
    {
      g_autofree char *table = tarn_oid_to_string (entry), *instance = dup_instance (self, n);
      TarnDifference kind = TARN_DIFFERENCE_CHANGED;
      guint first = n;

      while (tarn_diff_get_row (self, first, &kind) == 0)
        first--;
      g_string_append_printf (text, ",\"row\":{\"entry\":\"%s\",\"instance\":\"%s\","
                                    "\"change\":\"%s\"}",
                              table + 1, instance, kind_word (kind));
    }

  for (guint i = 0; i < 2; i++)
    if (sides[i] != NULL)
      {
        TarnRow row = tarn_row_from_varbind (sides[i]);

        g_string_append_printf (text, ",\"%s\":", members[i]);
        tarn_text_style_append_row (style, TARN_FORMAT_JSON, &row, text);
        g_string_truncate (text, text->len - 1);   /* its line end */
      }
  g_string_append (text, "}\n");
}

/**
 * tarn_diff_append:
 * @self: a comparison that is done
 * @n: which difference
 * @format: text, CSV or JSON
 * @style: how names and values are written
 * @text: what to append to
 * @error: return location for a #GError
 *
 * Appends lines for one difference, with their ends.
 *
 * Returns: whether both sides could be read; %FALSE with %TARN_ERROR_STORE_BUSY: try again
 */
gboolean
tarn_diff_append (TarnDiff       *self,
                  guint           n,
                  TarnFormat      format,
                  TarnTextStyle  *style,
                  GString        *text,
                  GError        **error)
{
  TarnVarbind *sides[2] = { NULL, NULL };
  gboolean good;

  g_return_val_if_fail (TARN_IS_DIFF (self), FALSE);
  g_return_val_if_fail (self->phase == TARN_DIFF_DONE && n < self->cells->len, FALSE);
  g_return_val_if_fail (style != NULL, FALSE);

  good = get_sides (self, n, sides, error);
  if (good)
    switch (format)
      {
      case TARN_FORMAT_JSON:
        append_json (self, n, sides, style, text);
        break;
      case TARN_FORMAT_CSV:
        append_csv (self, n, sides, style, text);
        break;
      case TARN_FORMAT_TEXT:
      case TARN_FORMAT_SNMPREC:
      default:
        append_text (self, n, sides, style, text);
      }

  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&sides[i], tarn_varbind_unref);
  return good;
}
