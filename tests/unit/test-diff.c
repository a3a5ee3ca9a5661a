/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test.h"

#include "ops/tarn-diff.h"
#include "store/tarn-memory-store.h"

#define BASE  "1.3.6.1.4.1.99999."
#define ENTRY BASE "7.1."

/* "name=tag:number name=…": i Integer32, c Counter32, t TimeTicks; the names are below BASE
 * unless they begin with a dot. */
static TarnStore *
make_store (const char *text)
{
  TarnStore *store = tarn_memory_store_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_auto(GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto(GStrv) sides = g_strsplit (words[i], "=", 2);
      g_autofree char *name = NULL;
      g_autoptr(TarnOid) oid = NULL;
      g_autoptr(TarnValue) value = NULL;
      guint number;

      if (sides[0] == NULL || sides[1] == NULL)
        continue;

      name = sides[0][0] == '.' ? g_strdup (sides[0] + 1) : g_strconcat (BASE, sides[0], NULL);
      number = (guint) g_ascii_strtoull (sides[1] + 1, NULL, 10);
      oid = tarn_test_oid (name);
      value = sides[1][0] == 'i' ? tarn_value_new_integer ((gint32) number)
              : tarn_value_new_unsigned (sides[1][0] == 'c' ? TARN_KIND_COUNTER32
                                                            : TARN_KIND_TIME_TICKS, number);
      tarn_batch_put (batch, oid, value);
    }

  g_assert_true (tarn_store_apply (store, batch, &error));
  return store;
}

/* Without any time each call makes some headway nevertheless. */
static void
run_all (TarnDiff *diff,
         gint64    slice_us)
{
  g_autoptr(GError) error = NULL;
  double progress = 0;
  gboolean done = FALSE;

  for (guint i = 0; !done; i++)
    {
      g_assert_true (tarn_diff_run (diff, slice_us, &done, &error));
      g_assert_cmpfloat (tarn_diff_get_progress (diff), >=, progress);
      progress = tarn_diff_get_progress (diff);
      g_assert_cmpuint (i, <, 10000);
    }
  g_assert_cmpfloat (progress, ==, 1);
}

/* "[+ 7.1.1.5 7.1.2.5] ~4.0": rows between brackets, with what became of them. */
static char *
render (TarnDiff *diff)
{
  static const char kinds[] = "!+-";
  GString *text = g_string_new (NULL);
  guint left = 0;

  for (guint i = 0; i < tarn_diff_get_n (diff); i++)
    {
      g_autoptr(TarnOid) oid = tarn_diff_dup_oid (diff, i);
      g_autofree char *name = tarn_oid_to_string (oid);
      const char *shown = g_str_has_prefix (name + 1, BASE) ? name + 1 + strlen (BASE) : name;
      TarnDifference kind = TARN_DIFFERENCE_CHANGED;
      guint n = tarn_diff_get_row (diff, i, &kind);
      gboolean is_cell = tarn_diff_get_entry (diff, i) != NULL;

      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_assert_true ((n > 0) == (left == 0));
      if (n > 0)
        left = n;
      if (n > 0 && is_cell)
        g_string_append_printf (text, "[%c ", kinds[kind]);
      g_string_append_printf (text, "%c%s",
                              tarn_diff_is_moving (diff, i) ? '~' : kinds[tarn_diff_get_kind (diff, i)],
                              shown);
      left--;
      if (left == 0 && is_cell)
        g_string_append_c (text, ']');
    }

  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *what;
  const char *before;
  const char *after;
  const char *shown;
} Case;

#define TABLE "7.1.1.5=i1 7.1.1.6=i2 7.1.2.5=i3 7.1.2.6=i4 7.1.3.5=c10 7.1.3.6=c20"

