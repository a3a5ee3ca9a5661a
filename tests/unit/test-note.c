/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-value-private.h"
#include "store/tarn-note-private.h"
#include "tarn-test.h"

static const struct
{
  const char    *what;
  TarnOrigin     origin;
  gint64         time_us;
  TarnAnomalies  anomalies;
  const char    *requested;
  const char    *was;         /* hex of a TLV */
  const char    *octets;
} notes[] = {
  { "nothing but who and when", TARN_ORIGIN_EDIT, 1, 0, NULL, NULL,
    "040b 01 02 0100000000000000 00" },
  { "a time before 1970", TARN_ORIGIN_AGENT, -2, 0, NULL, NULL,
    "040b 01 03 feffffffffffffff 00" },
  { "a name that was padded (P-OID-04)", TARN_ORIGIN_DEVICE, 0, TARN_ANOMALY_OID_PADDED, NULL,
    NULL, "040f 01 00 0000000000000000 01 80000000" },
  { "another name was asked for (F-04)", TARN_ORIGIN_DEVICE, 0, 0, "1.3.6.1", NULL,
    "0410 01 00 0000000000000000 02 0300 2b0601" },
  { "a name of no octets was asked for (P-OID-06)", TARN_ORIGIN_DEVICE, 0, 0, "", NULL,
    "040d 01 00 0000000000000000 02 0000" },
  { "what stood there before", TARN_ORIGIN_IMPORT, 256, 0, NULL, "020105",
    "040e 01 01 0001000000000000 04 020105" },
  { "a value that is no TLV stood there", TARN_ORIGIN_EDIT, 0, 0, NULL, "04036162",
    "040f 01 02 0000000000000000 04 04036162" },
  { "a value of no octets stood there", TARN_ORIGIN_EDIT, 0, 0, NULL, "",
    "040b 01 02 0000000000000000 04" },
  { "all of it", TARN_ORIGIN_EDIT, 3, TARN_ANOMALY_EXTRA_FIELDS, "1.3.6.1.2", "0500",
    "0417 01 02 0300000000000000 07 02000000 0400 2b060102 0500" },
};

static TarnNote *
make_note (guint i)
{
  g_autoptr(TarnOid) requested = NULL;
  g_autoptr(TarnValue) was = NULL;

  if (notes[i].requested != NULL && notes[i].requested[0] == '\0')
    requested = tarn_oid_new_name (tarn_span (NULL, 0));
  else if (notes[i].requested != NULL)
    requested = tarn_test_oid (notes[i].requested);
  if (notes[i].was != NULL)
    {
      g_autoptr(GBytes) tlv = tarn_test_hex (notes[i].was);

      was = tarn_value_new_span (tarn_test_span (tlv));
    }

  return tarn_note_new (notes[i].origin, notes[i].time_us, notes[i].anomalies, requested, was);
}

static void
assert_equal (const TarnNote *a,
              const TarnNote *b)
{
  g_assert_cmpint (a->origin, ==, b->origin);
  g_assert_cmpint (a->time_us, ==, b->time_us);
  g_assert_cmpint (a->anomalies, ==, b->anomalies);
  g_assert_true ((a->requested == NULL) == (b->requested == NULL));
  g_assert_true (a->requested == NULL || tarn_oid_equal (a->requested, b->requested));
  g_assert_true ((a->was == NULL) == (b->was == NULL));
  g_assert_true (a->was == NULL || tarn_value_equal (a->was, b->was));
}

static void
refuse_prefix (TarnSpan prefix,
               gpointer data)
{
  g_assert_null (tarn_note_unpack (prefix));
}

