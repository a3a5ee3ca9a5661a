/* A compiled tree: written, opened, asked, damaged.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>
#include <unistd.h>

#include "base/tarn-error.h"
#include "mib/tarn-mib-builder.h"
#include "mib/tarn-mib-image.h"
#include "tarn-test.h"

typedef struct
{
  char *directory;
  char *path;
} Fixture;

static guint32
add_object (TarnMibBuilder *builder,
            const char     *oid,
            const char     *name,
            guint32         module,
            TarnMibKind     kind,
            guint32         type)
{
  g_autoptr(TarnOid) parsed = tarn_test_oid (oid);
  gsize n_arcs;
  g_autofree guint32 *arcs = tarn_oid_get_arcs (parsed, &n_arcs);
  const TarnMibObjectFacts facts = {
    .name = name, .module = module, .arcs = arcs, .n_arcs = (guint) n_arcs, .kind = kind,
    .access = TARN_MIB_ACCESS_READ_ONLY, .status = TARN_MIB_STATUS_CURRENT, .type = type,
    .description = "What it is.",
  };

  return tarn_mib_builder_add_object (builder, &facts);
}

static guint32
add_status_type (TarnMibBuilder *builder)
{
  static const char *const labels[] = { "down", "up" };
  static const gint32 values[] = { 2, 1 };
  const TarnMibTypeFacts facts = {
    .module = TARN_MIB_NONE, .parent = TARN_MIB_NONE, .base = TARN_MIB_BASE_INTEGER,
    .label_names = labels, .label_values = values, .n_labels = 2,
  };

  return tarn_mib_builder_add_type (builder, &facts);
}

static guint32
add_text_type (TarnMibBuilder *builder,
               guint32         module)
{
  const TarnMibRange range = { 0, 255 };
  const TarnMibTypeFacts named = {
    .name = "DisplayString", .module = module, .parent = TARN_MIB_NONE,
    .base = TARN_MIB_BASE_OCTETS, .convention = TARN_MIB_CONVENTION_DISPLAY_STRING,
    .hint = "255a", .ranges = &range, .n_ranges = 1,
  };
  const TarnMibRange narrow = { 0, 64 };
  TarnMibTypeFacts refined = named;

  refined.parent = tarn_mib_builder_add_type (builder, &named);
  refined.name = NULL;
  refined.ranges = &narrow;
  return tarn_mib_builder_add_type (builder, &refined);
}

/* Two modules that both define ifDescr; one table augments the other. */
static void
write_tree (const char *path)
{
  g_autoptr(TarnMibBuilder) builder = tarn_mib_builder_new ();
  guint32 old = tarn_mib_builder_add_module (builder, &(TarnMibModuleFacts) {
    .name = "RFC1213-MIB", .language = 1 });
  guint32 new = tarn_mib_builder_add_module (builder, &(TarnMibModuleFacts) {
    .name = "IF-MIB", .language = 2, .last_updated = "2000-06-14T00:00Z" });
  guint32 names = tarn_mib_builder_add_module (builder, &(TarnMibModuleFacts) {
    .name = "ENTERPRISES", .language = 2, .names_only = TRUE,
    .last_updated = "2026-01-01T00:00Z" });
  guint32 status = add_status_type (builder);
  guint32 text = add_text_type (builder, new);
  guint32 row, augmenting;
  g_autoptr(GError) error = NULL;

  tarn_mib_builder_set_messages (builder, new, "line 7: lost");
  add_object (builder, "1.3.6.1.2.1.2.2.1.2", "ifDescr", old, TARN_MIB_KIND_COLUMN, text);
  add_object (builder, "1.3.6.1.2.1.2", "interfaces", names, TARN_MIB_KIND_NODE, TARN_MIB_NONE);
  add_object (builder, "1.3", "org", new, TARN_MIB_KIND_NODE, TARN_MIB_NONE);
  add_object (builder, "1.3.6.1.2.1.2.2", "ifTable", new, TARN_MIB_KIND_TABLE, TARN_MIB_NONE);
  row = add_object (builder, "1.3.6.1.2.1.2.2.1", "ifEntry", new, TARN_MIB_KIND_ROW,
                    TARN_MIB_NONE);
  tarn_mib_builder_add_member (builder, row, "IF-MIB", "ifIndex");
  tarn_mib_builder_add_member (builder, row, "IF-MIB", "ifDescr");
  tarn_mib_builder_add_member (builder, row, "IF-MIB", "nothing");
  add_object (builder, "1.3.6.1.2.1.2.2.1.8", "ifOperStatus", new, TARN_MIB_KIND_COLUMN, status);
  add_object (builder, "1.3.6.1.2.1.2.2.1.2", "ifDescr", new, TARN_MIB_KIND_COLUMN, text);
  add_object (builder, "1.3.6.1.2.1.2.2.1.1", "ifIndex", new, TARN_MIB_KIND_COLUMN, status);
  add_object (builder, "1.3.6.1.2.1.31.1.1", "ifXTable", new, TARN_MIB_KIND_TABLE, TARN_MIB_NONE);
  augmenting = add_object (builder, "1.3.6.1.2.1.31.1.1.1", "ifXEntry", new, TARN_MIB_KIND_ROW,
                           TARN_MIB_NONE);
  tarn_mib_builder_set_base (builder, augmenting, "IF-MIB", "ifEntry");
  add_object (builder, "1.3.6.1.2.1.31.1.1.1.300000", "ifFar", new, TARN_MIB_KIND_COLUMN, text);
  add_object (builder, "2.999.1", "example", new, TARN_MIB_KIND_NODE, TARN_MIB_NONE);

  g_assert_true (tarn_mib_builder_write (builder, path, "stamp", &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("tarn-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->directory, "tree", NULL);
  write_tree (fixture->path);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->path);
  g_free (fixture->directory);
}

static TarnMibImage *
open_tree (const Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  TarnMibImage *image = tarn_mib_image_open (fixture->path, &error);

  g_assert_no_error (error);
  return image;
}

static void
test_nearest (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct { const char *oid, *module, *name; guint n_arcs; } vectors[] = {
    { "1.3.6.1.2.1.2.2.1.2.7", "IF-MIB", "ifDescr", 10 },      /* SMIv2 before SMIv1     */
    { "1.3.6.1.2.1.2.2.1.2", "IF-MIB", "ifDescr", 10 },
    { "1.3.6.1.2.1.2.2.1.3.7", "IF-MIB", "ifEntry", 9 },
    { "1.3.6.1.2.1.2.9", "ENTERPRISES", "interfaces", 7 },     /* a registry, if no other */
    { "1.3.6.1.4.1", "IF-MIB", "org", 2 },                     /* arcs without a name    */
    { "1.3.6.1.2.1.31.1.1.1.300000.4", "IF-MIB", "ifFar", 11 },
    { "2.999.1.5", "IF-MIB", "example", 3 },                   /* P-OID-01               */
    { "1.4.1", NULL, NULL, 0 },
    { "0.0", NULL, NULL, 0 },
  };
  g_autoptr(TarnMibImage) image = open_tree (fixture);

  g_assert_cmpstr (tarn_mib_image_get_stamp (image), ==, "stamp");
  for (guint i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autoptr(TarnOid) oid = tarn_test_oid (vectors[i].oid);
      gsize n_octets;
      guint32 id = tarn_mib_image_find_nearest (image, tarn_oid_span (oid), &n_octets);
      TarnMibObject object;
      TarnName name;

      if (vectors[i].name == NULL)
        {
          g_assert_cmpuint (id, ==, TARN_MIB_NONE);
          g_assert_cmpuint (n_octets, ==, 0);
          continue;
        }

      g_assert_true (tarn_mib_image_get_object (image, id, &object));
      g_assert_cmpstr (object.name, ==, vectors[i].name);
      g_assert_cmpstr (object.module, ==, vectors[i].module);
      tarn_mib_image_get_name (image, id, &name);
      g_assert_cmpuint (tarn_name_count_arcs (tarn_name_span (&name)), ==, vectors[i].n_arcs);
      g_assert_cmpmem (name.data, name.len, tarn_oid_span (oid).data, n_octets);
    }
}

static void
test_symbols (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TarnMibImage) image = open_tree (fixture);
  guint32 new = tarn_mib_image_find_symbol (image, NULL, "ifDescr");
  guint32 old = tarn_mib_image_find_symbol (image, "RFC1213-MIB", "ifDescr");

  g_assert_cmpuint (new, ==, tarn_mib_image_find_symbol (image, "IF-MIB", "ifDescr"));
  g_assert_cmpuint (old, !=, new);
  g_assert_cmpuint (tarn_mib_image_get_nth_definition (image, old, 0), ==, new);
  g_assert_cmpuint (tarn_mib_image_get_nth_definition (image, new, 1), ==, old);
  g_assert_cmpuint (tarn_mib_image_get_nth_definition (image, new, 2), ==, TARN_MIB_NONE);
  g_assert_cmpuint (tarn_mib_image_find_symbol (image, NULL, "IfDescr"), ==, TARN_MIB_NONE);
  g_assert_cmpuint (tarn_mib_image_find_symbol (image, "IF-MIB", "zzz"), ==, TARN_MIB_NONE);
  g_assert_cmpuint (tarn_mib_image_find_symbol (image, "IF-MIB", ""), ==, TARN_MIB_NONE);
}

static void
test_syntax (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TarnMibImage) image = open_tree (fixture);
  TarnMibSyntax syntax;

  g_assert_true (tarn_mib_image_get_syntax (image, tarn_mib_image_find_symbol (image, NULL,
                                                                               "ifOperStatus"),
                                            &syntax));
  g_assert_cmpstr (syntax.name, ==, "INTEGER");
  g_assert_cmpuint (syntax.n_labels, ==, 2);
  g_assert_cmpint (syntax.labels[0].value, ==, 1);
  g_assert_cmpstr (tarn_mib_syntax_label (&syntax, 0), ==, "up");
  g_assert_cmpstr (tarn_mib_syntax_label (&syntax, 1), ==, "down");

  g_assert_true (tarn_mib_image_get_syntax (image, tarn_mib_image_find_symbol (image, NULL,
                                                                               "ifDescr"),
                                            &syntax));
  g_assert_cmpstr (syntax.name, ==, "DisplayString");
  g_assert_cmpstr (syntax.hint, ==, "255a");
  g_assert_cmpint (syntax.convention, ==, TARN_MIB_CONVENTION_DISPLAY_STRING);
  g_assert_cmpuint (syntax.n_ranges, ==, 1);
  g_assert_cmpint (syntax.ranges[0].max, ==, 64);

  g_assert_false (tarn_mib_image_get_syntax (image, tarn_mib_image_find_symbol (image, NULL,
                                                                                "ifTable"),
                                             &syntax));
}

