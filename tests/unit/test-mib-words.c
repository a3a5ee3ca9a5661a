/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The words of the SMI, and how they are misspelt.
 */
#include "tarn-test.h"

#include <string.h>

#include "mib/tarn-mib-words.h"

typedef const char *(*Find) (const char *word, gsize len);

typedef struct
{
  const char *name;
  Find        find;
  const char *word;
  const char *found;
} WordCase;

static const WordCase cases[] = {
  { "a macro", tarn_mib_words_find_macro, "OBJECT-TYPE", "OBJECT-TYPE" },
  { "a macro in another case", tarn_mib_words_find_macro, "Object-type", "OBJECT-TYPE" },
  { "a macro with an underscore", tarn_mib_words_find_macro, "TRAP_TYPE", "TRAP-TYPE" },
  { "a word too short for a macro", tarn_mib_words_find_macro, "OBJECT", NULL },
  { "no macro", tarn_mib_words_find_macro, "OBJECT-TYPO", NULL },
  { "a clause", tarn_mib_words_find_clause, "SYNTAX", "SYNTAX" },
  { "a clause without its hyphen", tarn_mib_words_find_clause, "MaxAccess", "MAX-ACCESS" },
  { "no clause", tarn_mib_words_find_clause, "SYNTAXX", NULL },
  { "an access", tarn_mib_words_find_access, "read-only", "read-only" },
  { "an access in capitals", tarn_mib_words_find_access, "READ_WRITE", "read-write" },
  { "an access without its hyphen", tarn_mib_words_find_access, "readOnly", "read-only" },
  { "an access by another name", tarn_mib_words_find_access, "no-access", "not-accessible" },
  { "no access", tarn_mib_words_find_access, "maybe", NULL },
  { "a status", tarn_mib_words_find_status, "Mandatory", "mandatory" },
  { "no status", tarn_mib_words_find_status, "bogus", NULL },
  { "a type", tarn_mib_words_find_type, "INTEGER32", "Integer32" },
  { "a type of two words, its first", tarn_mib_words_find_type, "octet", "OCTET" },
  { "no type", tarn_mib_words_find_type, "Integer64", NULL },
  { "nothing", tarn_mib_words_find_clause, "", NULL },
};

static void
test_word (gconstpointer data)
{
  const WordCase *c = data;
  gsize n = strlen (c->word);
  g_autofree char *exact = g_memdup2 (c->word, n);

  g_assert_cmpstr (c->find (exact, n), ==, c->found);
}

/* Where SMIv2 and SMIv1 have what everybody uses; and modules under older names. */
static void
test_homes (void)
{
  g_assert_cmpstr (tarn_mib_words_find_home ("enterprises", FALSE), ==, "SNMPv2-SMI");
  g_assert_cmpstr (tarn_mib_words_find_home ("enterprises", TRUE), ==, "RFC1155-SMI");
  g_assert_cmpstr (tarn_mib_words_find_home ("DisplayString", FALSE), ==, "SNMPv2-TC");
  g_assert_cmpstr (tarn_mib_words_find_home ("DisplayString", TRUE), ==, "RFC1213-MIB");
  g_assert_null (tarn_mib_words_find_home ("ifDescr", FALSE));
  g_assert_cmpstr (tarn_mib_words_find_module ("RFC1213"), ==, "RFC1213-MIB");
  g_assert_cmpstr (tarn_mib_words_find_module ("RFC-1215"), ==, NULL);
  g_assert_null (tarn_mib_words_find_module ("IF-MIB"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-words/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_word);
    }
  g_test_add_func ("/mib-words/homes", test_homes);
  return g_test_run ();
}
