/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-faulty-store.h"

struct _TarnFaultyStore
{
  GObject    parent_instance;

  TarnStore *real;
  TarnOid   *damage;
  guint      n_busy_reads;
  guint      n_busy_applies;
  guint      n_good_applies;
  guint      n_reads;
  int        apply_code;
  guint8     stuck_tag;
  gboolean   restless;
  guint64    serial;
};

static void faulty_store_iface_init (TarnStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnFaultyStore, tarn_faulty_store, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (TARN_TYPE_STORE, faulty_store_iface_init))

#define REAL(store)  (TARN_FAULTY_STORE (store)->real)
#define IFACE(store) (TARN_STORE_GET_IFACE (REAL (store)))

static gboolean
faulty_begin_read (TarnStore  *store,
                   GError    **error)
{
  TarnFaultyStore *self = TARN_FAULTY_STORE (store);

  self->n_reads++;
  if (self->n_busy_reads > 0)
    {
      self->n_busy_reads--;
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY, "busy, says the test");
      return FALSE;
    }

  return IFACE (store)->begin_read (REAL (store), error);
}

static void
faulty_end_read (TarnStore *store)
{
  IFACE (store)->end_read (REAL (store));
}

/* By public means only: tests of the browser have no others. */
static int
compare (TarnSpan       name,
         const TarnOid *oid)
{
  g_autoptr(TarnOid) other = tarn_oid_new_octets (name.data, name.len, NULL);

  return tarn_oid_compare (other, oid);
}

static gboolean
check (TarnStore  *store,
       TarnCursor *cursor,
       gboolean    found)
{
  TarnFaultyStore *self = TARN_FAULTY_STORE (store);

  if (!found || self->damage == NULL
      || compare (cursor->row.name, self->damage) < 0)
    return found;

  g_clear_error (&cursor->error);
  g_set_error (&cursor->error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED, "damaged, says the test");
  return FALSE;
}

static gboolean
faulty_seek (TarnStore  *store,
             TarnCursor *cursor,
             TarnSpan    name,
             gboolean    inclusive)
{
  return check (store, cursor, IFACE (store)->seek (REAL (store), cursor, name, inclusive));
}

static gboolean
faulty_seek_nth (TarnStore  *store,
                 TarnCursor *cursor,
                 guint64     n)
{
  return check (store, cursor, IFACE (store)->seek_nth (REAL (store), cursor, n));
}

static gboolean
faulty_next (TarnStore  *store,
             TarnCursor *cursor)
{
  if (TARN_FAULTY_STORE (store)->stuck_tag == cursor->row.tag)
    return TRUE;

  return check (store, cursor, IFACE (store)->next (REAL (store), cursor));
}

static void
faulty_unpin (TarnStore  *store,
              TarnCursor *cursor)
{
  IFACE (store)->unpin (REAL (store), cursor);
}

static gboolean
faulty_rank (TarnStore  *store,
             TarnSpan    name,
             guint64    *rank,
             GError    **error)
{
  TarnFaultyStore *self = TARN_FAULTY_STORE (store);

  if (self->damage != NULL && compare (name, self->damage) > 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_DAMAGED, "damaged, says the test");
      return FALSE;
    }

  return IFACE (store)->rank (REAL (store), name, rank, error);
}

static gboolean
faulty_get_n_rows (TarnStore  *store,
                   guint64    *n_rows,
                   GError    **error)
{
  return IFACE (store)->get_n_rows (REAL (store), n_rows, error);
}

static GVariant *
faulty_dup_meta (TarnStore  *store,
                 const char *key)
{
  return IFACE (store)->dup_meta (REAL (store), key);
}

static guint64
faulty_get_serial (TarnStore *store)
{
  TarnFaultyStore *self = TARN_FAULTY_STORE (store);

  return self->restless ? ++self->serial : IFACE (store)->get_serial (REAL (store));
}

static gboolean
faulty_apply (TarnStore  *store,
              TarnBatch  *batch,
              GError    **error)
{
  TarnFaultyStore *self = TARN_FAULTY_STORE (store);

  if (self->n_good_applies > 0)
    {
      self->n_good_applies--;
      return IFACE (store)->apply (REAL (store), batch, error);
    }

  if (self->n_busy_applies > 0)
    {
      self->n_busy_applies--;
      g_set_error (error, TARN_ERROR, TARN_ERROR_STORE_BUSY, "busy, says the test");
      return FALSE;
    }

  if (self->apply_code >= 0)
    {
      g_set_error (error, TARN_ERROR, self->apply_code, "no writing, says the test");
      return FALSE;
    }

  return IFACE (store)->apply (REAL (store), batch, error);
}

static void
faulty_store_iface_init (TarnStoreInterface *iface)
{
  iface->begin_read = faulty_begin_read;
  iface->end_read = faulty_end_read;
  iface->seek = faulty_seek;
  iface->seek_nth = faulty_seek_nth;
  iface->next = faulty_next;
  iface->unpin = faulty_unpin;
  iface->rank = faulty_rank;
  iface->get_n_rows = faulty_get_n_rows;
  iface->apply = faulty_apply;
  iface->dup_meta = faulty_dup_meta;
  iface->get_serial = faulty_get_serial;
}

static void
tarn_faulty_store_finalize (GObject *object)
{
  TarnFaultyStore *self = TARN_FAULTY_STORE (object);

  g_clear_object (&self->real);
  g_clear_pointer (&self->damage, tarn_oid_unref);

  G_OBJECT_CLASS (tarn_faulty_store_parent_class)->finalize (object);
}

static void
tarn_faulty_store_class_init (TarnFaultyStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_faulty_store_finalize;
}

static void
tarn_faulty_store_init (TarnFaultyStore *self)
{
  self->apply_code = -1;
}

TarnStore *
tarn_faulty_store_new (TarnStore *real)
{
  TarnFaultyStore *self = g_object_new (TARN_TYPE_FAULTY_STORE, NULL);

  self->real = g_object_ref (real);
  return TARN_STORE (self);
}

void
tarn_faulty_store_set_busy (TarnFaultyStore *self,
                            guint            n_reads,
                            guint            n_applies)
{
  self->n_busy_reads = n_reads;
  self->n_busy_applies = n_applies;
}

void
tarn_faulty_store_fail_apply (TarnFaultyStore *self,
                              int              code)
{
  self->apply_code = code;
}

void
tarn_faulty_store_set_damage (TarnFaultyStore *self,
                              const TarnOid   *from)
{
  g_clear_pointer (&self->damage, tarn_oid_unref);
  if (from != NULL)
    self->damage = tarn_oid_ref ((TarnOid *) from);
}

void
tarn_faulty_store_set_stuck (TarnFaultyStore *self,
                             guint8           tag)
{
  self->stuck_tag = tag;
}

void
tarn_faulty_store_let_apply (TarnFaultyStore *self,
                             guint            n)
{
  self->n_good_applies = n;
}

guint
tarn_faulty_store_get_n_reads (TarnFaultyStore *self)
{
  return self->n_reads;
}

void
tarn_faulty_store_set_restless (TarnFaultyStore *self,
                                gboolean         restless)
{
  self->restless = restless;
}