static const Case cases[] = {
  { "nothing and nothing", "", "", "" },
  { "the same", "1.0=i1 2.0=i2", "1.0=i1 2.0=i2", "" },
  { "another value", "1.0=i1 2.0=i2", "1.0=i1 2.0=i3", "!2.0" },
  { "another type is another value", "1.0=c1", "1.0=i1", "!1.0" },
  { "another type does not move", "1.0=c1", "1.0=t2", "!1.0" },
  { "only on the second side", "2.0=i2", "1.0=i1 2.0=i2 3.0=i1", "+1.0 +3.0" },
  { "only on the first side", "1.0=i1 2.0=i2 3.0=i1", "2.0=i2", "-1.0 -3.0" },
  { "all of it", "", "1.0=i1 2.0=i2", "+1.0 +2.0" },
  { "counters and TimeTicks always move", "1.0=c1 2.0=t1 3.0=i1", "1.0=c2 2.0=t0 3.0=i2",
    "~1.0 ~2.0 !3.0" },
  { "a counter that comes does not", "", "1.0=c1", "+1.0" },
  { "a clock that its type does not tell: snmpEngineTime", ".1.3.6.1.6.3.10.2.1.3.0=i1",
    ".1.3.6.1.6.3.10.2.1.3.0=i2", "~.1.3.6.1.6.3.10.2.1.3.0" },
  { "a row comes: one thing, though its cells lie in all columns", TABLE,
    TABLE " 7.1.1.7=i3 7.1.2.7=i5 7.1.3.7=c30", "[+ +7.1.1.7 +7.1.2.7 +7.1.3.7]" },
  { "a row goes", TABLE " 7.1.1.4=i3 7.1.2.4=i5 7.1.3.4=c30", TABLE,
    "[- -7.1.1.4 -7.1.2.4 -7.1.3.4]" },
  { "cells that come to a row that was there change it", "7.1.1.5=i1 7.1.1.6=i2 7.1.2.6=i4",
    "7.1.1.5=i1 7.1.1.6=i2 7.1.2.5=i3 7.1.2.6=i4", "[! +7.1.2.5]" },
  { "rows, not columns, one after the other", TABLE,
    "7.1.1.5=i9 7.1.1.6=i9 7.1.2.5=i9 7.1.2.6=i9 7.1.3.5=c11 7.1.3.6=c21",
    "[! !7.1.1.5 !7.1.2.5 ~7.1.3.5] [! !7.1.1.6 !7.1.2.6 ~7.1.3.6]" },
  { "instances in the order of arcs (P-OID-10)", TABLE " 7.1.1.16384=i1 7.1.2.16384=i1",
    TABLE " 7.1.1.16383=i1 7.1.2.16383=i1",
    "[+ +7.1.1.16383 +7.1.2.16383] [- -7.1.1.16384 -7.1.2.16384]" },
  { "what is in front of a table and behind it stays there", "1.0=i1 " TABLE " 9.0=i1",
    "1.0=i2 " TABLE " 7.1.1.7=i3 7.1.2.7=i5 9.0=i2", "!1.0 [+ +7.1.1.7 +7.1.2.7] !9.0" },
  { "a table comes as a whole", "1.0=i1", "1.0=i1 " TABLE,
    "[+ +7.1.1.5 +7.1.2.5 +7.1.3.5] [+ +7.1.1.6 +7.1.2.6 +7.1.3.6]" },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnStore) before = make_store (c->before);
  g_autoptr(TarnStore) after = make_store (c->after);

  for (guint i = 0; i < 2; i++)
    {
      TarnDiff *diff = tarn_diff_new (before, after, NULL);
      g_autofree char *shown = NULL;

      run_all (diff, i * G_TIME_SPAN_SECOND);
      shown = render (diff);
      g_assert_cmpstr (shown, ==, c->shown);
      g_assert_cmpuint (tarn_diff_count (diff, TARN_DIFFERENCE_CHANGED)
                        + tarn_diff_count (diff, TARN_DIFFERENCE_ADDED)
                        + tarn_diff_count (diff, TARN_DIFFERENCE_REMOVED)
                        + tarn_diff_count_moving (diff), ==, tarn_diff_get_n (diff));
      g_assert_finalize_object (diff);
    }
}

static void
test_root (void)
{
  g_autoptr(TarnStore) before = make_store ("1.0=i1 2.0=i1 2.1=i1 20.0=i1");
  g_autoptr(TarnStore) after = make_store ("1.0=i2 2.0=i2 2.2=i1 20.0=i2");
  g_autoptr(TarnOid) root = tarn_test_oid (BASE "2");
  g_autoptr(TarnDiff) diff = tarn_diff_new (before, after, NULL);
  g_autofree char *shown = NULL;

  tarn_diff_set_root (diff, root);
  run_all (diff, 0);
  shown = render (diff);
  g_assert_cmpstr (shown, ==, "!2.0 -2.1 +2.2");
}

