/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * From modules to a tree: what a parser refuses, what kills it, what takes it too long.
 */
#include "tarn-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include "base/tarn-error.h"
#include "mib/tarn-mib-compile.h"
#include "mib/tarn-mib-node.h"
#include "mib/tarn-mib.h"

#define HEAD \
  "T-MIB DEFINITIONS ::= BEGIN\n" \
  "IMPORTS OBJECT-TYPE, NOTIFICATION-TYPE, Integer32, enterprises FROM SNMPv2-SMI " \
  "DisplayString, TEXTUAL-CONVENTION FROM SNMPv2-TC TRAP-TYPE FROM RFC-1215;\n" \
  "t OBJECT IDENTIFIER ::= { enterprises 9999 }\n"

#define OBJECT(name, syntax, more, oid) \
  name " OBJECT-TYPE SYNTAX " syntax " MAX-ACCESS read-only STATUS current DESCRIPTION \"\" " \
  more " ::= { " oid " }\n"

typedef struct
{
  TarnMibCompiler *compiler;
  char            *folder;
  TarnMib         *mib;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->folder = g_dir_make_tmp ("test-mib-compile-XXXXXX", NULL);
  self->compiler = tarn_mib_compiler_new ();
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  if (self->mib != NULL)
    g_assert_finalize_object (self->mib);
  g_clear_pointer (&self->compiler, tarn_mib_compiler_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
}

static void
add (Fixture    *self,
     const char *name,
     const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  tarn_mib_compiler_add_file (self->compiler, path);
}

/* With what comes with Tarn for what the modules import. */
static void
compile (Fixture *self)
{
  static const char *const names[] = {
    "SNMPv2-SMI", "SNMPv2-TC", "SNMPv2-CONF", "RFC1155-SMI", "RFC-1212", "RFC-1215",
  };
  g_autofree char *path = g_build_filename (self->folder, "tree", NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *library = g_test_build_filename (G_TEST_DIST, "..", "data", "mibs",
                                                        names[i], NULL);

      tarn_mib_compiler_add_library (self->compiler, library);
    }
  tarn_mib_compiler_run (self->compiler, path, "stamp", &error);
  g_assert_no_error (error);
  self->mib = tarn_mib_new_file (path, &error);
  g_assert_no_error (error);
}

static const TarnMibReport *
get_report (Fixture    *self,
            const char *module)
{
  GPtrArray *reports = tarn_mib_compiler_get_reports (self->compiler);

  for (guint i = 0; i < reports->len; i++)
    if (g_strcmp0 (((TarnMibReport *) reports->pdata[i])->name, module) == 0)
      return reports->pdata[i];
  g_assert_not_reached ();
}

static gboolean
has_remark (const TarnMibReport *report,
            const char          *expected)
{
  for (guint i = 0; i < report->remarks->len; i++)
    {
      const TarnMibRemark *remark = report->remarks->pdata[i];
      g_autofree char *text = g_strdup_printf ("%u:%u %s: %s", remark->line, remark->column,
                                               tarn_mib_remark_kind_to_string (remark->kind),
                                               remark->text);

      g_test_message ("%s", text);
      if (strcmp (text, expected) == 0)
        return TRUE;
    }
  return FALSE;
}

/* "kind syntax OID" of a node; "none": there is none. */
static char *
describe (Fixture    *self,
          const char *name)
{
  g_autofree char *full = g_strconcat ("T-MIB::", name, NULL);
  g_autoptr(TarnMibNode) node = tarn_mib_get_node (self->mib, full);
  g_autoptr(TarnOid) oid = NULL;
  g_autofree char *syntax = NULL;
  g_autofree char *text = NULL;

  if (node == NULL)
    return g_strdup ("none");
  oid = tarn_mib_node_dup_oid (node);
  syntax = tarn_mib_node_dup_syntax (node);
  text = tarn_oid_to_string (oid);
  return g_strdup_printf ("%s %s %s", tarn_mib_kind_to_string (tarn_mib_node_get_kind (node)),
                          syntax != NULL && syntax[0] != '\0' ? syntax : "-", text);
}

typedef struct
{
  const char *name;
  const char *body;       /* behind the head                              */
  const char *remark;     /* "line:column kind: text"; NULL: all is right */
  const char *object;     /* one that must be there, or not               */
  const char *is;
  guint       n_lost;
  guint       n_incomplete;
} SaveCase;

static const SaveCase saves[] = {
  { "what is right", OBJECT ("a", "Integer32 (1..5)", "", "t 1"), NULL,
    "a", "scalar INTEGER (1..5) .1.3.6.1.4.1.9999.1", 0, 0 },
  { "a syntax error costs all but the name, the OID and what it is made of",
    OBJECT ("a", "DisplayString DisplayString", "", "t 1") OBJECT ("b", "Integer32", "", "t 2"),
    "4:1 lost: a: syntax error, unexpected a name with a capital, expecting STATUS; its name and OID are kept",
    "a", "scalar DisplayString (SIZE (0..255)) .1.3.6.1.4.1.9999.1", 0, 1 },
  { "its neighbours lose nothing",
    OBJECT ("a", "DisplayString DisplayString", "", "t 1") OBJECT ("b", "Integer32", "", "t 2"),
    NULL, "b", "scalar INTEGER .1.3.6.1.4.1.9999.2", 0, 1 },
  { "in a table, a column stays one",
    "b OBJECT-TYPE SYNTAX SEQUENCE OF B MAX-ACCESS not-accessible STATUS current DESCRIPTION \"\"\n"
    "::= { t 1 }\nc OBJECT-TYPE SYNTAX B MAX-ACCESS not-accessible STATUS current\n"
    "DESCRIPTION \"\" INDEX { d } ::= { b 1 }\nB ::= SEQUENCE { d Integer32, e Integer32 }\n"
    OBJECT ("d", "Integer32", "", "c 1") OBJECT ("e", "Integer32 nonsense", "", "c 2"),
    "10:1 lost: e: syntax error, unexpected a name with a small letter, expecting STATUS; its name and OID are kept",
    "e", "column INTEGER .1.3.6.1.4.1.9999.1.1.2", 0, 1 },
  { "a row stays one, and so do its columns",
    "b OBJECT-TYPE SYNTAX SEQUENCE OF B MAX-ACCESS not-accessible STATUS current DESCRIPTION \"\"\n"
    "::= { t 1 }\nc OBJECT-TYPE SYNTAX B MAX-ACCESS not-accessible STATUS current\n"
    "DESCRIPTION \"\" INDEX { } ::= { b 1 }\nB ::= SEQUENCE { d Integer32 }\n"
    OBJECT ("d", "Integer32", "", "c 1"),
    NULL, "d", "column INTEGER .1.3.6.1.4.1.9999.1.1.1", 0, 1 },
  { "a trap of SMIv1 that the parser refuses is a notification all the same",
    "a TRAP-TYPE ENTERPRISE t VARIABLES { nonsense nonsense 5 } ::= 7\n", NULL,
    "a", "notification - .1.3.6.1.4.1.9999.0.7", 0, 1 },
  { "an enterprise of numbers is nobody's name",
    "a TRAP-TYPE ENTERPRISE { t 5 } ::= 7\n",
    "4:24 mended: an ENTERPRISE is a name, not numbers: taken as if it had one",
    "a", "notification - .1.3.6.1.4.1.9999.5.0.7", 0, 0 },
  { "libsmi 0.4.8 dies of what it refuses in the last trap: the rest is saved",
    OBJECT ("b", "Integer32", "", "t 2") "a TRAP-TYPE ENTERPRISE t.u ::= 7\n",
    "5:1 lost: a: the parser died of it (Segmentation fault)",
    "b", "scalar INTEGER .1.3.6.1.4.1.9999.2", 1, 0 },
  { "a bracket that is never closed",
    OBJECT ("a", "OCTET STRING ((SIZE (5))", "", "t 1"),
    "4:1 lost: a: a bracket is never closed; its name and OID are kept",
    "a", "scalar OCTET STRING .1.3.6.1.4.1.9999.1", 0, 1 },
  { "a type that nobody has",
    OBJECT ("a", "Nowhere", "", "t 1"),
    "4:1 lost: a: its type Nowhere is not known; values are shown as they come",
    "a", "scalar Nowhere .1.3.6.1.4.1.9999.1", 0, 1 },
  { "a convention is used before it is defined",
    "a OBJECT-TYPE\nSYNTAX Later\nMAX-ACCESS read-only\nSTATUS current\nDESCRIPTION \"\"\n"
    "::= { t 1 }\nLater ::= TEXTUAL-CONVENTION DISPLAY-HINT \"d-2\" STATUS current DESCRIPTION \"\" "
    "SYNTAX Integer32 (0..9)\n", NULL, "a", "scalar Later (0..9) .1.3.6.1.4.1.9999.1", 0, 0 },
  { "messages of the parser have the names of the module",
    "3a OBJECT IDENTIFIER ::= { t 1 }\nb OBJECT IDENTIFIER ::= { t 3a 1 }\n",
    "5:1 note: Object identifier element `3a' name only allowed as first element (b)",
    "3a", "node - .1.3.6.1.4.1.9999.1", 0, 0 },
  { "labels that no Integer32 can have", OBJECT ("a", "INTEGER { b(2147483648), c(1) }", "", "t 1"),
    "4:32 lost: the label b: its number does not fit into 32 bits",
    "a", "scalar INTEGER { c(1) } .1.3.6.1.4.1.9999.1", 0, 0 },
  { "ccitt is 0", "a OBJECT IDENTIFIER ::= { ccitt 9 }\n", NULL, "a", "node - .0.9", 0, 0 },
};

static void
test_save (Fixture       *self,
           gconstpointer  data)
{
  const SaveCase *c = data;
  g_autofree char *text = g_strconcat (HEAD, c->body, "END\n", NULL);
  g_autofree char *is = NULL;
  const TarnMibReport *report;

  add (self, "module", text);
  compile (self);
  report = get_report (self, "T-MIB");
  if (c->remark != NULL)
    g_assert_true (has_remark (report, c->remark));
  is = describe (self, c->object);
  g_assert_cmpstr (is, ==, c->is);
  g_assert_cmpuint (report->lost->len, ==, c->n_lost);
  g_assert_cmpuint (report->n_incomplete, ==, c->n_incomplete);
}

/* However many definitions are refused, each is told once, and nobody else. */
static void
test_many_errors (Fixture       *self,
                  gconstpointer  data)
{
  GString *text = g_string_new (HEAD);
  const TarnMibReport *report;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, OBJECT ("a%u", "Integer32 Integer32", "", "t %u"), i, i + 1);
  g_string_append (text, "END\n");
  add (self, "module", text->str);
  g_string_free (text, TRUE);
  compile (self);

  report = get_report (self, "T-MIB");
  g_assert_cmpuint (report->n_objects, ==, 101);
  g_assert_cmpuint (report->n_incomplete, ==, 100);
  g_assert_cmpuint (report->lost->len, ==, 0);
  for (guint i = 0, n = 0; i < report->remarks->len; i++)
    {
      const TarnMibRemark *remark = report->remarks->pdata[i];
      g_autofree char *begin = g_strdup_printf ("a%u: syntax error", n);

      if (remark->kind != TARN_MIB_REMARK_LOST)
        continue;
      g_assert_true (g_str_has_prefix (remark->text, begin));
      g_assert_cmpuint (remark->line, ==, 4 + n);
      n++;
    }
}

