/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names beside net-snmp's own functions, with the same modules: every object of ours, with
 * indices of many shapes, in every form of -O.  Theirs is another, and wrong, where:
 *
 *  1. several modules define an OID: theirs is of the module that was read last, ours of the
 *     better one; it must be one of those;
 *  2. the column is unknown: they read its number as the first part of the index;
 *  3. an index breaks off, or goes on, between brackets: they write "[.3" and "]5", which
 *     nobody can read;
 *  4. a module has a part of an index whose name is that of an object of another module,
 *     too: they take the other one's syntax (PIM-MIB and PIM-STD-MIB);
 *  5. they give up on some indices between brackets;
 *  6. control characters go out as they are between brackets: ours are dots, as elsewhere;
 *  7. a hint of two octets on an odd number of them: they read one more, which is whatever
 *     stood there before (IPV6-MIB, which has "2x:");
 *  8. -OE leaves the quotes of an InetAddress as they are: not what a shell wants;
 *  9. the second InetAddress behind one type is taken for octets (TUNNEL-MIB);
 *  10. an index whose length does not fit is read on into the other parts, and an OID of no
 *     arcs is called ccitt.
 */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include <glib/gstdio.h>

#include "mib/tarn-mib-index.h"
#include "mib/tarn-mib-private.h"
#include "tarn-command.h"
#include "tarn-test.h"

static const struct { const char *letters; TarnMibNameFlags flags; int format; } forms[] = {
  { "S", TARN_MIB_NAME_MODULE, NETSNMP_OID_OUTPUT_MODULE },
  { "s", TARN_MIB_NAME_SUFFIX, NETSNMP_OID_OUTPUT_SUFFIX },
  { "f", TARN_MIB_NAME_FULL, NETSNMP_OID_OUTPUT_FULL },
  { "n", TARN_MIB_NAME_NUMERIC, NETSNMP_OID_OUTPUT_NUMERIC },
  { "u", TARN_MIB_NAME_UCD, NETSNMP_OID_OUTPUT_UCD },
  { "Sb", TARN_MIB_NAME_MODULE | TARN_MIB_NAME_RAW_INDEX, NETSNMP_OID_OUTPUT_MODULE },
  { "sE", TARN_MIB_NAME_SUFFIX | TARN_MIB_NAME_ESCAPE_QUOTES, NETSNMP_OID_OUTPUT_SUFFIX },
  { "SX", TARN_MIB_NAME_MODULE | TARN_MIB_NAME_EXTENDED_INDEX, NETSNMP_OID_OUTPUT_MODULE },
  { "fX", TARN_MIB_NAME_FULL | TARN_MIB_NAME_EXTENDED_INDEX, NETSNMP_OID_OUTPUT_FULL },
};

typedef struct
{
  TarnMib *mib;
  guint    n_same;
  guint    n_allowed;
} Fixture;

/* One for all: net-snmp reads modules once in the life of a process. */
static Fixture fixture;

