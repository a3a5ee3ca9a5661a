/* Runs a target without a fuzzer: on every line of its corpus, then on seeded
 * mutations of them, so that a plain “meson test” looks at more than was written down.
 *
 *   replay-message message.corpus [N]                runs the test, with N mutations
 *   replay-message message.corpus --unpack FOLDER    writes the seeds for libFuzzer
 *
 * A line of a corpus is “hex OCTETS” or “text TEXT”; others are comments.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "tarn-test.h"

#define N_MUTATIONS 100000
#define MAX_OCTETS   2048

static GPtrArray *corpus;   /* of GBytes */
static guint64 n_mutations = N_MUTATIONS;

static guint64
next_random (void)
{
  static guint64 state = 0x853c49e6748fea9b;

  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;

  return state;
}

static gsize
random_below (gsize limit)
{
  return limit > 0 ? next_random () % limit : 0;
}

static void
read_corpus (const char *path)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  corpus = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  lines = g_strsplit (text, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], "hex "))
      g_ptr_array_add (corpus, tarn_test_hex (lines[i] + 4));
    else if (g_str_has_prefix (lines[i], "text "))
      g_ptr_array_add (corpus, g_bytes_new (lines[i] + 5, strlen (lines[i]) - 5));

  g_assert_cmpuint (corpus->len, >, 0);
}

static void
unpack (const char *folder)
{
  for (guint i = 0; i < corpus->len; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", folder, i);
      TarnSpan seed = tarn_test_span (corpus->pdata[i]);
      g_autoptr(GError) error = NULL;

      g_file_set_contents (path, (const char *) seed.data, (gssize) seed.len, &error);
      g_assert_no_error (error);
    }
}

static void
run (TarnSpan input)
{
  g_autofree guint8 *exact = g_memdup2 (input.data, input.len);

  g_assert_cmpint (LLVMFuzzerTestOneInput (exact, input.len), ==, 0);
}

static void
test_corpus (void)
{
  for (guint i = 0; i < corpus->len; i++)
    run (tarn_test_span (corpus->pdata[i]));
}

static void
insert (GByteArray   *input,
        gsize         at,
        const guint8 *octets,
        gsize         len)
{
  g_autofree guint8 *copy = g_memdup2 (octets, len);   /* it may be of @input itself */
  gsize tail = input->len - at;

  g_byte_array_set_size (input, (guint) (input->len + len));
  memmove (input->data + at + len, input->data + at, tail);
  if (len > 0)
    memcpy (input->data + at, copy, len);
}

static void
mutate (GByteArray *input)
{
  static const guint8 odd[] = {
    0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x1f, 0x30, 0x7f, 0x80, 0x81, 0x82, 0x84, 0x88, 0xa2, 0xff,
    '.', ':', '[', ']', '%',
  };
  gsize at = random_below (input->len);
  gsize len = random_below (MIN (input->len - at, 16) + 1);
  TarnSpan other;

  if (input->len == 0)
    {
      insert (input, 0, &odd[random_below (G_N_ELEMENTS (odd))], 1);
      return;
    }

  switch (next_random () >> 32 & 7)
    {
    case 0:
      input->data[at] ^= (guint8) (1 << random_below (8));
      break;
    case 1:
      input->data[at] = odd[random_below (G_N_ELEMENTS (odd))];
      break;
    case 2:
      input->data[at]++;
      break;
    case 3:
      input->data[at]--;
      break;
    case 4:
      insert (input, at, &odd[random_below (G_N_ELEMENTS (odd))], 1);
      break;
    case 5:
      g_byte_array_remove_range (input, (guint) at, (guint) len);
      break;
    case 6:
      insert (input, random_below (input->len), input->data + at, len);
      break;
    default:
      other = tarn_test_span (corpus->pdata[random_below (corpus->len)]);
      g_byte_array_set_size (input, (guint) at);
      at = random_below (other.len);
      insert (input, input->len, other.data + at, other.len - at);
      break;
    }
}

static void
test_mutations (void)
{
  g_autoptr(GByteArray) input = g_byte_array_new ();

  for (guint64 i = 0; i < n_mutations; i++)
    {
      TarnSpan seed = tarn_test_span (corpus->pdata[random_below (corpus->len)]);

      g_byte_array_set_size (input, 0);
      insert (input, 0, seed.data, seed.len);
      for (guint64 n = 1 + next_random () % 4; n > 0; n--)
        mutate (input);
      run (tarn_span (input->data, MIN (input->len, MAX_OCTETS)));
    }
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, >=, 2);
  read_corpus (argv[1]);
  if (argc == 4 && g_str_equal (argv[2], "--unpack"))
    {
      unpack (argv[3]);
      return 0;
    }
  if (argc == 3)
    n_mutations = g_ascii_strtoull (argv[2], NULL, 10);

  g_test_add_func ("/fuzz/corpus", test_corpus);
  g_test_add_func ("/fuzz/mutations", test_mutations);
  result = g_test_run ();
  g_ptr_array_unref (corpus);

  return result;
}
