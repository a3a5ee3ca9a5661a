/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-anonymise.h"

#include "base/tarn-name.h"
#include "store/tarn-memory-store.h"

/* Types whose values never change. */
static gboolean
is_number (guint8 tag)
{
  return tag == TARN_KIND_INTEGER || tag == TARN_KIND_NULL || tag == TARN_KIND_COUNTER32
         || tag == TARN_KIND_GAUGE32 || tag == TARN_KIND_TIME_TICKS || tag == TARN_KIND_COUNTER64
         || tag == TARN_KIND_UINTEGER32;
}

static void
assert_rows_alike (const TarnRow *a,
                   const TarnRow *b)
{
  g_assert_cmpuint (tarn_name_count_arcs (a->name), ==, tarn_name_count_arcs (b->name));
  g_assert_cmpuint (a->tag, ==, b->tag);
  g_assert_cmpuint (a->anomalies, ==, b->anomalies);
  if (is_number (a->tag))
    g_assert_cmpmem (a->tlv.data, a->tlv.len, b->tlv.data, b->tlv.len);
  if (a->tag == TARN_KIND_IP_ADDRESS)
    g_assert_cmpuint (a->tlv.len, ==, b->tlv.len);
  /* The tree of names below a module stays as it is. */
  for (gsize i = 0; i < MIN (6, MIN (a->name.len, b->name.len)); i++)
    g_assert_cmpuint (a->name.data[i], ==, b->name.data[i]);
}

static void
assert_alike (TarnStore                 *in,
              TarnStore                 *out,
              const TarnAnonymiseReport *report)
{
  g_autoptr(GError) error = NULL;
  guint64 n_resized = 0, n_rows = 0;
  TarnCursor a, b;
  gboolean more;

  g_assert_true (tarn_store_begin_read (in, &error));
  g_assert_true (tarn_store_begin_read (out, &error));
  tarn_cursor_init (&a, in);
  tarn_cursor_init (&b, out);
  more = tarn_cursor_seek_nth (&a, 0);
  g_assert_cmpint (tarn_cursor_seek_nth (&b, 0), ==, more);
  while (more)
    {
      assert_rows_alike (&a.row, &b.row);
      n_resized += a.row.tlv.len != b.row.tlv.len && a.row.tag != TARN_KIND_OBJECT_ID;
      n_rows++;
      more = tarn_cursor_next (&a);
      g_assert_cmpint (tarn_cursor_next (&b), ==, more);
    }
  tarn_cursor_clear (&a);
  tarn_cursor_clear (&b);
  tarn_store_end_read (out);
  tarn_store_end_read (in);

  g_assert_cmpuint (report->n_varbinds, ==, n_rows);
  g_assert_cmpuint (report->n_resized, ==, n_resized);
}

TarnStore *
tarn_test_anonymise_with (TarnAnonymiser       *anonymiser,
                          TarnStore            *in,
                          TarnAnonymiseReport **report)
{
  g_autoptr(TarnAnonymiseReport) own = NULL;
  TarnStore *out = tarn_memory_store_new ();
  g_autoptr(GError) error = NULL;

  own = tarn_anonymiser_run (anonymiser, in, out, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < own->left->len; i++)
    g_test_message ("%s", (const char *) own->left->pdata[i]);
  g_assert_cmpuint (own->n_left, ==, 0);
  assert_alike (in, out, own);

  if (report != NULL)
    *report = g_steal_pointer (&own);
  return out;
}

TarnStore *
tarn_test_anonymise (TarnStore            *in,
                     const char           *key,
                     TarnAnonymiseReport **report)
{
  g_autoptr(TarnAnonymiser) anonymiser = tarn_anonymiser_new ();

  tarn_anonymiser_set_key (anonymiser, key);
  return tarn_test_anonymise_with (anonymiser, in, report);
}