static void
open_both (void)
{
  g_autofree char *modules = g_build_filename (g_getenv ("TARN_DATA_DIR"), "mibs", NULL);
  g_autofree char *directory = NULL;
  g_autofree char *path = NULL;
  g_autofree char *lock = NULL;
  g_autofree char *told = NULL;
  g_auto(TarnRun) run = { 0 };
  g_autoptr(GError) error = NULL;

  directory = g_dir_make_tmp ("tarn-test-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (directory, "tree", NULL);
  lock = g_strconcat (path, ".lock", NULL);
  told = g_strconcat (path, ".told", NULL);
  tarn_run (&run, NULL, "tarn mib compile -q -o {} {}", path, modules);
  g_assert_cmpint (run.status, ==, 0);
  fixture.mib = tarn_mib_new_file (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_unlink (lock);
  g_unlink (told);
  g_assert_cmpint (g_rmdir (directory), ==, 0);

  g_setenv ("MIBDIRS", modules, TRUE);
  g_setenv ("MIBS", "ALL", TRUE);
  snmp_disable_log ();
  netsnmp_init_mib ();
}

static void
set_form (guint i)
{
  const int library = NETSNMP_DS_LIBRARY_ID;
  TarnMibNameFlags flags = forms[i].flags;

  netsnmp_ds_set_int (library, NETSNMP_DS_LIB_OID_OUTPUT_FORMAT, forms[i].format);
  netsnmp_ds_set_boolean (library, NETSNMP_DS_LIB_DONT_BREAKDOWN_OIDS,
                          (flags & TARN_MIB_NAME_RAW_INDEX) != 0);
  netsnmp_ds_set_boolean (library, NETSNMP_DS_LIB_EXTENDED_INDEX,
                          (flags & TARN_MIB_NAME_EXTENDED_INDEX) != 0);
  netsnmp_ds_set_boolean (library, NETSNMP_DS_LIB_ESCAPE_QUOTES,
                          (flags & TARN_MIB_NAME_ESCAPE_QUOTES) != 0);
}

/* Case 1: the same but for the name of the module, which defines this, too. */
static gboolean
is_of_other_module (const TarnOid *name,
                    const char    *ours,
                    const char    *theirs)
{
  const char *our_name = strstr (ours, "::"), *their_name = strstr (theirs, "::");
  g_autoptr(TarnMibNode) node = tarn_mib_find_node (fixture.mib, name, NULL);
  g_autoptr(GPtrArray) definitions = NULL;

  if (node == NULL || our_name == NULL || their_name == NULL
      || strcmp (our_name, their_name) != 0)
    return FALSE;

  definitions = tarn_mib_node_list_definitions (node);
  for (guint i = 0; i < definitions->len; i++)
    {
      const char *module = tarn_mib_node_get_module (g_ptr_array_index (definitions, i));

      if (strlen (module) == (gsize) (their_name - theirs) && g_str_has_prefix (theirs, module))
        return TRUE;
    }

  return FALSE;
}

/* Whether the arcs are an index by the rules, with nothing left. */
static gboolean
is_whole_index (const TarnMibNode *column,
                const guint32     *arcs,
                guint              n_arcs)
{
  TarnMibImage *image = tarn_mib_node_get_image (column);
  TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
  TarnMibIndex index;
  guint n_parts = tarn_mib_image_get_index (
    image, tarn_mib_image_get_row (image, tarn_mib_node_get_id (column)), parts);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i].syntax.base == TARN_MIB_BASE_BITS)
      return FALSE;

  return tarn_mib_index_decode_strictly (&index, parts, n_parts, arcs, n_arcs);
}

static gboolean
is_allowed (const TarnMibNode *node,
            const TarnOid     *name,
            const guint32     *index,
            guint              n_index,
            guint              form,
            const char        *ours,
            const char        *theirs)
{
  TarnMibKind kind = tarn_mib_node_get_kind (node);

  return is_of_other_module (name, ours, theirs)
         || (kind == TARN_MIB_KIND_ROW && n_index > 0)
         || (forms[form].flags & TARN_MIB_NAME_EXTENDED_INDEX && kind == TARN_MIB_KIND_COLUMN
             && !is_whole_index (node, index, n_index))
         || (forms[form].flags & TARN_MIB_NAME_EXTENDED_INDEX
             && g_str_equal (tarn_mib_node_get_module (node), "IPV6-MIB"))
         || g_str_has_prefix (tarn_mib_node_get_module (node), "PIM-");
}

static void
compare (const TarnMibNode *node,
         const guint32     *arcs,
         guint              n_arcs,
         guint              n_index,
         guint              form)
{
  g_autoptr(TarnOid) name = tarn_oid_new_arcs (arcs, n_arcs, NULL);
  g_autofree char *ours = NULL;
  char theirs[4096];
  oid numbers[MAX_OID_LEN];

  if (name == NULL)
    return;

  for (guint i = 0; i < n_arcs; i++)
    numbers[i] = arcs[i];
  if (snprint_objid (theirs, sizeof theirs, numbers, n_arcs) < 0)
    {
      g_assert_true (forms[form].flags & TARN_MIB_NAME_EXTENDED_INDEX);
      fixture.n_allowed++;
      return;
    }
  for (char *p = theirs; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p))
      *p = '.';
  ours = tarn_mib_oid_to_text (fixture.mib, name, forms[form].flags);

  if (strcmp (ours, theirs) == 0)
    fixture.n_same++;
  else if (is_allowed (node, name, arcs + n_arcs - n_index, n_index, form, ours, theirs))
    fixture.n_allowed++;
  else
    g_test_fail_printf ("-O%s: %s, not %s", forms[form].letters, ours, theirs);
}

