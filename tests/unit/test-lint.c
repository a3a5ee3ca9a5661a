/* What a store and a module disagree about, rule by rule.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "mib/tarn-mib-builder.h"
#include "ops/tarn-lint.h"
#include "tarn-test-import.h"

#define GROUP "1.3.6.1.4.1.5.1"
#define ROW   "1.3.6.1.4.1.5.2.1"
#define MORE  "1.3.6.1.4.1.5.3.1"

static guint32
add_type (TarnMibBuilder    *builder,
          TarnMibBase        base,
          TarnMibConvention  convention,
          gint64             min,
          gint64             max)
{
  const TarnMibRange range = { min, max };
  const TarnMibTypeFacts facts = {
    .module = TARN_MIB_NONE, .parent = TARN_MIB_NONE, .base = base, .convention = convention,
    .ranges = &range, .n_ranges = max > min ? 1 : 0,
  };

  return tarn_mib_builder_add_type (builder, &facts);
}

static guint32
add_labels (TarnMibBuilder *builder)
{
  static const char *const names[] = { "up", "down" };
  static const gint32 values[] = { 1, 2 };
  const TarnMibTypeFacts facts = {
    .module = TARN_MIB_NONE, .parent = TARN_MIB_NONE, .base = TARN_MIB_BASE_INTEGER,
    .label_names = names, .label_values = values, .n_labels = 2,
  };

  return tarn_mib_builder_add_type (builder, &facts);
}

static guint32
add (TarnMibBuilder *builder,
     const char     *oid,
     const char     *name,
     TarnMibKind     kind,
     TarnMibAccess   access,
     guint32         type)
{
  g_autoptr(TarnOid) parsed = tarn_test_oid (oid);
  gsize n_arcs;
  g_autofree guint32 *arcs = tarn_oid_get_arcs (parsed, &n_arcs);
  const TarnMibObjectFacts facts = {
    .name = name, .module = 0, .arcs = arcs, .n_arcs = (guint) n_arcs, .kind = kind,
    .access = access, .status = TARN_MIB_STATUS_CURRENT, .type = type,
  };

  return tarn_mib_builder_add_object (builder, &facts);
}

/* Two scalars; a table with a number and a name as its index; one that augments it. */
static TarnMib *
make_mib (void)
{
  g_autoptr(TarnMibBuilder) builder = tarn_mib_builder_new ();
  g_autofree char *path = NULL;
  const TarnMibAccess hidden = TARN_MIB_ACCESS_NOT_ACCESSIBLE, shown = TARN_MIB_ACCESS_READ_ONLY;
  guint32 number, text, labels, row, augmenting;
  g_autoptr(GError) error = NULL;
  TarnMib *mib;
  int fd = g_file_open_tmp ("tarn-test-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  tarn_mib_builder_add_module (builder, &(TarnMibModuleFacts) { .name = "T-MIB", .language = 2 });
  number = add_type (builder, TARN_MIB_BASE_INTEGER, TARN_MIB_CONVENTION_NONE, 1, 10);
  text = add_type (builder, TARN_MIB_BASE_OCTETS, TARN_MIB_CONVENTION_DISPLAY_STRING, 0, 4);
  labels = add_labels (builder);

  add (builder, "1.3.6.1.4.1.5", "five", TARN_MIB_KIND_NODE, 0, TARN_MIB_NONE);
  add (builder, GROUP, "group", TARN_MIB_KIND_NODE, 0, TARN_MIB_NONE);
  add (builder, GROUP ".1", "level", TARN_MIB_KIND_SCALAR, shown, number);
  add (builder, GROUP ".1.0", "levelInstance", TARN_MIB_KIND_NODE, 0, TARN_MIB_NONE);
  add (builder, GROUP ".2", "title", TARN_MIB_KIND_SCALAR, shown, text);
  add (builder, "1.3.6.1.4.1.5.2", "table", TARN_MIB_KIND_TABLE, hidden, TARN_MIB_NONE);
  row = add (builder, ROW, "entry", TARN_MIB_KIND_ROW, hidden, TARN_MIB_NONE);
  tarn_mib_builder_add_member (builder, row, "T-MIB", "index");
  tarn_mib_builder_add_member (builder, row, "T-MIB", "word");
  add (builder, ROW ".1", "index", TARN_MIB_KIND_COLUMN, shown, number);
  add (builder, ROW ".2", "word", TARN_MIB_KIND_COLUMN, hidden, text);
  add (builder, ROW ".3", "state", TARN_MIB_KIND_COLUMN, shown, labels);
  add (builder, "1.3.6.1.4.1.5.3", "more", TARN_MIB_KIND_TABLE, hidden, TARN_MIB_NONE);
  augmenting = add (builder, MORE, "moreEntry", TARN_MIB_KIND_ROW, hidden, TARN_MIB_NONE);
  tarn_mib_builder_set_base (builder, augmenting, "T-MIB", "entry");
  add (builder, MORE ".1", "extra", TARN_MIB_KIND_COLUMN, shown, labels);

  g_assert_true (tarn_mib_builder_write (builder, path, NULL, &error));
  g_assert_no_error (error);
  mib = tarn_mib_new_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return mib;
}

typedef struct
{
  const char *name;
  const char *snmprec;
  const char *expected;      /* severity rule object count, a line each */
} Vector;

/* What is right in all of them. */
#define SCALARS GROUP ".1.0|2|5\n" GROUP ".2.0|4|ab\n"
#define RIGHT   ROW ".1.3.2.97.98|2|3\n" ROW ".3.3.2.97.98|2|1\n"

static const Vector vectors[] = {
  { "nothing is wrong", SCALARS RIGHT, "" },
  { "another type (F-86)", GROUP ".1.0|65|5\n" GROUP ".2.0|4|ab\n", "error type T-MIB::level 1\n" },
  { "a number out of its range (P-HNT-22)", GROUP ".1.0|2|11\n" GROUP ".2.0|4|ab\n",
    "error range T-MIB::level 1\n" },
  { "a string of five octets where four are allowed",
    GROUP ".1.0|2|5\n" GROUP ".2.0|4|abcde\n", "error size T-MIB::title 1\n" },
  { "a number that the enumeration does not name (P-ENM-01)",
    ROW ".1.3.2.97.98|2|3\n" ROW ".3.3.2.97.98|2|7\n", "error enumeration T-MIB::state 1\n" },
  { "octets that are no DisplayString (P-TCV-04)",
    GROUP ".1.0|2|5\n" GROUP ".2.0|4x|0102\n", "error convention T-MIB::title 1\n" },
  { "an instance of what cannot be read", RIGHT ROW ".2.3.2.97.98|4|ab\n",
    "error access T-MIB::word 1\n" },
  { "a scalar with another instance", GROUP ".1.1|2|5\n" GROUP ".2.0|4|ab\n",
    "error instance T-MIB::level 1\n" },
  { "a value without an instance", GROUP ".1|2|5\n" GROUP ".2.0|4|ab\n",
    "error instance T-MIB::level 1\n" },
  { "an index that is too short (P-IDX-10)", ROW ".1.3|2|3\n" ROW ".3.3|2|1\n",
    "error index T-MIB::index 1\nerror index T-MIB::state 1\n" },
  { "an index without its length (P-IDX-12)", ROW ".1.3.97.98|2|3\n" ROW ".3.3.97.98|2|1\n",
    "error index T-MIB::index 1\nerror index T-MIB::state 1\n" },
  { "an index that its object does not allow", ROW ".1.30.1.97|2|30\n" ROW ".3.30.1.97|2|1\n",
    "error range T-MIB::index 1\nerror index-value T-MIB::index 1\n"
    "error index-value T-MIB::state 1\n" },
  { "a column that contradicts its index", ROW ".1.3.2.97.98|2|4\n" ROW ".3.3.2.97.98|2|1\n",
    "error index-value T-MIB::index 1\n" },
  { "an object of the group that is missing", GROUP ".1.0|2|5\n",
    "warning missing T-MIB::group 1\n" },
  { "a column that is missing", ROW ".1.3.2.97.98|2|3\n", "warning missing T-MIB::entry 1\n" },
  { "cells that are missing", RIGHT ROW ".1.4.1.97|2|4\n" ROW ".1.5.1.97|2|5\n",
    "note hole T-MIB::state 2\n" },
  { "fewer rows than what is augmented (P-IDX-15)",
    RIGHT ROW ".1.4.1.97|2|4\n" ROW ".3.4.1.97|2|1\n" MORE ".1.3.2.97.98|2|1\n",
    "note hole T-MIB::moreEntry 1\n" },
  { "a column that the table does not have", RIGHT ROW ".9.3.2.97.98|2|1\n",
    "warning unknown-column T-MIB::entry 1\n" },
  { "names that no module defines, counted", SCALARS "1.3.6.1.4.1.5.9.1.0|2|1\n"
                                             "1.3.6.1.4.1.5.9.2.0|2|1\n",
    "note unknown T-MIB::five 2\n" },
  { "the same again and again is one finding",
    GROUP ".1.0|2|5\n" GROUP ".1.1|2|5\n" GROUP ".1.2|2|5\n" GROUP ".2.0|4|ab\n",
    "error instance T-MIB::level 2\n" },
};

static char *
describe (const TarnLintReport *report)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < report->findings->len; i++)
    {
      const TarnLintFinding *finding = report->findings->pdata[i];

      g_string_append_printf (text, "%s %s %s %" G_GUINT64_FORMAT "\n",
                              tarn_lint_severity_to_string (finding->severity),
                              tarn_lint_rule_to_string (finding->rule), finding->object,
                              finding->count);
      g_assert_nonnull (finding->oid);
      g_assert_cmpuint (strlen (finding->text), >, 0);
    }

  return g_string_free (text, FALSE);
}

static void
test_vector (gconstpointer data)
{
  const Vector *v = data;
  g_autoptr(TarnMib) mib = make_mib ();
  g_autoptr(TarnStore) store = NULL;
  g_autoptr(TarnLintReport) report = NULL;
  g_autoptr(TarnLintReport) copy = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  store = tarn_test_import (TARN_IMPORT_SNMPREC, tarn_span (v->snmprec, strlen (v->snmprec)),
                            NULL, &error);
  g_assert_no_error (error);
  report = tarn_lint_store (store, mib, &error);
  g_assert_no_error (error);

  copy = tarn_lint_report_copy (report);
  text = describe (copy);
  g_assert_cmpstr (text, ==, v->expected);
  g_assert_cmpuint (copy->n_errors + copy->n_warnings + copy->n_notes, ==, copy->findings->len);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *path = g_strdup_printf ("/lint/%s", vectors[i].name);

      g_test_add_data_func (path, &vectors[i], test_vector);
    }

  return g_test_run ();
}