static void
test_tables (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(TarnMibImage) image = open_tree (fixture);
  TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
  guint32 row = tarn_mib_image_find_symbol (image, NULL, "ifEntry");
  guint32 augmenting = tarn_mib_image_find_symbol (image, NULL, "ifXEntry");
  guint32 column = tarn_mib_image_find_symbol (image, NULL, "ifDescr");

  g_assert_cmpuint (tarn_mib_image_get_row (image, tarn_mib_image_find_symbol (image, NULL,
                                                                               "ifTable")),
                    ==, row);
  g_assert_cmpuint (tarn_mib_image_get_row (image, column), ==, row);
  g_assert_cmpuint (tarn_mib_image_get_parent (image, column), ==, row);
  g_assert_cmpuint (tarn_mib_image_get_n_children (image, row), ==, 3);
  g_assert_cmpuint (tarn_mib_image_get_child (image, row, 1), ==, column);
  g_assert_cmpuint (tarn_mib_image_get_base_row (image, augmenting), ==, row);

  /* What does not resolve is left out. */
  g_assert_cmpuint (tarn_mib_image_get_n_members (image, row), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (tarn_mib_image_get_index (image, i == 0 ? row : augmenting, parts), ==, 2);
      g_assert_cmpstr (parts[0].name, ==, "ifIndex");
      g_assert_cmpstr (parts[1].name, ==, "ifDescr");
      g_assert_cmpint (parts[1].syntax.base, ==, TARN_MIB_BASE_OCTETS);
      g_assert_false (parts[1].implied);
    }
}

