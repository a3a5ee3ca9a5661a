/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-import-lines.h"

#include "ops/tarn-import-source.h"

#define GUESS_LINES 100

gboolean
tarn_import_take_parsed (TarnImportSink         *sink,
                         guint64                 place,
                         TarnSpan                text,
                         const TarnSnmprecLine  *line,
                         TarnSnmprecKind         kind,
                         GError                **error)
{
  TarnRow row = { .name = tarn_name_span (&line->name) };
  TarnImportTake how = line->mended ? TARN_TAKE_MENDED
                       : line->remarks->len > 0 ? TARN_TAKE_DOUBTFUL : TARN_TAKE_CLEAN;

  if (kind == TARN_SNMPREC_NOTHING)
    return TRUE;
  if (kind == TARN_SNMPREC_REFUSED)
    return tarn_import_sink_leave (sink, place, text, TARN_LEAVE_REFUSED, line->remarks->str,
                                   error);
  if (kind == TARN_SNMPREC_MODULE)
    return tarn_import_sink_leave (sink, place, tarn_snmprec_line_module (text),
                                   TARN_LEAVE_MODULE, "its value is made up by a module of "
                                   "snmpsim, which is not run", error);

  tarn_row_set_tlv (&row, tarn_snmprec_line_tlv (line));
  return tarn_import_sink_take (sink, place, text, &row, how, line->remarks->str, error);
}

gboolean
tarn_import_read_lines (TarnImportSource    *source,
                        TarnImportSink      *sink,
                        TarnImportLineFunc   func,
                        gpointer             data,
                        GError             **error)
{
  g_autoptr(GError) failure = NULL;
  TarnSnmprecLine line;
  TarnLineResult result;
  TarnSnmprecKind kind;
  gboolean ok = TRUE, had_cr;
  TarnSpan text;

  tarn_snmprec_line_init (&line);
  while (ok && (result = tarn_import_source_next_line (source, &text, &had_cr, &failure))
               != TARN_LINE_NONE)
    {
      tarn_snmprec_line_reset (&line);
      kind = TARN_SNMPREC_REFUSED;
      if (result == TARN_LINE_READ)
        kind = func (&line, text, data);
      else
        tarn_snmprec_refuse (&line, "longer than any value that SNMP can carry");
      ok = tarn_import_take_parsed (sink, tarn_import_source_get_line (source), text, &line, kind,
                                    &failure);
    }
  tarn_snmprec_line_clear (&line);

  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

TarnSpan
tarn_import_strip (TarnSpan field)
{
  while (field.len > 0 && (field.data[0] == ' ' || field.data[0] == '\t'))
    field = tarn_span (field.data + 1, field.len - 1);
  while (field.len > 0 && (field.data[field.len - 1] == ' ' || field.data[field.len - 1] == '\t'))
    field.len--;

  return field;
}

guint
tarn_import_count_lines (TarnSpan   head,
                         gboolean   whole,
                         gboolean (*func) (TarnSpan line))
{
  guint n_lines = 0, n_right = 0;
  TarnSpan line;

  while (n_lines < GUESS_LINES && tarn_import_take_line (&head, whole, &line))
    {
      TarnSpan stripped = tarn_import_strip (line);

      if (stripped.len == 0 || stripped.data[0] == '#')
        continue;
      n_lines++;
      n_right += func (line);
    }

  return n_lines > 0 ? 100 * n_right / n_lines : 0;
}