/* The formats, by an example each. */
static void
test_text (void)
{
  static const struct { TarnFormat format; const char *text; } expected[] = {
    { TARN_FORMAT_TEXT,
      "- .1.3.6.1.4.1.99999.1.0 = INTEGER: 1\n"
      "+ .1.3.6.1.4.1.99999.1.0 = INTEGER: 2\n"
      "@ .1.3.6.1.4.1.99999.7.1 7: row added, 2 cells\n"
      "+ .1.3.6.1.4.1.99999.7.1.1.7 = INTEGER: 3\n"
      "+ .1.3.6.1.4.1.99999.7.1.2.7 = INTEGER: 5\n" },
    { TARN_FORMAT_CSV,
      "change,row,moving,oid,name,before,after\n"
      "changed,,,1.3.6.1.4.1.99999.1.0,.1.3.6.1.4.1.99999.1.0,1,2\n"
      "added,7,,1.3.6.1.4.1.99999.7.1.1.7,.1.3.6.1.4.1.99999.7.1.1.7,,3\n"
      "added,7,,1.3.6.1.4.1.99999.7.1.2.7,.1.3.6.1.4.1.99999.7.1.2.7,,5\n" },
    { TARN_FORMAT_JSON,
      "{\"change\":\"changed\",\"moving\":false,"
      "\"before\":{\"oid\":\"1.3.6.1.4.1.99999.1.0\",\"type\":\"Integer32\",\"value\":1},"
      "\"after\":{\"oid\":\"1.3.6.1.4.1.99999.1.0\",\"type\":\"Integer32\",\"value\":2}}\n"
      "{\"change\":\"added\",\"moving\":false,"
      "\"row\":{\"entry\":\"1.3.6.1.4.1.99999.7.1\",\"instance\":\"7\",\"change\":\"added\"},"
      "\"after\":{\"oid\":\"1.3.6.1.4.1.99999.7.1.1.7\",\"type\":\"Integer32\",\"value\":3}}\n"
      "{\"change\":\"added\",\"moving\":false,"
      "\"row\":{\"entry\":\"1.3.6.1.4.1.99999.7.1\",\"instance\":\"7\",\"change\":\"added\"},"
      "\"after\":{\"oid\":\"1.3.6.1.4.1.99999.7.1.2.7\",\"type\":\"Integer32\",\"value\":5}}\n" },
  };
  g_autoptr(TarnStore) before = make_store ("1.0=i1 " TABLE);
  g_autoptr(TarnStore) after = make_store ("1.0=i2 " TABLE " 7.1.1.7=i3 7.1.2.7=i5");
  g_autoptr(TarnDiff) diff = tarn_diff_new (before, after, NULL);
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (NULL);
  g_autoptr(GError) error = NULL;

  run_all (diff, 0);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      tarn_diff_append_head (diff, expected[i].format, text);
      for (guint n = 0; n < tarn_diff_get_n (diff); n++)
        g_assert_true (tarn_diff_append (diff, n, expected[i].format, style, text, &error));
      g_assert_cmpstr (text->str, ==, expected[i].text);
    }
}

/* Beside a comparison in a hash; and of many rows, in many slices. */
static void
test_random (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(GString) one = g_string_new (NULL), two = g_string_new (NULL);
      GString *sides[] = { one, two };
      g_autoptr(TarnStore) before = NULL, after = NULL;
      g_autoptr(TarnDiff) diff = NULL;
      guint counts[3] = { 0 };
      guint n_equal = 0;

      for (guint i = 0; i < 1500; i++)
        {
          guint values[2];

          for (guint side = 0; side < 2; side++)
            {
              values[side] = (guint) g_test_rand_int_range (0, 3);
              if (values[side] > 0)
                g_string_append_printf (sides[side], " 7.1.%u.%u=i%u", 1 + i % 4, 50 * (i / 4),
                                        values[side]);
            }
          if (values[0] == values[1])
            n_equal += values[0] != 0;
          else if (values[0] != 0 && values[1] != 0)
            counts[TARN_DIFFERENCE_CHANGED]++;
          else
            counts[values[0] == 0 ? TARN_DIFFERENCE_ADDED : TARN_DIFFERENCE_REMOVED]++;
        }

      before = make_store (sides[0]->str);
      after = make_store (sides[1]->str);
      diff = tarn_diff_new (before, after, NULL);
      run_all (diff, 0);
      for (guint kind = 0; kind < 3; kind++)
        g_assert_cmpuint (tarn_diff_count (diff, kind), ==, counts[kind]);
      g_assert_cmpuint (tarn_diff_get_n_equal (diff), ==, n_equal);

      /* A row is told as new or gone exactly if one side has nothing of it. */
      for (guint i = 0; i < tarn_diff_get_n (diff); i++)
        {
          TarnDifference kind;
          guint n = tarn_diff_get_row (diff, i, &kind);
          g_autoptr(TarnOid) oid = tarn_diff_dup_oid (diff, i);
          g_autofree char *name = tarn_oid_to_string (oid);
          guint n_cells[2] = { 0 };

          if (n == 0)
            continue;
          for (guint side = 0; side < 2; side++)
            for (guint column = 1; column <= 4; column++)
              {
                g_autofree char *cell = g_strdup_printf ("%s%u%s", ENTRY, column,
                                                         strrchr (name, '.'));
                g_autoptr(TarnOid) at = tarn_test_oid (cell);
                g_autoptr(TarnValue) value = tarn_store_get (side == 0 ? before : after, at, NULL);

                n_cells[side] += value != NULL;
              }
          g_assert_cmpint (kind, ==, n_cells[0] == 0 ? TARN_DIFFERENCE_ADDED
                           : n_cells[1] == 0 ? TARN_DIFFERENCE_REMOVED
                           : TARN_DIFFERENCE_CHANGED);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/diff/%s", cases[i].what);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/diff/root", test_root);
  g_test_add_func ("/diff/text", test_text);
  g_test_add_func ("/diff/random", test_random);

  return g_test_run ();
}