static void
test_modules (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(TarnMibImage) image = open_tree (fixture);
  TarnMibModuleView module;

  g_assert_cmpuint (tarn_mib_image_get_n_modules (image), ==, 3);
  g_assert_true (tarn_mib_image_get_module (image, 1, &module));
  g_assert_cmpstr (module.name, ==, "IF-MIB");
  g_assert_cmpstr (module.messages, ==, "line 7: lost");
  g_assert_null (module.contact);
  g_assert_false (tarn_mib_image_get_module (image, 3, &module));
}

/* Asks for all there is. */
static void
ask_everything (TarnMibImage *image)
{
  for (guint32 id = 0; id < MIN (tarn_mib_image_get_n_objects (image), 100); id++)
    {
      TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
      TarnMibObject object;
      TarnMibSyntax syntax;
      TarnName name;
      gsize n_octets;

      if (!tarn_mib_image_get_object (image, id, &object))
        continue;
      tarn_mib_image_find_symbol (image, object.module, object.name);
      tarn_mib_image_get_name (image, id, &name);
      tarn_mib_image_find_nearest (image, tarn_name_span (&name), &n_octets);
      tarn_mib_image_get_index (image, tarn_mib_image_get_row (image, id), parts);
      tarn_mib_image_get_parent (image, id);
      for (guint i = 0; i < MIN (tarn_mib_image_get_n_children (image, id), 10); i++)
        tarn_mib_image_get_child (image, id, i);
      if (tarn_mib_image_get_syntax (image, id, &syntax))
        for (guint i = 0; i < syntax.n_labels; i++)
          g_assert_cmpuint (strlen (tarn_mib_syntax_label (&syntax, i)), <, 1000000);
    }
}

