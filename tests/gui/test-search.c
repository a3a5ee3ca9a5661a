/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The search: what is found where, in slices, and what becomes of a search that is stopped.
 */
#include <glib/gstdio.h>

#include "tarn-gui-fixture.h"
#include "tarn-search.h"

#define LINES \
  "1.3.6.1.2.1.1.1.0|4|Router of the Größe, rack 12\n" \
  "1.3.6.1.2.1.1.2.0|6|1.3.6.1.4.1.9.1.1\n" \
  "1.3.6.1.2.1.1.3.0|67|8640000\n" \
  "1.3.6.1.2.1.2.2.1.2.1|4|eth0\n" \
  "1.3.6.1.2.1.2.2.1.2.2|4|Eth1\n" \
  "1.3.6.1.2.1.2.2.1.6.1|4x|001a2b3c4d5e\n" \
  "1.3.6.1.2.1.2.2.1.8.1|2|1\n" \
  "1.3.6.1.2.1.2.2.1.8.2|2|2\n" \
  "1.3.6.1.2.1.2.2.1.10.1|65|4711\n" \
  "1.3.6.1.2.1.4.20.1.1.10.0.0.7|64|10.0.0.7\n" \
  "1.3.6.1.4.1.99999.1.1.0|4|free text\n" \
  "1.3.6.1.4.1.99999.1.2.0|2|4711\n"

#define ALL (TARN_SEARCH_NAMES | TARN_SEARCH_OIDS | TARN_SEARCH_VALUES)

typedef struct
{
  const char      *why;
  const char      *text;
  TarnSearchFlags  flags;
  const char      *found;     /* OIDs without what they have in common, in order */
} Search;

static const Search searches[] = {
  { "text of a value, whatever its case", "eth", TARN_SEARCH_VALUES, "2.1.2.2.1.2.1 2.1.2.2.1.2.2" },
  { "text of a value, in its case", "Eth", TARN_SEARCH_VALUES | TARN_SEARCH_MATCH_CASE,
    "2.1.2.2.1.2.2" },
  { "case beyond ASCII", "GRÖSSE", TARN_SEARCH_VALUES, "2.1.1.1.0" },
  { "values are not looked at if they are not asked for", "eth", TARN_SEARCH_OIDS, "" },
  { "the name of a column once, not for all its instances", "ifdescr", ALL, "2.1.2.2.1.2" },
  { "names of what is above the varbinds", "ifTable", ALL, "2.1.2.2" },
  { "a name with its module", "IF-MIB::ifoper", ALL, "2.1.2.2.1.8" },
  { "an instance by its name", "ifDescr.2", ALL, "2.1.2.2.1.2.2" },
  { "a label of an enumeration", "down", ALL, "2.1.2.2.1.8.2" },
  { "a number, known or not", "4711", ALL, "2.1.2.2.1.10.1 4.1.99999.1.2.0" },
  { "a physical address as it is written", "1a:2b:3C", ALL, "2.1.2.2.1.6.1" },
  { "an address", "10.0.0.7", TARN_SEARCH_VALUES, "2.1.4.20.1.1.10.0.0.7" },
  { "an OID with its dot", ".1.3.6.1.2.1.1.3", ALL, "2.1.1.3.0" },
  { "an OID as a value", "4.1.9.1.1", TARN_SEARCH_VALUES, "2.1.1.2.0" },
  { "what no module knows", "free", ALL, "4.1.99999.1.1.0" },
  { "a regular expression", "^eth[0-9]$", ALL | TARN_SEARCH_REGEX,
    "2.1.2.2.1.2.1 2.1.2.2.1.2.2" },
  { "its characters are no expression otherwise", "^eth[0-9]$", ALL, "" },
  { "a regular expression that counts case", "^Eth", ALL | TARN_SEARCH_REGEX
                                                     | TARN_SEARCH_MATCH_CASE, "2.1.2.2.1.2.2" },
  { "an expression on numbers", "^47..$", TARN_SEARCH_VALUES | TARN_SEARCH_REGEX,
    "2.1.2.2.1.10.1 4.1.99999.1.2.0" },
  { "an index as it is read", "10.0.0.7", TARN_SEARCH_INDICES, "2.1.4.20.1.1.10.0.0.7" },
  { "nothing", "", ALL, "" },
};

static gboolean
is_done (gpointer data)
{
  return !tarn_search_is_running (data);
}

static char *
dup_found (TarnSearch *search)
{
  GString *text = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (search));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (search), i);
      g_autofree char *oid = tarn_oid_to_string (tarn_search_hit_get_oid (hit));

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", strstr (oid, "1.3.6.1.") + 8);
    }

  return g_string_free (text, FALSE);
}

