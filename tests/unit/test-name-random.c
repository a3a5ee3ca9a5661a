/* Names against what they mean, arc by arc, over many random ones.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#define COMPARE_RUNS 200000
#define PLAIN_RUNS   2000000
#define END_RUNS     100000
#define TEXT_RUNS    20000

/* Where the length of a sub-identifier changes, and its neighbours. */
static const guint32 edges[] = {
  0, 1, 2, 39, 40, 47, 48, 79, 80, 127, 128, 129, 255, 16383, 16384, 16385, 2097151, 2097152,
  268435455, 268435456, 4294967294u, 4294967295u,
};

typedef struct
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  gsize   n_arcs;
} Arcs;

static guint64
next_random (guint64 *state)
{
  *state ^= *state << 13;
  *state ^= *state >> 7;
  *state ^= *state << 17;

  return *state;
}

static guint32
random_arc (guint64 *state)
{
  guint64 bits = next_random (state);

  if (bits & 1)
    return edges[bits / 2 % G_N_ELEMENTS (edges)];

  return (guint32) (bits >> 32) >> (bits / 2 % 32);
}

static void
random_tail (Arcs    *self,
             gsize    from,
             gsize    n_arcs,
             guint64 *state)
{
  for (gsize i = from; i < n_arcs; i++)
    self->arcs[i] = random_arc (state);
  self->n_arcs = n_arcs;

  if (from < 1)
    self->arcs[0] %= 3;
  if (from < 2 && self->arcs[0] < 2)
    self->arcs[1] %= 40;
}

static void
random_arcs (Arcs    *self,
             guint64 *state)
{
  random_tail (self, 0, 2 + next_random (state) % 14, state);
}

/* Something like @other: its beginning, its continuation, a neighbour. */
static void
random_relative (Arcs       *self,
                 const Arcs *other,
                 guint64    *state)
{
  guint64 bits = next_random (state);
  gsize keep = 2 + (bits >> 8) % (other->n_arcs - 1);

  *self = *other;
  switch (bits % 6)
    {
    case 0:
      self->n_arcs = keep;
      break;
    case 1:
      random_tail (self, other->n_arcs, other->n_arcs + (bits >> 32) % 4, state);
      break;
    case 2:
      self->arcs[keep - 1] = keep > 2 ? self->arcs[keep - 1] + 1 : self->arcs[keep - 1];
      self->n_arcs = keep;
      break;
    case 3:
      self->arcs[keep - 1] = keep > 2 ? self->arcs[keep - 1] - 1 : self->arcs[keep - 1];
      break;
    case 4:
      random_tail (self, keep, keep + (bits >> 32) % 8, state);
      break;
    default:
      random_arcs (self, state);
      break;
    }
}

/* RFC 3416 section 4.2.2, word by word. */
static int
compare_arcs (const Arcs *a,
              const Arcs *b)
{
  for (gsize i = 0; i < MIN (a->n_arcs, b->n_arcs); i++)
    if (a->arcs[i] != b->arcs[i])
      return a->arcs[i] < b->arcs[i] ? -1 : 1;

  return a->n_arcs < b->n_arcs ? -1 : a->n_arcs > b->n_arcs;
}

static gboolean
has_prefix_arcs (const Arcs *name,
                 const Arcs *prefix)
{
  return name->n_arcs >= prefix->n_arcs
         && memcmp (name->arcs, prefix->arcs, prefix->n_arcs * sizeof prefix->arcs[0]) == 0;
}

static void
encode (TarnName   *self,
        const Arcs *arcs)
{
  g_assert_true (tarn_name_from_arcs (self, arcs->arcs, arcs->n_arcs));
}

static int
sign (int number)
{
  return (number > 0) - (number < 0);
}