/* Types, tables, rows and their augments, notifications, each of what stands far away from it
 * in the module; @n_more objects between them. */
static char *
make_large (guint n_more)
{
  GString *text = g_string_new (HEAD);

  g_string_append (text,
    "b OBJECT-TYPE SYNTAX SEQUENCE OF B MAX-ACCESS not-accessible STATUS current DESCRIPTION \"\"\n"
    "::= { t 1 }\nc OBJECT-TYPE SYNTAX B MAX-ACCESS not-accessible STATUS current\n"
    "DESCRIPTION \"two\nlines\" INDEX { far, IMPLIED d } ::= { b 1 }\n"
    "n NOTIFICATION-TYPE OBJECTS { far, e } STATUS current DESCRIPTION \"\" ::= { t 0 1 }\n"
    "f OBJECT-TYPE SYNTAX SEQUENCE OF F MAX-ACCESS not-accessible STATUS current DESCRIPTION \"\"\n"
    "::= { t 4 }\n");
  for (guint i = 0; i < n_more; i++)
    g_string_append_printf (text, OBJECT ("p%u", "Integer32", "", "t 2 %u"), i, i + 1);
  g_string_append (text,
    "B ::= SEQUENCE { far Fa, d DisplayString, e Integer32 }\nFa ::= Fb\n"
    OBJECT ("d", "DisplayString", "", "c 2") OBJECT ("e", "Nowhere", "", "c 3"));
  for (guint i = 0; i < n_more; i++)
    g_string_append_printf (text, OBJECT ("q%u", "Integer32", "", "t 3 %u"), i, i + 1);
  g_string_append (text,
    "Fb ::= INTEGER { up(1), down(2) }\nF ::= SEQUENCE { h Integer32 }\n"
    OBJECT ("far", "Fa", "", "c 1") OBJECT ("broken", "Fa Fa", "", "c 4")
    "g OBJECT-TYPE SYNTAX F MAX-ACCESS not-accessible STATUS current DESCRIPTION \"\"\n"
    "AUGMENTS { c } ::= { f 1 }\n" OBJECT ("h", "Integer32", "", "g 1") "END\n");
  return g_string_free (text, FALSE);
}

