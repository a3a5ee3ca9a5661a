/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Values of recorded devices, whose objects are of the modules in data/mibs, as net-snmp's
 * library prints them with the same modules and as Tarn does.
 */
#include <net-snmp/net-snmp-config.h>
#include <net-snmp/net-snmp-includes.h>

#include "mib/tarn-mib-cursor.h"
#include "mib/tarn-mib-private.h"
#include "mib/tarn-mib-value.h"
#include "ops/tarn-mib-load.h"
#include "store/tarn-store.h"
#include "tarn-recorded.h"
#include "tarn-test.h"

#define MAX_ROWS_OF_AN_OBJECT 25   /* of a device: what repeats proves nothing */

static TarnMib *mib;
static guint n_compared;
static GHashTable *told;   /* objects of which a difference was told */

static void
append_oid (GString  *out,
            TarnSpan  name,
            gpointer  data)
{
  tarn_mib_append_name (mib, name, TARN_MIB_NAME_MODULE, out);
}

/* As the library would have parsed them from a message; FALSE: it would have refused it. */
static netsnmp_pdu *
parse_row (const TarnRow *row)
{
  TarnSpan name = row->name;
  TarnSpan tlv = row->tlv;
  gsize n_varbind = 4 + name.len + tlv.len;
  guint8 head[] = {
    0xa2, 0x82, (guint8) ((n_varbind + 17) >> 8), (guint8) (n_varbind + 17),
    2, 1, 1, 2, 1, 0, 2, 1, 0,
    0x30, 0x82, (guint8) ((n_varbind + 4) >> 8), (guint8) (n_varbind + 4),
    0x30, 0x82, (guint8) (n_varbind >> 8), (guint8) n_varbind,
    6, 0x82, (guint8) (name.len >> 8), (guint8) name.len,
  };
  g_autoptr(GByteArray) message = g_byte_array_new ();
  netsnmp_pdu *pdu = calloc (1, sizeof *pdu);
  size_t len;

  g_byte_array_append (message, head, sizeof head);
  g_byte_array_append (message, name.data, (guint) name.len);
  g_byte_array_append (message, tlv.data, (guint) tlv.len);
  len = message->len;
  if (snmp_pdu_parse (pdu, message->data, &len) == 0 && pdu->variables != NULL)
    return pdu;

  snmp_free_pdu (pdu);
  return NULL;
}

static char *
print_theirs (const TarnRow *row)
{
  netsnmp_pdu *pdu = parse_row (row);
  size_t size = 1 << 16, len = 0;
  u_char *text;
  char *copy;

  if (pdu == NULL)
    return NULL;

  text = calloc (1, size);
  g_assert_cmpint (sprint_realloc_value (&text, &size, &len, 1, pdu->variables->name,
                                         pdu->variables->name_length, pdu->variables), ==, 1);
  copy = g_strndup ((char *) text, len);
  free (text);
  snmp_free_pdu (pdu);
  return copy;
}

static gboolean
has_controls (TarnSpan octets)
{
  for (gsize i = 0; i < octets.len; i++)
    if (octets.data[i] != 0 && (octets.data[i] < '\t' || octets.data[i] == 0x7f
                                || (octets.data[i] > '\r' && octets.data[i] < ' ')))
      return TRUE;

  return FALSE;
}

/* Theirs is wrong: test-value-net-snmp.c lists how. */
static gboolean
is_listed (const TarnRow             *row,
           const TarnMibValueContext *context)
{
  const char *hint = context->syntax->hint;
  TarnSpan octets = tarn_row_content (row);

  if (tarn_mib_value_check (row, context) & TARN_MIB_MISMATCH_BIT)
    return TRUE;   /* P-BIT-01 */
  if (hint == NULL || row->tag != TARN_KIND_OCTET_STRING)
    return FALSE;

  return (has_controls (octets) && strpbrk (hint, "at") != NULL)   /* P-HNT-10 F-46 */
         || (strcmp (hint, "2x:") == 0 && octets.len % 2 != 0);        /* P-HNT-02 F-85 */
}