/* P-OID-10: octets compare as the arcs that they stand for. */
static void
test_compare (void)
{
  guint64 state = 0x2545f4914f6cdd1d;
  guint n_equal = 0, n_prefix = 0;

  for (guint run = 0; run < COMPARE_RUNS; run++)
    {
      g_autofree guint8 *exact_a = NULL, *exact_b = NULL;
      Arcs a, b;
      TarnName name_a, name_b;
      TarnSpan span_a, span_b;
      int expected;

      random_arcs (&a, &state);
      random_relative (&b, &a, &state);
      encode (&name_a, &a);
      encode (&name_b, &b);
      exact_a = g_memdup2 (name_a.data, name_a.len);
      exact_b = g_memdup2 (name_b.data, name_b.len);
      span_a = tarn_span (exact_a, name_a.len);
      span_b = tarn_span (exact_b, name_b.len);

      expected = compare_arcs (&a, &b);
      g_assert_cmpint (sign (tarn_name_compare (span_a, span_b)), ==, expected);
      g_assert_cmpint (sign (tarn_name_compare (span_b, span_a)), ==, -expected);
      g_assert_cmpint (sign (tarn_name_order (span_a, span_b)), ==, expected);
      g_assert_cmpint (sign (tarn_name_order (span_b, span_a)), ==, -expected);
      g_assert_cmpint (tarn_name_has_prefix (span_a, span_b), ==, has_prefix_arcs (&a, &b));
      g_assert_cmpint (tarn_name_has_prefix (span_b, span_a), ==, has_prefix_arcs (&b, &a));
      g_assert_cmpint (tarn_span_equal (span_a, span_b), ==, expected == 0);
      g_assert_cmpint (tarn_name_compare (tarn_span (NULL, 0), span_a), <, 0);

      n_equal += expected == 0;
      n_prefix += expected != 0 && (has_prefix_arcs (&a, &b) || has_prefix_arcs (&b, &a));
    }

  /* The generator still makes what the test is about. */
  g_assert_cmpuint (n_equal, >, COMPARE_RUNS / 100);
  g_assert_cmpuint (n_prefix, >, COMPARE_RUNS / 10);
}

/* The quick look and the careful one agree about any octets, on exact-size blocks. */
static void
test_plain (void)
{
  static const guint8 odd[] = { 0x00, 0x01, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0xff };
  guint64 state = 0x9e3779b97f4a7c15;
  guint8 *blocks[71];
  guint n_plain = 0;

  for (gsize len = 0; len < G_N_ELEMENTS (blocks); len++)
    blocks[len] = g_malloc (len);

  for (guint run = 0; run < PLAIN_RUNS; run++)
    {
      /* Mostly of the lengths that have a quick way, and mostly without bit 8. */
      gsize len = run % 4 == 0 ? next_random (&state) % G_N_ELEMENTS (blocks)
                               : 7 + next_random (&state) % 10;
      guint64 mood = next_random (&state);
      TarnSpan span = tarn_span (blocks[len], len);
      gboolean plain;

      for (gsize i = 0; i < len; i += 4)
        {
          guint64 bits = next_random (&state);

          for (gsize k = i; k < MIN (i + 4, len); k++, bits >>= 16)
            blocks[len][k] = (bits & 0xf) < (mood & 0xf) ? odd[bits >> 4 & 7]
                                                        : (guint8) (bits >> 8 & 0x7f);
        }

      plain = tarn_name_check (span) == TARN_ANOMALY_NONE;
      if (tarn_name_is_plain (span) != plain)
        {
          g_autofree char *hex = tarn_test_to_hex (span);

          g_test_message ("the two disagree about %s", hex);
          g_test_fail ();
          break;
        }
      n_plain += plain;
    }

  g_assert_cmpuint (n_plain, >, PLAIN_RUNS / 20);
  g_assert_cmpuint (n_plain, <, PLAIN_RUNS / 20 * 19);
  for (gsize len = 0; len < G_N_ELEMENTS (blocks); len++)
    g_free (blocks[len]);
}

/* P-OID-04: what is canonical has no anomalies left, and the same arcs. */
static void
test_canonicalise (void)
{
  guint64 state = 0xdeadbeefcafef00d;

  for (guint run = 0; run < END_RUNS; run++)
    {
      Arcs arcs;
      TarnName name;
      guint8 padded[200], out[200];
      gsize len = 0, out_len;

      random_arcs (&arcs, &state);
      encode (&name, &arcs);
      for (gsize i = 0; i < name.len; i++)
        {
          if (i == 0 || !(name.data[i - 1] & 0x80))
            for (gsize n = next_random (&state) % 3; n > 0; n--)
              padded[len++] = 0x80;
          padded[len++] = name.data[i];
        }

      g_assert_cmphex (tarn_name_check (tarn_span (padded, len)), ==,
                       len > name.len ? TARN_ANOMALY_OID_PADDED : TARN_ANOMALY_NONE);
      out_len = tarn_name_canonicalise (tarn_span (padded, len), out);
      g_assert_cmpmem (out, out_len, name.data, name.len);
    }
}

