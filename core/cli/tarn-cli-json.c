/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-cli-json.h"

void
cli_json_append_string (GString    *text,
                        const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    if (*p == '"' || *p == '\\')
      g_string_append_printf (text, "\\%c", *p);
    else if (g_ascii_iscntrl (*p))
      g_string_append_printf (text, "\\u%04x", (guint) *p);
    else
      g_string_append_c (text, *p);
  g_string_append_c (text, '"');
}

static void
append_oid (GString       *text,
            const TarnOid *oid)
{
  g_autofree char *dotted = oid != NULL ? tarn_oid_to_string (oid) : NULL;

  if (dotted != NULL)
    cli_json_append_string (text, dotted);
  else
    g_string_append (text, "null");
}

void
cli_json_append_gap (GString       *text,
                     const TarnGap *gap)
{
  g_string_append (text, "{\"after\":");
  append_oid (text, gap->after);
  g_string_append (text, ",\"before\":");
  append_oid (text, gap->before);
  g_string_append (text, ",\"reason\":");
  cli_json_append_string (text, tarn_gap_reason_to_string (gap->reason));
  if (gap->reason == TARN_GAP_ERROR_STATUS)
    g_string_append_printf (text, ",\"status\":%d", gap->status);
  g_string_append_c (text, '}');
}

void
cli_append_plain (GString    *text,
                  const char *string)
{
  g_autofree char *valid = g_utf8_make_valid (string, -1);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      g_string_append_c (text, '?');
    else
      g_string_append_unichar (text, g_utf8_get_char (p));
}