/* Each octet of the file set to another value: it is refused, or asked without harm. */
static void
test_damage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *file = NULL;
  gsize size;
  guint n_opened = 0;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (fixture->path, &file, &size, &error);
  g_assert_no_error (error);

  for (gsize i = 0; i < size; i++)
    {
      char before = file[i];
      g_autoptr(TarnMibImage) image = NULL;

      file[i] = (char) (before ^ (i % 2 == 0 ? 0xff : 0x41));
      g_assert_true (g_file_set_contents_full (fixture->path, file, (gssize) size,
                                               G_FILE_SET_CONTENTS_NONE, 0600, &error));
      file[i] = before;
      image = tarn_mib_image_open (fixture->path, NULL);
      if (image == NULL)
        continue;
      n_opened++;
      ask_everything (image);
    }

  g_assert_cmpuint (n_opened, >, size / 2);
}

/* Every prefix is refused. */
static void
test_prefixes (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *file = NULL;
  gsize size;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (fixture->path, &file, &size, &error);
  g_assert_no_error (error);

  for (gsize cut = size - 1; cut > 0; cut--)
    {
      g_autoptr(GError) refused = NULL;

      g_assert_cmpint (truncate (fixture->path, (off_t) cut), ==, 0);
      g_assert_null (tarn_mib_image_open (fixture->path, &refused));
      g_assert_error (refused, TARN_ERROR, TARN_ERROR_BAD_FORMAT);
    }
}

/* The same facts give the same octets. */
static void
test_deterministic (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  gsize n_one, n_two;

  g_assert_true (g_file_get_contents (fixture->path, &one, &n_one, NULL));
  write_tree (fixture->path);
  g_assert_true (g_file_get_contents (fixture->path, &two, &n_two, NULL));
  g_assert_cmpmem (one, n_one, two, n_two);
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(TarnMibBuilder) builder = tarn_mib_builder_new ();
  g_autoptr(TarnMibImage) image = NULL;
  g_autoptr(TarnOid) oid = tarn_test_oid ("1.3.6");
  gsize n_octets;

  g_assert_true (tarn_mib_builder_write (builder, fixture->path, NULL, NULL));
  image = open_tree (fixture);
  g_assert_cmpuint (tarn_mib_image_find_nearest (image, tarn_oid_span (oid), &n_octets), ==,
                    TARN_MIB_NONE);
  g_assert_cmpuint (tarn_mib_image_find_symbol (image, NULL, "iso"), ==, TARN_MIB_NONE);
}

int
main (int   argc,
      char *argv[])
{
  static const struct { const char *path; void (*test) (Fixture *, gconstpointer); } tests[] = {
    { "/mib-image/nearest ancestor", test_nearest },
    { "/mib-image/symbols", test_symbols },
    { "/mib-image/syntax", test_syntax },
    { "/mib-image/tables", test_tables },
    { "/mib-image/modules", test_modules },
    { "/mib-image/a damaged file", test_damage },
    { "/mib-image/a file cut off", test_prefixes },
    { "/mib-image/deterministic", test_deterministic },
    { "/mib-image/empty", test_empty },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