static void
append_names (GString   *text,
              GPtrArray *nodes)
{
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    g_string_append_printf (text, " %s", tarn_mib_node_get_name (nodes->pdata[i]));
}

/* All that is known of those objects that both modules have. */
static char *
describe_all (Fixture *self)
{
  static const char *const names[] = { "t", "b", "c", "d", "e", "far", "broken", "f", "g", "h", "n" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *full = g_strconcat ("T-MIB::", names[i], NULL);
      g_autoptr(TarnMibNode) node = tarn_mib_get_node (self->mib, full);
      g_autofree char *is = describe (self, names[i]);

      g_assert_nonnull (node);
      g_string_append_printf (text, "%s: %s", names[i], is);
      if (tarn_mib_node_get_kind (node) == TARN_MIB_KIND_ROW)
        {
          g_autoptr(GPtrArray) index = tarn_mib_node_list_index (node);
          g_autoptr(TarnMibNode) augmented = tarn_mib_node_get_augmented (node);

          append_names (text, index);
          g_string_append_printf (text, " %d %s", tarn_mib_node_is_index_implied (node),
                                  augmented != NULL ? tarn_mib_node_get_name (augmented) : "-");
        }
      if (tarn_mib_node_get_kind (node) == TARN_MIB_KIND_NOTIFICATION)
        {
          g_autoptr(GPtrArray) members = tarn_mib_node_list_members (node);

          append_names (text, members);
        }
      g_string_append_c (text, '\n');
    }

  return g_string_free (text, FALSE);
}