/* Packed as it stands here, and back; every prefix is refused. */
static void
test_octets (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  g_autoptr(GBytes) expected = tarn_test_hex (notes[i].octets);
  TarnSpan span = tarn_test_span (expected);
  g_autoptr(TarnNote) note = make_note (i);
  g_autoptr(TarnNote) copy = tarn_note_copy (note);
  g_autoptr(TarnNote) back = NULL;

  g_byte_array_append (octets, (const guint8 *) "rest", 4);
  tarn_note_pack (note, octets);
  g_assert_cmpmem (octets->data, octets->len, span.data, span.len);

  back = tarn_note_unpack (span);
  g_assert_nonnull (back);
  assert_equal (back, note);
  assert_equal (copy, note);

  tarn_test_each_prefix (span, refuse_prefix, NULL);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *what;
    const char *octets;
  } cases[] = {
    { "another type", "020b 01 02 0100000000000000 00" },
    { "a later layout", "040b 02 02 0100000000000000 00" },
    { "an origin that there is not", "040b 01 04 0100000000000000 00" },
    { "a flag that there is not", "040b 01 02 0100000000000000 08" },
    { "octets that belong to nothing", "040c 01 02 0100000000000000 00 00" },
    { "octets behind it", "040b 01 02 0100000000000000 00 00" },
    { "a name that is longer than the note", "0410 01 00 0000000000000000 02 0400 2b0601" },
    { "a name that is padded", "0410 01 00 0000000000000000 02 0300 2b8001" },
    { "a name that ends within an arc", "0410 01 00 0000000000000000 02 0300 2b0681" },
    { "anomalies cut off", "040e 01 00 0000000000000000 01 800000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) octets = tarn_test_hex (cases[i].octets);

      g_test_message ("%s", cases[i].what);
      g_assert_null (tarn_note_unpack (tarn_test_span (octets)));
    }
}

/* Whatever is read and is a note says the same when it is written again. */
static void
test_random (void)
{
  guint n_read = 0;

  for (guint round = 0; round < 20000; round++)
    {
      gsize len = (gsize) g_test_rand_int_range (0, 40);
      g_autofree guint8 *octets = g_malloc (MAX (len, 1));
      g_autoptr(TarnNote) note = NULL;

      for (gsize i = 0; i < len; i++)
        octets[i] = (guint8) g_test_rand_int_range (0, 256);
      if (len >= 13 && round % 4 != 0)
        {
          octets[0] = 0x04;
          octets[1] = (guint8) (len - 2);
          octets[2] = 1;
          octets[3] &= 3;
          octets[12] &= 7;
        }
      if (len >= 16 && (octets[12] & 3) == 2)   /* a short name that may be one */
        {
          octets[13] &= 3;
          octets[14] = 0;
        }

      note = tarn_note_unpack (tarn_span (octets, len));
      if (note != NULL)
        {
          g_autoptr(GByteArray) packed = g_byte_array_new ();
          g_autoptr(TarnNote) again = NULL;

          tarn_note_pack (note, packed);
          again = tarn_note_unpack (tarn_span (packed->data, packed->len));
          g_assert_nonnull (again);
          assert_equal (note, again);
          n_read++;
        }
    }

  g_assert_cmpuint (n_read, >, 1000);
}

/* 64 KiB of a value, and the longest name. */
static void
test_largest (void)
{
  g_autofree guint8 *tlv = g_malloc0 (65536 + 5);
  g_autoptr(TarnValue) was = tarn_value_new_span (tarn_span (tlv, 65536 + 5));
  g_autoptr(GByteArray) octets = g_byte_array_new ();
  g_autoptr(TarnNote) note = NULL;
  g_autoptr(TarnNote) back = NULL;
  g_autoptr(TarnOid) oid = NULL;
  guint32 arcs[256];

  for (guint i = 0; i < G_N_ELEMENTS (arcs); i++)
    arcs[i] = i == 0 ? 1 : i == 1 ? 3 : G_MAXUINT32;
  oid = tarn_oid_new_arcs (arcs, 128, NULL);
  g_assert_nonnull (oid);

  note = tarn_note_new (TARN_ORIGIN_EDIT, G_MAXINT64, TARN_PROFILE_LENIENT, oid, was);
  tarn_note_pack (note, octets);
  back = tarn_note_unpack (tarn_span (octets->data, octets->len));
  g_assert_nonnull (back);
  assert_equal (back, note);
}

static void
test_words (void)
{
  g_assert_cmpstr (tarn_origin_to_string (TARN_ORIGIN_DEVICE), ==, "device");
  g_assert_cmpstr (tarn_origin_to_string (TARN_ORIGIN_IMPORT), ==, "import");
  g_assert_cmpstr (tarn_origin_to_string (TARN_ORIGIN_EDIT), ==, "edit");
  g_assert_cmpstr (tarn_origin_to_string (TARN_ORIGIN_AGENT), ==, "agent");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/note/octets/%s", notes[i].what);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_octets);
    }
  g_test_add_func ("/note/refused", test_refused);
  g_test_add_func ("/note/random octets", test_random);
  g_test_add_func ("/note/the largest", test_largest);
  g_test_add_func ("/note/words for origins", test_words);

  return g_test_run ();
}