static void
test_found (void)
{
  TarnDocument *document = tarn_gui_document_new (LINES);
  TarnSearch *search = tarn_search_new ();

  tarn_document_set_mib (document, tarn_gui_get_mib ());
  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *found = NULL;

      g_test_message ("%s", searches[i].why);
      tarn_search_start (search, document, searches[i].text, searches[i].flags, &error);
      g_assert_no_error (error);
      tarn_gui_wait (is_done, search);
      found = dup_found (search);
      g_assert_cmpstr (found, ==, searches[i].found);
    }

  g_assert_finalize_object (search);
  tarn_gui_document_free (document);
}

/* Nothing else in it than what is looked for, broken into lines in the middle. */
static const char module[] =
  "TEST-MIB DEFINITIONS ::= BEGIN\n"
  "IMPORTS MODULE-IDENTITY, OBJECT-TYPE, Integer32, enterprises FROM SNMPv2-SMI;\n"
  "testMIB MODULE-IDENTITY LAST-UPDATED \"202601010000Z\" ORGANIZATION \"Test\"\n"
  "  CONTACT-INFO \"none\" DESCRIPTION \"A test.\" ::= { enterprises 99999 }\n"
  "testObjects OBJECT IDENTIFIER ::= { testMIB 1 }\n"
  "testText OBJECT-TYPE SYNTAX OCTET STRING MAX-ACCESS read-only STATUS current\n"
  "  DESCRIPTION \"What is kept in the\n     cellar of the house.\" ::= { testObjects 1 }\n"
  "END\n";

static void
test_descriptions (void)
{
  TarnDocument *document = tarn_gui_document_new (LINES);
  TarnSearch *search = tarn_search_new ();
  g_autoptr(TarnSearchHit) hit = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("tarn-search-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "TEST-MIB", NULL);
  g_autofree char *ours = g_build_filename (g_getenv ("TARN_DATA_DIR"), "mibs", NULL);
  const char *folders[] = { folder, ours, NULL };
  g_autoptr(TarnMib) mib = NULL;

  g_assert_true (g_file_set_contents (path, module, -1, NULL));
  mib = tarn_mib_load (folders, NULL, &error);
  g_assert_no_error (error);
  tarn_document_set_mib (document, mib);

  tarn_search_start (search, document, "in the Cellar", TARN_SEARCH_DESCRIPTIONS, NULL);
  tarn_gui_wait (is_done, search);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, 1);
  hit = g_list_model_get_item (G_LIST_MODEL (search), 0);
  g_assert_cmpstr (tarn_search_hit_get_name (hit), ==, "TEST-MIB::testText");
  g_assert_cmpuint (tarn_search_hit_get_where (hit), ==, TARN_SEARCH_DESCRIPTIONS);
  g_assert_cmpstr (tarn_search_hit_get_text (hit), ==,
                   "What is kept in the cellar of the house.");

  g_clear_object (&hit);
  g_assert_finalize_object (search);
  tarn_gui_document_free (document);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_regex_error (void)
{
  TarnDocument *document = tarn_gui_document_new (LINES);
  TarnSearch *search = tarn_search_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (tarn_search_start (search, document, "ab(c", ALL | TARN_SEARCH_REGEX, &error));
  g_assert_error (error, G_REGEX_ERROR, G_REGEX_ERROR_UNMATCHED_PARENTHESIS);
  g_assert_nonnull (strstr (error->message, "char 4"));
  g_assert_false (tarn_search_is_running (search));

  g_assert_finalize_object (search);
  tarn_gui_document_free (document);
}

static char *
make_lines (guint n)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (lines, "1.3.6.1.2.1.2.2.1.2.%u|4|port %u of this\n", i, i);
  return g_string_free (lines, FALSE);
}

/* Each look is 400 µs after the one before it. */
static gint64
ticking_clock (gpointer data)
{
  gint64 *now = data;

  return *now += 400;
}

static void
test_slices (void)
{
  g_autofree char *lines = make_lines (2000);
  TarnDocument *document = tarn_gui_document_new (lines);
  TarnSearch *search = tarn_search_new ();
  gint64 now = 0;
  guint n_turns = 0, n_before = 0;

  tarn_search_set_clock (search, ticking_clock, &now);
  tarn_search_start (search, document, "port", TARN_SEARCH_VALUES, NULL);
  while (tarn_search_is_running (search))
    {
      gint64 before = now;

      g_main_context_iteration (NULL, FALSE);
      if (now == before)
        continue;
      /* The look at the beginning and those until the time is over. */
      g_assert_cmpint (now - before, <=, 2000);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), >, n_before);
      n_before = g_list_model_get_n_items (G_LIST_MODEL (search));
      n_turns++;
    }

  g_assert_cmpuint (n_before, ==, 2000);
  g_assert_cmpuint (n_turns, >, 10);
  g_assert_cmpfloat (tarn_search_get_fraction (search), ==, 1);

  g_assert_finalize_object (search);
  tarn_gui_document_free (document);
}

