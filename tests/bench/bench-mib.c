/* bench-mib.c TARN FOLDER
 *
 * Compiles the modules of FOLDER, then turns rows of a walk into text, over and over: name
 * and value, Tarn with its cursor, net-snmp with the functions that its tools use, on the same
 * list with the same modules.  Alternating rounds, medians.  Also what it costs to open the
 * compiled tree.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include "mib/tarn-mib-cursor.h"
#include "mib/tarn-mib-private.h"
#include "mib/tarn-mib-value.h"

#define N_ROUNDS 7
#define N_OPENED 200
#define N_ROWS   48     /* of each column */

/* A value for each kind of column that walks are made of. */
typedef struct
{
  const char *column;
  const char *index;      /* of row %u */
  guint8      tlv[16];
  gsize       len;
} Column;

static const Column columns[] = {
  { "IF-MIB::ifIndex", "%u", { 0x02, 1, 7 }, 3 },
  { "IF-MIB::ifDescr", "%u", { 0x04, 12, 'e', 't', 'h', 'e', 'r', 'n', 'e', 't', '1', '/', '0', '1' },
    14 },
  { "IF-MIB::ifType", "%u", { 0x02, 1, 6 }, 3 },
  { "IF-MIB::ifPhysAddress", "%u", { 0x04, 6, 0, 0x1a, 0x2b, 0x3c, 0x4d, 0x5e }, 8 },
  { "IF-MIB::ifOperStatus", "%u", { 0x02, 1, 1 }, 3 },
  { "IF-MIB::ifLastChange", "%u", { 0x43, 4, 0x07, 0x5b, 0xcd, 0x15 }, 6 },
  { "IF-MIB::ifInOctets", "%u", { 0x41, 5, 0, 0xde, 0xad, 0xbe, 0xef }, 7 },
  { "IF-MIB::ifHCInOctets", "%u", { 0x46, 6, 1, 2, 3, 4, 5, 6 }, 8 },
  { "BRIDGE-MIB::dot1dTpFdbPort", "0.26.43.60.77.%u", { 0x02, 1, 3 }, 3 },
  { "IP-MIB::ipNetToPhysicalPhysAddress", "3.1.4.10.0.0.%u", { 0x04, 6, 2, 4, 6, 8, 10, 12 }, 8 },
  { "SNMP-VIEW-BASED-ACM-MIB::vacmGroupName", "3.4.117.115.101.%u",
    { 0x04, 5, 'g', 'r', 'o', 'u', 'p' }, 7 },
  { "ENTITY-MIB::entPhysicalVendorType", "%u", { 0x06, 8, 0x2b, 6, 1, 2, 1, 2, 2, 1 }, 10 },
};

typedef struct
{
  TarnOid              *oid;
  TarnRow               row;
  oid                   arcs[MAX_OID_LEN];
  size_t                n_arcs;
  netsnmp_variable_list variable;
} Item;

static Item items[G_N_ELEMENTS (columns) * N_ROWS];

static void
make_variable (Item *item)
{
  const guint8 *tlv = item->row.tlv.data;
  gsize left = item->row.tlv.len;
  netsnmp_variable_list *made = NULL;

  switch (tlv[0])
    {
    case ASN_OCTET_STR:
      made = snmp_varlist_add_variable (&made, item->arcs, item->n_arcs, tlv[0], tlv + 2, left - 2);
      break;

    case ASN_OBJECT_ID:
      {
        oid value[] = { 1, 3, 6, 1, 2, 1, 2, 2, 1 };

        made = snmp_varlist_add_variable (&made, item->arcs, item->n_arcs, tlv[0], value,
                                          sizeof value);
        break;
      }

    case ASN_COUNTER64:
      {
        struct counter64 value = { 0x0102, 0x03040506 };

        made = snmp_varlist_add_variable (&made, item->arcs, item->n_arcs, tlv[0], &value,
                                          sizeof value);
        break;
      }

    default:
      {
        long value = 0;

        for (gsize i = 2; i < left; i++)
          value = value << 8 | tlv[i];
        made = snmp_varlist_add_variable (&made, item->arcs, item->n_arcs, tlv[0], &value,
                                          sizeof value);
      }
    }
  item->variable = *made;
}

static void
make_items (TarnMib *mib)
{
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      Item *item = &items[i];
      const Column *column = &columns[i / N_ROWS];
      g_autoptr(TarnMibNode) node = tarn_mib_get_node (mib, column->column);
      g_autoptr(TarnOid) root = NULL;
      g_autofree char *text = NULL;
      g_autofree char *index = NULL;
      g_autofree char *number = g_strdup_printf ("%u", i % N_ROWS + 1);
      g_auto(GStrv) parts = g_strsplit (column->index, "%u", 2);
      gsize n_arcs;
      g_autofree guint32 *arcs = NULL;

      if (node == NULL)
        g_error ("%s is not there", column->column);
      root = tarn_mib_node_dup_oid (node);
      text = tarn_oid_to_string (root);
      index = g_strconcat (text, ".", parts[0], number, parts[1], NULL);
      item->oid = tarn_oid_new (index, NULL);
      item->row.name = tarn_oid_span (item->oid);
      tarn_row_set_tlv (&item->row, tarn_span (column->tlv, column->len));
      arcs = tarn_oid_get_arcs (item->oid, &n_arcs);
      item->n_arcs = n_arcs;
      for (gsize n = 0; n < n_arcs; n++)
        item->arcs[n] = arcs[n];
      make_variable (item);
    }
}