/* A module that is parsed in parts gives the tree that it gives as a whole, and its lines. */
static void
test_parts (Fixture       *self,
            gconstpointer  data)
{
  g_autofree char *small = make_large (10);
  g_autofree char *large = make_large (2000);
  g_autofree char *whole = NULL;
  g_autofree char *parts = NULL;
  const TarnMibReport *report;

  add (self, "module", small);
  compile (self);
  whole = describe_all (self);
  g_assert_nonnull (strstr (whole, "c: row - .1.3.6.1.4.1.9999.1.1 far d 1 -\n"));
  g_assert_nonnull (strstr (whole, "g: row - .1.3.6.1.4.1.9999.4.1 far d 1 c\n"));
  g_assert_nonnull (strstr (whole, "n: notification - .1.3.6.1.4.1.9999.0.1 far e\n"));
  g_assert_true (has_remark (get_report (self, "T-MIB"),
                             "39:1 lost: broken: syntax error, unexpected a name with a capital, "
                             "expecting STATUS; its name and OID are kept"));

  g_assert_finalize_object (g_steal_pointer (&self->mib));
  tarn_mib_compiler_free (self->compiler);
  self->compiler = tarn_mib_compiler_new ();
  add (self, "module", large);
  compile (self);
  parts = describe_all (self);
  g_assert_cmpstr (parts, ==, whole);

  report = get_report (self, "T-MIB");
  g_assert_cmpuint (report->n_objects, ==, 11 + 4000);
  g_assert_cmpuint (report->n_types, ==, 2);
  g_assert_cmpuint (report->lost->len, ==, 0);
  g_assert_cmpuint (report->n_incomplete, ==, 2);
  g_assert_true (has_remark (report, "4019:1 lost: broken: syntax error, unexpected a name with a "
                                     "capital, expecting STATUS; its name and OID are kept"));
  g_assert_true (has_remark (report, "2015:1 lost: e: its type Nowhere is not known; values are "
                                     "shown as they come"));
}

