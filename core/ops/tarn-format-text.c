/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What the tools of net-snmp 5.9.3 print with -On -m ''.
 */
#include "ops/tarn-format-private.h"

#include "base/tarn-name.h"
#include "mib/tarn-mib-value.h"

/* Room for @n more octets behind @line; what of it was written, take_until() makes part of
 * it. */
static inline char *
reserve (GString *line,
         gsize    n)
{
  gsize len = line->len;

  if (G_UNLIKELY (line->allocated_len - len <= n))
    {
      g_string_set_size (line, len + n);
      line->len = len;
    }

  return line->str + len;
}

static inline void
take_until (GString    *line,
            const char *end)
{
  line->len = (gsize) (end - line->str);
  line->str[line->len] = '\0';
}

void
tarn_format_row_text (TarnSpan       prefix,
                      const TarnRow *row,
                      GString       *line)
{
  static const char equals[] = " = ";
  char *text = reserve (line, prefix.len + TARN_NAME_MAX_TEXT + sizeof equals
                              + TARN_MIB_MAX_NUMBER);
  char *end, *number_end;

  text = mempcpy (text, prefix.data, prefix.len);
  end = mempcpy (text + tarn_name_to_text (row->name, text), equals, sizeof equals - 1);
  number_end = tarn_mib_value_put_number (row, end);
  if (number_end != NULL)
    {
      *number_end++ = '\n';
      take_until (line, number_end);
      return;
    }

  take_until (line, end);
  tarn_mib_value_print (line, row, NULL, TARN_MIB_VALUE_NET_SNMP);
  g_string_append_c (line, '\n');
}
