/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-answer.h"

#include "tarn-agent-test.h"

#define IN_PKTS 1

static const char device[] =
  "1.3.6.1.2.1.1.1.0=04:6869 "
  "1.3.6.1.2.1.1.3.0=43:0a "
  "1.3.6.1.2.1.2.1.0=02:02 "
  "1.3.6.1.2.1.31.1.1.1.6.1=46:07 "
  "1.3.6.1.4.1.99.1.0=40:7f000001 ";

static void
put_length (GByteArray *octets,
            gsize       len,
            guint       n_long)
{
  guint8 octet = (guint8) (n_long > 0 ? 0x80 | n_long : len);

  if (n_long == 0 && len >= 0x80)
    {
      n_long = len < 0x100 ? 1 : 2;
      octet = (guint8) (0x80 | n_long);
    }
  g_byte_array_append (octets, &octet, 1);
  while (n_long-- > 0)
    {
      octet = (guint8) (n_long < sizeof len ? len >> 8 * n_long : 0);
      g_byte_array_append (octets, &octet, 1);
    }
}

/* Up to the end, or the parenthesis that closes; *@text is behind it. */
static GByteArray *
assemble_part (const char **text)
{
  GByteArray *octets = g_byte_array_new ();

  while (**text != '\0' && **text != ')')
    {
      guint n_long = 0;
      guint8 octet;

      if (**text == ' ')
        {
          (*text)++;
          continue;
        }

      g_assert_true (g_ascii_isxdigit ((*text)[0]) && g_ascii_isxdigit ((*text)[1]));
      octet = (guint8) (g_ascii_xdigit_value ((*text)[0]) << 4 | g_ascii_xdigit_value ((*text)[1]));
      g_byte_array_append (octets, &octet, 1);
      *text += 2;
      if (**text == ':')
        {
          n_long = (guint) g_ascii_digit_value ((*text)[1]);
          *text += 2;
          g_assert_cmpint (**text, ==, '(');
        }
      if (**text == '(')
        {
          g_autoptr(GByteArray) inner = NULL;

          (*text)++;
          inner = assemble_part (text);
          g_assert_cmpint (**text, ==, ')');
          (*text)++;
          put_length (octets, inner->len, n_long);
          g_byte_array_append (octets, inner->data, inner->len);
        }
    }

  return octets;
}

GBytes *
tarn_test_assemble (const char *text)
{
  g_autoptr(GByteArray) octets = assemble_part (&text);

  g_assert_cmpint (*text, ==, '\0');
  return g_bytes_new (octets->data, octets->len);
}

char *
tarn_test_answer (GBytes *request,
                  gsize   max_size,
                  int     counter)
{
  static const int all[] = { TARN_TEST_ANSWERED, TARN_TEST_BAD_VERSION, TARN_TEST_BAD_COMMUNITY,
                             TARN_TEST_BAD_ASN, TARN_TEST_IN_RESPONSE, TARN_TEST_IN_TRAP,
                             TARN_TEST_SILENT_DROP };
  g_autoptr(TarnStore) store = tarn_agent_test_store (device);
  g_autoptr(TarnResponder) responder = tarn_agent_test_responder (store);
  const guint32 *counters = tarn_responder_get_counters (responder);
  TarnSpan octets = tarn_test_span (request);
  g_autofree guint8 *exact = g_memdup2 (octets.data, octets.len);
  g_autofree guint8 *buffer = NULL;
  TarnSpan response;

  tarn_responder_set_max_size (responder, max_size);
  buffer = g_malloc (max_size);
  g_assert_true (tarn_agent_test_respond (responder, tarn_span (exact, octets.len), 0, buffer,
                                          &response));
  tarn_responder_end_batch (responder);
  g_assert_cmpuint (counters[IN_PKTS], ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_cmpuint (counters[all[i]], ==, all[i] == counter ? 1 : 0);

  return response.len > 0 ? tarn_test_to_hex (response) : g_strdup ("");
}

void
tarn_test_assert_answer (const char *request,
                         gsize       max_size,
                         const char *reply,
                         int         counter)
{
  g_autoptr(GBytes) octets = tarn_test_assemble (request);
  g_autoptr(GBytes) expected = tarn_test_assemble (reply);
  g_autofree char *expected_hex = tarn_test_to_hex (tarn_test_span (expected));
  g_autofree char *hex = tarn_test_answer (octets, max_size, counter);

  g_assert_cmpstr (hex, ==, expected_hex);
}
