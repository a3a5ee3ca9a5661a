/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-community.h"

#include <string.h>

#include "base/tarn-error.h"
#include "base/tarn-hex.h"

#define HEX_PREFIX "0x"

/**
 * tarn_community_parse:
 * @text: text that is meant as it is, or 0x and pairs of hex digits
 * @error: return location for an error
 *
 * Reads a community as the command line and rules of access have it.  Whatever begins with
 * 0x is hex: a community that really begins so is written as hex, too.
 *
 * Returns: (transfer full): its octets, or %NULL with %TARN_ERROR_INVALID
 */
GBytes *
tarn_community_parse (const char  *text,
                      GError     **error)
{
  g_autofree guint8 *octets = NULL;
  gsize len;

  g_return_val_if_fail (text != NULL, NULL);

  len = strlen (text);
  if (!g_str_has_prefix (text, HEX_PREFIX))
    return g_bytes_new (text, len);

  octets = g_malloc (len);
  if (tarn_hex_parse (text + strlen (HEX_PREFIX), "", octets, len, &len))
    return g_bytes_new (octets, len);

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "a community that begins with 0x must be pairs of hex digits");
  return NULL;
}
