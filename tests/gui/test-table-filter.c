/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-filter.h"

typedef struct
{
  const char *told;
  const char *filter;
  const char *cell;
  gboolean    matches;
} Case;

static const Case cases[] = {
  { "a part of it, case ignored", "ETH", "eth0", TRUE },
  { "not a part", "eth", "lo", FALSE },
  { "beyond ASCII", "ÄTH", "äther", TRUE },
  { "nothing but this", "=eth0", "eth0", TRUE },
  { "more than this", "=eth", "eth0", FALSE },
  { "an enumeration by its name", "=up", "up(1)", TRUE },
  { "an enumeration by its number", "=1", "up(1)", TRUE },
  { "another enumeration", "=down", "up(1)", FALSE },
  { "a part of the name", "=u", "up(1)", FALSE },
  { "a part of the number", "=1", "lots(11)", FALSE },
  { "brackets that enumerate nothing", "=b", "a(b) c", FALSE },
  { "more", ">5", "10", TRUE },
  { "not more", ">10", "10", FALSE },
  { "less", "<10", "9", TRUE },
  { "not less", "<9", "10", FALSE },
  { "below zero", "<0", "-3", TRUE },
  { "no integer", ">1.5", "2", TRUE },
  { "a number with its unit", ">5", "10 octets", TRUE },
  { "the number of an enumeration", ">1", "down(2)", TRUE },
  { "what is no number is not beyond one", ">5", "eth0", FALSE },
  { "beyond what is no number: a text", ">x", "a>xb", TRUE },
  { "not so", "!eth", "lo", TRUE },
  { "not so, but it is", "!eth", "eth0", FALSE },
  { "not that number", "!>5", "3", TRUE },
  { "not nothing but this", "!=up", "down(2)", TRUE },
  { "a hole says nothing", "eth", "", FALSE },
  { "a hole is less than nothing", "<5", "", FALSE },
  { "a hole is not so", "!eth", "", TRUE },
  { "a sign alone is a text", "!", "stop!", TRUE },
  { "a sign alone is a text", "=", "a=b", TRUE },
  { "a sign alone is a text", ">", "a>b", TRUE },
  { "nothing is in everything", "", "x", TRUE },
};

static void
test_filter (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(TarnTableFilter) filter = tarn_table_filter_new (c->filter);

  g_test_message ("%s: %s of %s", c->told, c->filter, c->cell);
  g_assert_cmpint (tarn_table_filter_matches (filter, c->cell), ==, c->matches);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/table-filter/%u %s", i, cases[i].told);

      g_test_add_data_func (path, &cases[i], test_filter);
    }
  return g_test_run ();
}
