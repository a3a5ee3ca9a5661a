/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The lines of a .snmprec file, taken apart by tarn-snmprec-line.c.
 */
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-source.h"

#define GUESS_LINES 100

/* Begins with an OID, perhaps one that somebody made anonymous, or is a comment of ours,
 * and has two bars. */
static gboolean
looks_right (TarnSpan line)
{
  const guint8 *end = line.data + line.len;
  TarnSpan text = tarn_import_strip (line);
  const guint8 *bar = memchr (line.data, '|', line.len);

  if (bar == NULL || text.data[0] == '\0' || strchr (".#0123456789", text.data[0]) == NULL
      || memchr (line.data, '=', (gsize) (bar - line.data)) != NULL)
    return FALSE;

  return bar + 1 < end && memchr (bar + 1, '|', (gsize) (end - bar - 1)) != NULL;
}

/* Comments do not count unless they are ours. */
static guint
guess (TarnSpan head,
       gboolean whole)
{
  guint n_lines = 0, n_right = 0;
  TarnSpan line;

  while (n_lines < GUESS_LINES && tarn_import_take_line (&head, whole, &line))
    {
      gboolean right = line.len > 0 && looks_right (line);

      n_right += right;
      n_lines += right || (line.len > 0 && line.data[0] != '#');
    }

  return n_right > 0 && 2 * n_right >= n_lines ? 95 * n_right / n_lines : 0;
}

/* @data is the name of a whole TLV that was read just before: the line behind it says the
 * same for snmpsim. */
static TarnSnmprecKind
parse_line (TarnSnmprecLine *self,
            TarnSpan         text,
            gpointer         data)
{
  TarnSnmprecKind kind = tarn_snmprec_line_parse (self, text);
  TarnSpan name = tarn_name_span (&self->name);
  TarnName *twin = data;
  gboolean is_twin = kind == TARN_SNMPREC_VARBIND && twin->len > 0
                     && tarn_span_equal (name, tarn_name_span (twin));

  twin->len = 0;
  if (kind == TARN_SNMPREC_RAW)
    tarn_name_set (twin, name);

  return is_twin ? TARN_SNMPREC_NOTHING : kind;
}

static gboolean
read_all (TarnImportSource  *source,
          TarnImportSink    *sink,
          GError           **error)
{
  TarnName twin = { 0 };

  return tarn_import_read_lines (source, sink, parse_line, &twin, error);
}

const TarnImportReader tarn_import_snmprec_reader = {
  .format = TARN_IMPORT_SNMPREC,
  .name = "snmprec",
  .refusal = "a .snmprec file: none of its lines is OID|type|value",
  .guess = guess,
  .read = read_all,
};