static void
compare (TarnMibCursor *cursor,
         const TarnRow *row)
{
  TarnMibValueContext context = {
    .syntax = &cursor->syntax,
    .units = cursor->units,
    .append_oid = append_oid,
  };
  g_autoptr(GString) ours = g_string_new (NULL);
  g_autofree char *theirs = NULL;

  if (is_listed (row, &context))
    return;
  theirs = print_theirs (row);
  if (theirs == NULL)
    return;

  tarn_mib_value_append (ours, row, &context, TARN_MIB_VALUE_NET_SNMP);
  n_compared++;
  if (strlen (theirs) == ours->len && memcmp (theirs, ours->str, ours->len) == 0)
    return;

  if (g_hash_table_add (told, GUINT_TO_POINTER (cursor->id)))
    {
      g_autoptr(GString) name = g_string_new (NULL);

      append_oid (name, row->name, NULL);
      g_test_message ("%s", name->str);
      g_test_message ("  ours %s", ours->str);
      g_test_message ("theirs %s", theirs);
    }
  g_test_fail ();
}

static void
compare_all (TarnStore *store)
{
  g_auto(TarnMibCursor) known = { 0 };
  guint32 last = TARN_MIB_NONE;
  guint n_of_it = 0;
  TarnCursor cursor;

  tarn_mib_cursor_init (&known, tarn_mib_get_image (mib), TARN_MIB_NAME_MODULE);
  g_assert_true (tarn_store_begin_read (store, NULL));
  tarn_cursor_init (&cursor, store);
  for (gboolean more = tarn_cursor_seek_nth (&cursor, 0); more; more = tarn_cursor_next (&cursor))
    {
      if (!tarn_mib_cursor_find (&known, cursor.row.name) || !known.has_syntax)
        continue;
      n_of_it = known.id == last ? n_of_it + 1 : 0;
      last = known.id;
      if (n_of_it < MAX_ROWS_OF_AN_OBJECT)
        compare (&known, &cursor.row);
    }
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (store);
}

static void
test_recorded (gconstpointer data)
{
  g_autoptr(TarnImportReport) report = NULL;
  g_autoptr(TarnStore) store = tarn_recorded_import (data, &report);

  if (store != NULL && mib != NULL)
    compare_all (store);
}

static void
test_how_many (void)
{
  g_autofree char *shared = tarn_test_shared_path ("captures");

  g_test_message ("%u values compared, %u objects different", n_compared,
                  g_hash_table_size (told));
  if (shared != NULL)
    g_assert_cmpuint (n_compared, >, 2000);
}

/* All but what newer modules define again: of two it takes the one that it read last. */
static char *
list_modules (const char *folder)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (strcmp (name, "RFC1213-MIB") != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ":" : "", name);

  return g_string_free (g_steal_pointer (&names), FALSE);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *names = NULL;
  g_autofree char *folder = g_build_filename (g_getenv ("TARN_SOURCE"), "data", "mibs", NULL);
  const char *folders[] = { folder, NULL };
  g_autoptr(GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);

  told = g_hash_table_new (NULL, NULL);
  mib = tarn_mib_load (folders, NULL, &error);
  g_assert_no_error (error);

  g_setenv ("MIBDIRS", folder, TRUE);
  names = list_modules (folder);
  g_setenv ("MIBS", names, TRUE);
  g_setenv ("SNMPCONFPATH", "/nowhere", TRUE);
  netsnmp_ds_set_boolean (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_DONT_READ_CONFIGS, 1);
  netsnmp_ds_set_boolean (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_MIB_ERRORS, 0);
  snmp_disable_log ();
  netsnmp_init_mib ();
  netsnmp_ds_set_int (NETSNMP_DS_LIBRARY_ID, NETSNMP_DS_LIB_HEX_OUTPUT_LENGTH, 16);

  for (guint i = 0; i < tarn_recorded_n; i++)
    {
      g_autofree char *path = tarn_recorded_test_path ("/recorded-net-snmp/", &tarn_recorded[i]);

      if (tarn_recorded[i].n_varbinds < 10000)
        g_test_add_data_func (path, &tarn_recorded[i], test_recorded);
    }
  g_test_add_func ("/recorded-net-snmp/all of them", test_how_many);
  result = g_test_run ();

  g_hash_table_unref (told);
  g_clear_object (&mib);
  return result;
}