static void
test_stop (void)
{
  g_autofree char *lines = make_lines (2000);
  TarnDocument *document = tarn_gui_document_new (lines);
  TarnSearch *search = tarn_search_new ();
  g_autoptr(TarnSearchHit) hit = NULL;
  g_autoptr(TarnSearchHit) same = NULL;
  gint64 now = 0;
  guint n;

  tarn_search_set_clock (search, ticking_clock, &now);
  tarn_search_start (search, document, "port", TARN_SEARCH_VALUES, NULL);
  while (g_list_model_get_n_items (G_LIST_MODEL (search)) == 0)
    g_main_context_iteration (NULL, TRUE);

  tarn_search_stop (search);
  n = g_list_model_get_n_items (G_LIST_MODEL (search));
  tarn_gui_settle ();
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, n);
  g_assert_cmpuint (n, <, 2000);

  /* The same object while somebody holds it, and one that outlives the search. */
  hit = g_list_model_get_item (G_LIST_MODEL (search), 3);
  same = g_list_model_get_item (G_LIST_MODEL (search), 3);
  g_assert_true (hit == same);
  g_assert_cmpstr (tarn_search_hit_get_text (hit), ==, "port 4 of this");
  tarn_search_clear (search);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, 0);

  g_assert_finalize_object (search);
  g_assert_cmpstr (tarn_search_hit_get_text (hit), ==, "port 4 of this");
  g_clear_object (&hit);
  g_clear_object (&same);
  tarn_gui_document_free (document);
}

static void
test_beside (void)
{
  TarnDocument *document = tarn_gui_document_new (LINES);
  TarnSearch *search = tarn_search_new ();
  g_autoptr(TarnOid) first = tarn_oid_new ("1.3.6.1.2.1.2.2.1.2.1", NULL);
  g_autoptr(TarnOid) between = tarn_oid_new ("1.3.6.1.2.1.2.2.1.2.1.5", NULL);
  g_autoptr(TarnOid) behind = tarn_oid_new ("1.3.6.1.4.1", NULL);

  g_assert_cmpuint (tarn_search_find_beside (search, first, TRUE), ==, GTK_INVALID_LIST_POSITION);
  tarn_search_start (search, document, "eth", TARN_SEARCH_VALUES, NULL);
  tarn_gui_wait (is_done, search);

  g_assert_cmpuint (tarn_search_find_beside (search, NULL, TRUE), ==, 0);
  g_assert_cmpuint (tarn_search_find_beside (search, first, TRUE), ==, 1);
  g_assert_cmpuint (tarn_search_find_beside (search, first, FALSE), ==, 1);
  g_assert_cmpuint (tarn_search_find_beside (search, between, TRUE), ==, 1);
  g_assert_cmpuint (tarn_search_find_beside (search, between, FALSE), ==, 0);
  g_assert_cmpuint (tarn_search_find_beside (search, behind, TRUE), ==, 0);

  g_assert_finalize_object (search);
  tarn_gui_document_free (document);
}

static void
test_live (void)
{
  TarnDocument *document = tarn_gui_document_new (LINES);
  TarnSearch *search = tarn_search_new ();
  g_autoptr(TarnBatch) batch = tarn_batch_new ();
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.2.2.1.2.3", NULL);
  g_autoptr(TarnValue) value =
    tarn_value_new_octets (TARN_KIND_OCTET_STRING, (const guint8 *) "eth2", 4);

  tarn_search_start (search, document, "eth", TARN_SEARCH_VALUES, NULL);
  tarn_gui_wait (is_done, search);
  g_assert_false (tarn_search_is_outdated (search));

  tarn_batch_put (batch, oid, value);
  g_assert_true (tarn_store_apply (tarn_document_get_store (document), batch, NULL));
  g_assert_true (tarn_search_is_outdated (search));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, 2);

  tarn_search_start (search, document, "eth", TARN_SEARCH_VALUES, NULL);
  tarn_gui_wait (is_done, search);
  g_assert_false (tarn_search_is_outdated (search));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (search)), ==, 3);

  g_assert_finalize_object (search);
  tarn_gui_document_free (document);
}

int
main (int   argc,
      char *argv[])
{
  tarn_gui_test_init (&argc, &argv);

  g_test_add_func ("/search/found", test_found);
  g_test_add_func ("/search/descriptions", test_descriptions);
  g_test_add_func ("/search/regex-error", test_regex_error);
  g_test_add_func ("/search/slices", test_slices);
  g_test_add_func ("/search/stop", test_stop);
  g_test_add_func ("/search/beside", test_beside);
  g_test_add_func ("/search/live", test_live);
  return g_test_run ();
}
