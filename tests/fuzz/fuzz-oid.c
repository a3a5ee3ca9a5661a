/* Any octets as two OIDs, and as the text of one: octets, arcs and text agree.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "fuzz.h"

#include "tarn-test.h"

/* The canonical form, or NULL where the octets are no name. */
static TarnOid *
read_name (TarnSpan octets)
{
  TarnAnomalies anomalies = tarn_name_check (octets);
  gboolean usable = !(anomalies & (TARN_ANOMALY_OID_OVERFLOW | TARN_ANOMALY_BAD_VALUE));
  TarnOid *oid = tarn_oid_new_octets (octets.data, octets.len, NULL);

  g_assert_cmpint (tarn_name_is_plain (octets), ==, anomalies == TARN_ANOMALY_NONE);
  g_assert_cmpint (oid != NULL, ==, usable);
  if (anomalies == TARN_ANOMALY_NONE)
    g_assert_true (tarn_span_equal (tarn_oid_span (oid), octets));

  return oid;
}

static void
check_name (const TarnOid *oid)
{
  TarnSpan span = tarn_oid_span (oid);
  char text[TARN_NAME_MAX_TEXT];
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (span, arcs);
  TarnName again;

  g_assert_cmphex (tarn_name_check (span) & ~TARN_ANOMALY_OID_TOO_LONG, ==, TARN_ANOMALY_NONE);
  g_assert_cmpuint (n_arcs, ==, tarn_name_count_arcs (span));
  g_assert_true (tarn_name_from_arcs (&again, arcs, n_arcs));
  g_assert_true (tarn_span_equal (tarn_name_span (&again), span));
  g_assert_true (tarn_name_parse (&again, text, tarn_name_to_text (span, text)));
  g_assert_true (tarn_span_equal (tarn_name_span (&again), span));

  tarn_name_set_end (&again, span);
  if (again.len > 0)
    {
      g_assert_cmpint (tarn_name_compare (span, tarn_name_span (&again)), <, 0);
      g_assert_false (tarn_name_has_prefix (tarn_name_span (&again), span));
    }
}

static void
check_order (const TarnOid *a,
             const TarnOid *b)
{
  gsize n_a, n_b, i = 0;
  g_autofree guint32 *arcs_a = tarn_oid_get_arcs (a, &n_a);
  g_autofree guint32 *arcs_b = tarn_oid_get_arcs (b, &n_b);
  int order = tarn_oid_compare (a, b);

  while (i < MIN (n_a, n_b) && arcs_a[i] == arcs_b[i])
    i++;

  if (i < MIN (n_a, n_b))
    g_assert_cmpint (order < 0, ==, arcs_a[i] < arcs_b[i]);
  else
    g_assert_cmpint (order < 0, ==, n_a < n_b);
  g_assert_cmpint (order == 0, ==, n_a == n_b && i == n_a);
  g_assert_cmpint (tarn_oid_compare (b, a) > 0, ==, order < 0);
  g_assert_cmpint (tarn_oid_equal (a, b), ==, order == 0);
  g_assert_cmpint (tarn_oid_has_prefix (a, b), ==, i == n_b);
}

static void
check_text (const char *text,
            gsize       len)
{
  TarnName name, again;
  char printed[TARN_NAME_MAX_TEXT];

  if (!tarn_name_parse (&name, text, len))
    return;

  g_assert_cmphex (tarn_name_check (tarn_name_span (&name)) & ~TARN_ANOMALY_OID_TOO_LONG, ==,
                   TARN_ANOMALY_NONE);
  g_assert_true (tarn_name_parse (&again, printed,
                                  tarn_name_to_text (tarn_name_span (&name), printed)));
  g_assert_true (tarn_span_equal (tarn_name_span (&name), tarn_name_span (&again)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gsize split = size > 0 ? MIN (data[0], size) : 0;
  g_autofree guint8 *exact_a = g_memdup2 (data, split);
  g_autofree guint8 *exact_b = g_memdup2 (data + split, size - split);
  g_autoptr(TarnOid) a = read_name (tarn_span (exact_a, split));
  g_autoptr(TarnOid) b = read_name (tarn_span (exact_b, size - split));

  if (a != NULL)
    check_name (a);
  if (b != NULL)
    check_name (b);
  if (a != NULL && b != NULL)
    check_order (a, b);
  check_text ((const char *) data, size);

  return 0;
}