/* Who imports from such a module gets what it needs of it. */
static void
test_parts_imported (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *large = make_large (2000);
  g_autoptr(TarnMibNode) node = NULL;
  g_autofree char *syntax = NULL;

  add (self, "module", large);
  add (self, "other",
       "O-MIB DEFINITIONS ::= BEGIN\nIMPORTS OBJECT-TYPE FROM SNMPv2-SMI t, Fa, q7 FROM T-MIB;\n"
       OBJECT ("other", "Fa", "", "t 77") "under OBJECT IDENTIFIER ::= { q7 5 }\nEND\n");
  compile (self);
  g_assert_cmpint (get_report (self, "O-MIB")->verdict, ==, TARN_MIB_LOADED);
  g_assert_cmpuint (get_report (self, "O-MIB")->n_objects, ==, 2);
  node = tarn_mib_get_node (self->mib, "O-MIB::other");
  g_assert_cmpstr (tarn_mib_node_get_type_name (node), ==, "Fa");
  g_assert_cmpuint (tarn_mib_node_get_n_labels (node), ==, 2);
}

/* Three modules, each of whose types is made of the next one's. */
static void
test_type_circle (Fixture       *self,
                  gconstpointer  data)
{
  gint64 since = g_get_monotonic_time ();

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("C%u-MIB", i);
      g_autofree char *text = g_strdup_printf (
        "C%u-MIB DEFINITIONS ::= BEGIN\n"
        "IMPORTS OBJECT-TYPE, enterprises FROM SNMPv2-SMI Ty%u FROM C%u-MIB;\n"
        "Ty%u ::= Ty%u\n" OBJECT ("c%u", "Ty%u", "", "enterprises %u") "END\n",
        i, (i + 1) % 3, (i + 1) % 3, i, (i + 1) % 3, i, (i + 1) % 3, i + 1);

      add (self, name, text);
    }
  compile (self);
  g_assert_cmpint (g_get_monotonic_time () - since, <, 5 * G_USEC_PER_SEC);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("C%u-MIB", i);
      g_autofree char *remark = g_strdup_printf ("3:1 lost: Ty%u: it is defined by itself, in a "
                                                 "circle through other modules", i);
      const TarnMibReport *report = get_report (self, name);

      g_assert_true (has_remark (report, remark));
      g_assert_cmpuint (report->n_objects, ==, 1);
      g_assert_cmpuint (report->lost->len, ==, 1);
    }
}

/* Only what is asked for, and what that imports. */
static void
test_wanted (Fixture       *self,
             gconstpointer  data)
{
  add (self, "one", "ONE-MIB DEFINITIONS ::= BEGIN\nIMPORTS two FROM TWO-MIB;\n"
                    "one OBJECT IDENTIFIER ::= { two 1 }\nEND\n");
  add (self, "two", "TWO-MIB DEFINITIONS ::= BEGIN\nIMPORTS enterprises FROM SNMPv2-SMI;\n"
                    "two OBJECT IDENTIFIER ::= { enterprises 1 }\nEND\n");
  add (self, "three", "THREE-MIB DEFINITIONS ::= BEGIN\nIMPORTS enterprises FROM SNMPv2-SMI;\n"
                      "three OBJECT IDENTIFIER ::= { enterprises 3 }\nEND\n");
  tarn_mib_compiler_want (self->compiler, "ONE-MIB");
  tarn_mib_compiler_want (self->compiler, "NOWHERE-MIB");
  compile (self);
  g_assert_true (tarn_mib_has_module (self->mib, "ONE-MIB"));
  g_assert_true (tarn_mib_has_module (self->mib, "TWO-MIB"));
  g_assert_true (tarn_mib_has_module (self->mib, "SNMPv2-SMI"));
  g_assert_false (tarn_mib_has_module (self->mib, "THREE-MIB"));
  g_assert_false (tarn_mib_has_module (self->mib, "SNMPv2-TC"));
}

