/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is printed around a value, or in place of one.
 */
#include "ops/tarn-import-lines.h"
#include "ops/tarn-import-text.h"

TarnSpan
tarn_text_strip (TarnSpan text)
{
  while (text.len > 0 && g_ascii_isspace (text.data[text.len - 1]))
    text.len--;

  return tarn_import_strip (text);
}

TarnSpan
tarn_text_skip_complaint (TarnSpan value)
{
  const char *close = tarn_span_has_prefix (value, "Wrong Type (") ? "): "
                      : tarn_span_has_prefix (value, "(Bad hint ignored: ") ? ") " : NULL;
  const guint8 *end = close != NULL ? memmem (value.data, value.len, close, strlen (close))
                                    : NULL;

  if (end == NULL)
    return value;
  end += strlen (close);
  return tarn_span (end, value.len - (gsize) (end - value.data));
}

TarnSpan
tarn_text_strip_units (const TarnImportNames *names,
                       TarnSpan               value)
{
  TarnSpan text = tarn_text_strip (value);
  gsize len = names != NULL && names->units != NULL ? strlen (names->units) : 0;
  gsize end = (gsize) (text.data - value.data) + text.len;

  if (len == 0 || text.len < len + 1
      || memcmp (text.data + text.len - len, names->units, len) != 0
      || text.data[text.len - len - 1] != ' ')
    return value;
  return tarn_span (value.data, end - len - 1);
}

gboolean
tarn_text_parse_exception (TarnSnmprecLine *line,
                           TarnSpan         value,
                           TarnSnmprecKind *kind)
{
  *kind = TARN_SNMPREC_VARBIND;

  if (tarn_span_has_prefix (value, "No Such Object"))
    return tarn_snmprec_make_tlv (line, TARN_KIND_NO_SUCH_OBJECT);
  if (tarn_span_has_prefix (value, "No Such Instance"))
    return tarn_snmprec_make_tlv (line, TARN_KIND_NO_SUCH_INSTANCE);
  if (!tarn_span_has_prefix (value, "No more variables left in this MIB View"))
    return FALSE;

  tarn_snmprec_remark (line, "the end of what the agent shows");
  *kind = TARN_SNMPREC_NOTHING;
  return TRUE;
}

gboolean
tarn_text_parse_raw (TarnSnmprecLine *line,
                     TarnSpan         value,
                     gboolean        *good)
{
  const guint8 *end = memmem (value.data, value.len, "): ", 3);

  if (end == NULL || (!tarn_span_has_prefix (value, "Unknown Type (0x")
                      && !tarn_span_has_prefix (value, "Undecodable (type 0x")))
    return FALSE;

  value = tarn_span (end + 3, value.len - (gsize) (end + 3 - value.data));
  *good = tarn_text_parse_hex (line, value);
  g_byte_array_append (line->tlv, line->content->data, line->content->len);
  return TRUE;
}
