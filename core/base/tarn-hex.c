/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-hex.h"

#include <string.h>

gboolean
tarn_hex_parse (const char *text,
                const char *separators,
                guint8     *octets,
                gsize       max,
                gsize      *n_octets)
{
  gsize n = 0;

  while (*text != '\0')
    {
      int high = g_ascii_xdigit_value (text[0]);
      int low = high >= 0 ? g_ascii_xdigit_value (text[1]) : -1;

      if (low < 0 || n == max)
        return FALSE;

      octets[n++] = (guint8) (high << 4 | low);
      text += 2;
      if (*text != '\0' && strchr (separators, *text) != NULL && text[1] != '\0')
        text++;
    }

  *n_octets = n;
  return TRUE;
}