/* What was lost or mended is in the tree for those who ask it, notes are not. */
static void
test_messages (Fixture       *self,
               gconstpointer  data)
{
  add (self, "module", HEAD OBJECT ("a", "Integer32 (0..MAX)", "", "t 1")
                       OBJECT ("b", "Nowhere", "", "t 2") "END\n");
  compile (self);
  for (guint i = 0; i < tarn_mib_get_n_modules (self->mib); i++)
    if (strcmp (tarn_mib_get_module_fact (self->mib, i, TARN_MIB_MODULE_NAME), "T-MIB") == 0)
      g_assert_cmpstr (tarn_mib_get_module_fact (self->mib, i, TARN_MIB_MODULE_MESSAGES), ==,
                       "4:36: mended: MIN and MAX are no numbers: taken as what the type allows\n"
                       "5:1: lost: b: its type Nowhere is not known; values are shown as they "
                       "come\n");
    else
      g_assert_null (tarn_mib_get_module_fact (self->mib, i, TARN_MIB_MODULE_MESSAGES));
}

static char *
leave_folder (const char *name,
              time_t      age_s)
{
  char *folder = g_build_filename (g_get_tmp_dir (), name, NULL);
  g_autofree char *file = g_build_filename (folder, "FOO-MIB", NULL);
  const struct utimbuf then = { time (NULL) - age_s, time (NULL) - age_s };

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (file, "x", -1, NULL));
  g_assert_cmpint (utime (folder, &then), ==, 0);
  return folder;
}

/* Who was killed leaves a folder behind, which the next one removes: not one that is young,
 * nor one whose owner lives. */
static void
test_left_behind (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *dead = leave_folder ("tarn-mib-test-dead", 3600);
  g_autofree char *young = leave_folder ("tarn-mib-test-young", 0);
  g_autofree char *locked = leave_folder ("tarn-mib-test-locked", 3600);
  g_autofree char *young_file = g_build_filename (young, "FOO-MIB", NULL);
  g_autofree char *locked_file = g_build_filename (locked, "FOO-MIB", NULL);
  int fd = open (locked, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0);
  add (self, "module", HEAD "END\n");
  g_assert_false (g_file_test (dead, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young_file, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (locked_file, G_FILE_TEST_EXISTS));

  close (fd);
  g_unlink (young_file);
  g_unlink (locked_file);
  g_rmdir (young);
  g_rmdir (locked);
}

/* A signal ends it, and there is no tree. */
static void
test_interrupted (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "tree", NULL);
  g_autoptr(GError) error = NULL;

  add (self, "module", HEAD OBJECT ("a", "Integer32", "", "t 1") "END\n");
  tarn_mib_compiler_interrupt (15);
  g_assert_false (tarn_mib_compiler_run (self->compiler, path, "stamp", &error));
  g_assert_error (error, TARN_ERROR, TARN_ERROR_FAILED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

#define ADD(path, function) \
  g_test_add ("/mib-compile/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (saves); i++)
    {
      g_autofree char *path = g_strdup_printf ("/mib-compile/save/%s", saves[i].name);

      g_test_add (path, Fixture, &saves[i], set_up, test_save, tear_down);
    }
  ADD ("many errors", test_many_errors);
  ADD ("parts/whole", test_parts);
  ADD ("parts/imported", test_parts_imported);
  ADD ("circle of types", test_type_circle);
  ADD ("wanted", test_wanted);
  ADD ("messages", test_messages);
  ADD ("left behind", test_left_behind);
  /* The last one: it is for the whole process. */
  ADD ("interrupted/no tree", test_interrupted);
  return g_test_run ();
}
