/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-varbind-line.h"

#include <glib/gi18n.h>

#define MAX_LEN 200

void
tarn_varbind_line_append (GString       *text,
                          TarnTextStyle *style,
                          GPtrArray     *varbinds,
                          guint          n,
                          gboolean       with_values)
{
  guint n_shown = MIN (varbinds->len, TARN_VARBIND_LINE_MAX);

  for (guint i = 0; i < n_shown && text->len < MAX_LEN; i++)
    {
      TarnVarbind *varbind = g_ptr_array_index (varbinds, i);
      g_autofree char *name = tarn_text_style_dup_name (style, tarn_varbind_get_oid (varbind));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
      if (with_values)
        {
          g_autofree char *value = tarn_text_style_dup_value (style, varbind);

          g_string_append_printf (text, " = %.80s", value);
        }
    }
  if (n > TARN_VARBIND_LINE_MAX)
    g_string_append_printf (text, ngettext (" and %u more", " and %u more",
                                            n - TARN_VARBIND_LINE_MAX),
                            n - TARN_VARBIND_LINE_MAX);
}

/* Characters may be cut, and octets of another encoding. */
char *
tarn_varbind_line_finish (GString *text)
{
  char *line;

  g_strdelimit (text->str, "\r\n", ' ');
  line = g_utf8_make_valid (text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  return line;
}