static void
append_oid (GString  *text,
            TarnSpan  name,
            gpointer  data)
{
  tarn_mib_cursor_append_name (data, name, text);
}

/* One item as "IF-MIB::ifDescr.1 = STRING: eth0". */
static void
write_ours (TarnMibCursor *cursor,
            TarnMibCursor *values,
            const Item    *item,
            GString       *text)
{
  TarnMibValueContext context = { .append_oid = append_oid, .names = values };

  tarn_mib_cursor_append_name (cursor, item->row.name, text);
  g_string_append_len (text, " = ", 3);
  context.syntax = cursor->has_syntax ? &cursor->syntax : NULL;
  context.units = cursor->units;
  tarn_mib_value_print (text, &item->row, &context, TARN_MIB_VALUE_NET_SNMP);
}

static void
check_same (TarnMibCursor *cursor,
            TarnMibCursor *values)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_other = 0;

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      char theirs[1024];

      g_string_truncate (text, 0);
      write_ours (cursor, values, &items[i], text);
      snprint_variable (theirs, sizeof theirs, items[i].arcs, items[i].n_arcs, &items[i].variable);
      if (strcmp (theirs, text->str) != 0 && n_other++ < 3)
        g_print ("theirs is another: %s, ours %s\n", theirs, text->str);
    }
  g_print ("%u rows, %u of them not the same text\n", (guint) G_N_ELEMENTS (items), n_other);
}

static double
time_ours (TarnMibCursor *cursor,
           TarnMibCursor *values)
{
  g_autoptr(GString) text = g_string_sized_new (65536);
  gint64 start = g_get_monotonic_time ();
  guint n = 0;

  while (g_get_monotonic_time () - start < 100 * 1000)
    {
      g_string_truncate (text, 0);
      for (guint i = 0; i < G_N_ELEMENTS (items); i++, n++)
        write_ours (cursor, values, &items[i], text);
    }

  return n * 1e6 / (double) (g_get_monotonic_time () - start);
}

static double
time_theirs (void)
{
  char text[1024];
  gint64 start = g_get_monotonic_time ();
  guint n = 0;

  while (g_get_monotonic_time () - start < 100 * 1000)
    for (guint i = 0; i < G_N_ELEMENTS (items); i++, n++)
      snprint_variable (text, sizeof text, items[i].arcs, items[i].n_arcs, &items[i].variable);

  return n * 1e6 / (double) (g_get_monotonic_time () - start);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double one = *(const double *) a, two = *(const double *) b;

  return (one > two) - (one < two);
}

static double
median (double *values)
{
  qsort (values, N_ROUNDS, sizeof *values, compare_doubles);
  return values[N_ROUNDS / 2];
}

static void
time_opening (const char *path)
{
  gint64 start = g_get_monotonic_time ();
  GStatBuf status;

  for (guint i = 0; i < N_OPENED; i++)
    {
      g_autoptr(TarnMib) mib = tarn_mib_new_file (path, NULL);
      g_autoptr(TarnMibNode) node = tarn_mib_get_node (mib, "IF-MIB::ifDescr");

      if (node == NULL)
        g_error ("IF-MIB::ifDescr is not there");
    }

  g_stat (path, &status);
  g_print ("open, one name looked up, close: %.3f ms; %.1f MiB, mapped and shared\n",
           (double) (g_get_monotonic_time () - start) / 1000 / N_OPENED,
           (double) status.st_size / (1 << 20));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *directory = g_dir_make_tmp ("tarn-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "tree", NULL);
  g_autofree char *lock = g_strconcat (path, ".lock", NULL);
  g_autofree char *told = g_strconcat (path, ".told", NULL);
  char *compile[] = { argv[1], (char *) "mib", (char *) "compile", (char *) "-q", (char *) "-o",
                      path, argv[2], NULL };
  double ours[N_ROUNDS], theirs[N_ROUNDS];
  g_auto(TarnMibCursor) cursor;
  g_auto(TarnMibCursor) values;
  g_autoptr(TarnMib) mib = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, compile, NULL, 0, NULL, NULL, NULL, NULL, &status, &error)
      || !g_spawn_check_wait_status (status, &error)
      || (mib = tarn_mib_new_file (path, &error)) == NULL)
    g_error ("%s", error->message);

  time_opening (path);
  g_unlink (path);
  g_unlink (lock);
  g_unlink (told);
  g_rmdir (directory);

  g_setenv ("MIBDIRS", argv[2], TRUE);
  g_setenv ("MIBS", "ALL", TRUE);
  netsnmp_init_mib ();
  tarn_mib_cursor_init (&cursor, tarn_mib_get_image (mib), TARN_MIB_NAME_MODULE);
  tarn_mib_cursor_init (&values, tarn_mib_get_image (mib), TARN_MIB_NAME_MODULE);
  make_items (mib);
  check_same (&cursor, &values);

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      ours[i] = time_ours (&cursor, &values);
      theirs[i] = time_theirs ();
    }
  g_print ("name and value as text: tarn %.2f million a second, net-snmp %.2f: %.1f times\n",
           median (ours) / 1e6, median (theirs) / 1e6, median (ours) / median (theirs));
  return 0;
}
