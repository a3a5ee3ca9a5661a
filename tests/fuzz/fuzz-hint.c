/* “HINT|OCTETS”: any hint on any octets and on any text (F-85).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "mib/tarn-hint.h"
#include "tarn-test.h"

/* Hex, escapes and separators of an octet, and separators that need no octet. */
#define MAX_TEXT(n_octets) (6 * (n_octets) + 80)

/* What was read once is read the same again, but for characters that had to be escaped, and
 * for lists, whose last terminator is not shown (P-HNT-06). */
static void
check_text (const char *hint,
            const char *text)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  g_autoptr(GByteArray) again = g_byte_array_new ();
  g_autoptr(GString) shown = g_string_new (NULL);

  if (!tarn_hint_parse_octets (hint, text, octets, NULL))
    return;

  g_assert_true (tarn_hint_append_octets (shown, hint, tarn_span (octets->data, octets->len),
                                          TARN_HINT_PLAIN));
  if (strchr (shown->str, '\\') == NULL && strchr (hint, '*') == NULL
      && tarn_hint_parse_octets (hint, shown->str, again, NULL))
    g_assert_cmpmem (again->data, again->len, octets->data, octets->len);
}

static void
check_number (const char *hint,
              gint64      number)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 again = 0;

  if (!tarn_hint_append_integer (text, hint, number, TARN_HINT_PLAIN))
    return;
  g_assert_true (tarn_hint_parse_integer (hint, text->str, &again, NULL));
  g_assert_cmpint (again, ==, number);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *bar = size > 0 ? memchr (data, '|', size) : NULL;
  g_autofree char *hint = g_strndup (size > 0 ? (const char *) data : "",
                                    bar != NULL ? (gsize) (bar - data) : size);
  gsize n = bar != NULL ? size - (gsize) (bar + 1 - data) : 0;
  g_autofree guint8 *octets = n > 0 ? g_memdup2 (bar + 1, n) : NULL;
  g_autofree char *text = g_strndup (n > 0 ? (const char *) octets : "", n);
  g_autoptr(GString) plain = g_string_new (NULL);
  g_autoptr(GString) theirs = g_string_new (NULL);
  gint32 number = 0;
  gboolean is_right;

  is_right = tarn_hint_append_octets (plain, hint, tarn_span (octets, n), TARN_HINT_PLAIN);
  g_assert_cmpint (tarn_hint_append_octets (theirs, hint, tarn_span (octets, n),
                                            TARN_HINT_NET_SNMP), ==, is_right);
  g_assert_true (is_right || plain->len == 0);
  g_assert_true (g_utf8_validate (plain->str, (gssize) plain->len, NULL));
  g_assert_cmpuint (plain->len, <=, MAX_TEXT (n));
  g_assert_cmpuint (theirs->len, <=, MAX_TEXT (n));

  check_text (hint, plain->str);
  if (g_utf8_validate (text, -1, NULL))
    check_text (hint, text);
  if (n >= sizeof number)
    memcpy (&number, octets, sizeof number);
  check_number (hint, number);

  return 0;
}