/* A value for a part of an index, of many shapes as @round goes; returns how many arcs. */
static guint
make_part (const TarnMibIndexPart *part,
           guint                   round,
           guint32                *arcs)
{
  static const guint lens[] = { 3, 4, 0, 16 };
  static const guint32 numbers[] = { 1, 2, 77777, 4 };
  const TarnMibSyntax *syntax = &part->syntax;
  int size = tarn_mib_syntax_get_fixed_size (syntax);
  guint len = size >= 0 ? (guint) size : lens[round], n = 0;

  if (syntax->base == TARN_MIB_BASE_OCTETS || syntax->base == TARN_MIB_BASE_BITS)
    {
      if (syntax->base == TARN_MIB_BASE_BITS || (size < 0 && !part->implied))
        arcs[n++] = len;
      for (guint i = 0; i < len; i++)
        arcs[n++] = round == 1 ? 200 + i : round == 3 ? 7 * i % 256 : 'a' + i;
    }
  else if (syntax->base == TARN_MIB_BASE_OBJECT_ID)
    {
      if (!part->implied)
        arcs[n++] = 5;
      for (guint i = 0; i < 5; i++)
        arcs[n++] = i < 4 ? (guint32[]) { 1, 3, 6, 1 }[i] : round;
    }
  else if (syntax->base == TARN_MIB_BASE_IP_ADDRESS || syntax->base == TARN_MIB_BASE_NETWORK_ADDRESS)
    {
      if (syntax->base == TARN_MIB_BASE_NETWORK_ADDRESS)
        arcs[n++] = 1;
      for (guint i = 0; i < 4; i++)
        arcs[n++] = i < 3 ? (guint32[]) { 192, 0, 2 }[i] : round;
    }
  else
    {
      arcs[n++] = numbers[round];
    }

  return n;
}

static void
compare_rows (const TarnMibNode *column,
              guint32           *arcs,
              guint              n_arcs,
              guint              form)
{
  TarnMibImage *image = tarn_mib_node_get_image (column);
  TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
  guint n_parts = tarn_mib_image_get_index (
    image, tarn_mib_image_get_row (image, tarn_mib_node_get_id (column)), parts);

  for (guint round = 0; round < 4; round++)
    {
      guint n = n_arcs;

      for (guint i = 0; i < n_parts && n < MAX_OID_LEN - 32; i++)
        n += make_part (&parts[i], round, arcs + n);
      compare (column, arcs, n, n - n_arcs, form);
      if (round > 0 || n == n_arcs)
        continue;

      compare (column, arcs, n - 1, n - 1 - n_arcs, form);
      arcs[n] = 5;
      compare (column, arcs, n + 1, n + 1 - n_arcs, form);
    }
}

static void
test_form (gconstpointer data)
{
  guint form = GPOINTER_TO_UINT (data);
  TarnMibImage *image = tarn_mib_get_image (fixture.mib);

  set_form (form);
  fixture.n_same = fixture.n_allowed = 0;
  for (guint32 id = 0; id < tarn_mib_get_n_nodes (fixture.mib); id++)
    {
      g_autoptr(TarnMibNode) node = tarn_mib_node_new (fixture.mib, id);
      guint32 arcs[TARN_NAME_MAX_ARCS];
      TarnName name;
      guint n;

      if (tarn_mib_image_get_nth_definition (image, id, 0) != id)
        continue;

      tarn_mib_image_get_name (image, id, &name);
      n = tarn_name_get_arcs (tarn_name_span (&name), arcs);
      compare (node, arcs, n, 0, form);
      if (tarn_mib_node_get_kind (node) == TARN_MIB_KIND_COLUMN)
        {
          compare_rows (node, arcs, n, form);
          continue;
        }
      arcs[n] = 999;
      arcs[n + 1] = 3;
      compare (node, arcs, n + 2, 2, form);
    }

  g_test_message ("%u names are the same, %u are others and allowed", fixture.n_same,
                  fixture.n_allowed);
  g_assert_cmpuint (fixture.n_same, >, 10 * fixture.n_allowed);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  open_both ();

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *path = g_strdup_printf ("/names-net-snmp/-O%s", forms[i].letters);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_form);
    }

  status = g_test_run ();
  g_clear_object (&fixture.mib);
  return status;
}