/* Text, arcs and octets tell the same (P-OID-01, P-OID-11). */
static void
test_text (void)
{
  guint64 state = 0x123456789abcdef;
  char text[TARN_NAME_MAX_TEXT];

  g_assert_cmpuint (tarn_name_to_text (tarn_span (NULL, 0), text), ==, 1);
  g_assert_cmpstr (text, ==, ".");

  for (guint run = 0; run < TEXT_RUNS; run++)
    {
      g_autoptr(GString) expected = g_string_new (NULL);
      guint32 arcs[TARN_NAME_MAX_ARCS];
      Arcs original;
      TarnName name, again;

      random_arcs (&original, &state);
      encode (&name, &original);
      for (gsize i = 0; i < original.n_arcs; i++)
        g_string_append_printf (expected, ".%u", original.arcs[i]);

      g_assert_cmpuint (tarn_name_to_text (tarn_name_span (&name), text), ==, expected->len);
      g_assert_cmpstr (text, ==, expected->str);
      g_assert_true (tarn_name_parse (&again, text, expected->len));
      g_assert_cmpmem (again.data, again.len, name.data, name.len);
      g_assert_cmpuint (tarn_name_get_arcs (tarn_name_span (&name), arcs), ==, original.n_arcs);
      g_assert_cmpmem (arcs, original.n_arcs * sizeof arcs[0],
                       original.arcs, original.n_arcs * sizeof arcs[0]);
      g_assert_cmpuint (tarn_name_count_arcs (tarn_name_span (&name)), ==, original.n_arcs);
    }
}

/* The end of a subtree is greater than all that is in it, and not greater than
 * anything behind it. */
static void
test_end (void)
{
  guint64 state = 0xfeedfacedeadbeef;
  guint n_inside = 0, n_behind = 0, n_without_end = 0;

  for (guint run = 0; run < END_RUNS; run++)
    {
      Arcs prefix, other;
      TarnName name, end, other_name;

      random_arcs (&prefix, &state);
      if (run % 4 == 0)
        for (gsize i = run % 8; i < prefix.n_arcs; i++)
          prefix.arcs[i] = i == 0 ? 2 : G_MAXUINT32;
      if (prefix.arcs[0] < 2)
        prefix.arcs[1] %= 40;
      encode (&name, &prefix);
      tarn_name_set_end (&end, tarn_name_span (&name));
      if (end.len > 0)
        g_assert_cmphex (tarn_name_check (tarn_name_span (&end)), ==, TARN_ANOMALY_NONE);
      else
        n_without_end++;

      random_relative (&other, &prefix, &state);
      encode (&other_name, &other);
      if (has_prefix_arcs (&other, &prefix))
        {
          n_inside++;
          g_assert_true (end.len == 0 || tarn_name_compare (tarn_name_span (&other_name),
                                                            tarn_name_span (&end)) < 0);
        }
      else if (compare_arcs (&other, &prefix) > 0)
        {
          n_behind++;
          g_assert_cmpuint (end.len, >, 0);
          g_assert_cmpint (tarn_name_compare (tarn_name_span (&other_name),
                                              tarn_name_span (&end)), >=, 0);
        }
    }

  g_assert_cmpuint (n_inside, >, END_RUNS / 10);
  g_assert_cmpuint (n_behind, >, END_RUNS / 10);
  g_assert_cmpuint (n_without_end, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/name-random/P-OID-10 octets compare as their arcs", test_compare);
  g_test_add_func ("/name-random/quick and careful look agree", test_plain);
  g_test_add_func ("/name-random/P-OID-04 padding goes", test_canonicalise);
  g_test_add_func ("/name-random/P-OID-11 text there and back", test_text);
  g_test_add_func ("/name-random/the end of a subtree", test_end);

  return g_test_run ();
}
