/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-test-tree.h"

#include "base/tarn-error.h"

/* Small, so that pages are read again and again. */
#define CACHE_LIMIT (8 * TARN_PAGE_SIZE)

static guint8 *
pager_read (gpointer   data,
            guint32    id,
            gsize     *len,
            GError   **error)
{
  TarnTestTree *fixture = data;
  GBytes *octets = g_hash_table_lookup (fixture->pages, GUINT_TO_POINTER (id));

  if (octets == NULL)
    return NULL;

  /* An exact-size copy: ASan sees a read past its end. */
  *len = g_bytes_get_size (octets);
  return g_memdup2 (g_bytes_get_data (octets, NULL), *len);
}

static gboolean
pager_write (gpointer   data,
             guint32    id,
             TarnSpan   octets,
             GError   **error)
{
  TarnTestTree *fixture = data;

  if (++fixture->n_writes == fixture->fail_at)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_STORE_FULL, "no room");
      return FALSE;
    }

  g_hash_table_replace (fixture->pages, GUINT_TO_POINTER (id),
                        g_bytes_new (octets.data, octets.len));
  return TRUE;
}

static gboolean
pager_drop (gpointer   data,
            guint32    id,
            GError   **error)
{
  TarnTestTree *fixture = data;

  g_assert_true (g_hash_table_remove (fixture->pages, GUINT_TO_POINTER (id)));
  return TRUE;
}

static const TarnPager pager = { pager_read, pager_write, pager_drop };

void
tarn_test_tree_init (TarnTestTree *self)
{
  g_autoptr(GError) error = NULL;

  *self = (TarnTestTree) { 0 };
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_bytes_unref);
  tarn_tree_init (&self->tree, &pager, self, "test.tarn", CACHE_LIMIT);
  tarn_tree_store_root (&self->tree, &error);
  g_assert_no_error (error);
}

void
tarn_test_tree_clear (TarnTestTree *self)
{
  tarn_tree_clear (&self->tree);
  g_hash_table_unref (self->pages);
}

static gboolean
leaf_cb (const TarnPage *page,
         gpointer        data)
{
  return TRUE;
}

static gboolean
lost_cb (const TarnTreeLoss *loss,
         gpointer            data)
{
  ++*(guint *) data;
  g_test_message ("page %u: %s", loss->id, loss->reason);
  return TRUE;
}

static void
fault_cb (guint32     id,
          const char *what,
          gpointer    data)
{
  ++*(guint *) data;
  g_test_message ("page %u: it %s", id, what);
}

static void
reach_cb (guint32  id,
          gpointer data)
{
}

guint
tarn_test_tree_check (TarnTestTree *self)
{
  static const TarnTreeVisitor visitor = { leaf_cb, lost_cb, fault_cb, reach_cb };
  guint n_faults = 0;

  g_assert_true (tarn_tree_visit (&self->tree, &visitor, &n_faults));
  return n_faults;
}

void
tarn_test_tree_assert_sound (TarnTestTree *self)
{
  g_assert_cmpuint (tarn_test_tree_check (self), ==, 0);
}

void
tarn_test_tree_apply (TarnTestTree *self,
                      TarnBatch    *batch)
{
  g_autoptr(GError) error = NULL;

  tarn_batch_prepare (batch, &error);
  g_assert_no_error (error);
  tarn_tree_apply (&self->tree, batch, &error);
  g_assert_no_error (error);
}

TarnVarbind *
tarn_test_tree_make_varbind (guint  column,
                             guint  row,
                             gsize  len,
                             guint8 fill)
{
  const guint32 arcs[] = { 1, 3, 6, 1, column, row };
  g_autoptr(TarnOid) oid = tarn_oid_new_arcs (arcs, G_N_ELEMENTS (arcs), NULL);
  g_autofree guint8 *octets = g_malloc (len + 1);
  g_autoptr(TarnValue) value = NULL;

  memset (octets, fill, len);
  value = tarn_value_new_octets (TARN_KIND_OCTET_STRING, octets, len);
  return tarn_varbind_new (oid, value);
}

void
tarn_test_tree_put (TarnBatch *batch,
                    guint      column,
                    guint      row,
                    gsize      len,
                    guint8     fill)
{
  g_autoptr(TarnVarbind) varbind = tarn_test_tree_make_varbind (column, row, len, fill);

  tarn_batch_put (batch, tarn_varbind_get_oid (varbind), tarn_varbind_get_value (varbind));
}
