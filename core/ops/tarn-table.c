/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-table-private.h"

#include "base/tarn-error.h"
#include "mib/tarn-mib-private.h"

G_DEFINE_FINAL_TYPE (TarnTable, tarn_table, G_TYPE_OBJECT)

static void
part_clear (gpointer data)
{
  TarnTablePart *part = data;

  g_clear_pointer (&part->root, tarn_oid_unref);
  g_clear_pointer (&part->entry, tarn_oid_unref);
}

static void
column_clear (gpointer data)
{
  TarnTableColumn *column = data;

  g_clear_pointer (&column->oid, tarn_oid_unref);
  g_clear_pointer (&column->name, g_free);
}

static void
tarn_table_finalize (GObject *object)
{
  TarnTable *self = TARN_TABLE (object);

  g_clear_object (&self->store);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->parts, g_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_array_unref);
  g_clear_pointer (&self->cells, g_free);
  tarn_table_rows_clear (&self->rows);

  G_OBJECT_CLASS (tarn_table_parent_class)->finalize (object);
}

static void
tarn_table_class_init (TarnTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_table_finalize;
}

static void
tarn_table_init (TarnTable *self)
{
  self->parts = g_array_new (FALSE, TRUE, sizeof (TarnTablePart));
  g_array_set_clear_func (self->parts, part_clear);
  self->columns = g_array_new (FALSE, TRUE, sizeof (TarnTableColumn));
  g_array_set_clear_func (self->columns, column_clear);
  self->chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  self->rows.base = G_MAXUINT;
}

static gboolean
refuse (const TarnMibObject *object,
        const char          *what,
        GError             **error)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "%s::%s is no table but a %s", object->module,
               object->name, what);
  return FALSE;
}

/* What the modules say of @oid, if it is a table or its row: the row, TARN_MIB_NONE: they do
 * not know it.  FALSE: it is something else. */
static gboolean
find_row (TarnTable  *self,
          TarnOid    *oid,
          guint32    *row,
          GError    **error)
{
  TarnSpan name = tarn_oid_span (oid);
  TarnMibObject object;
  gsize n_octets;
  guint32 id;

  *row = TARN_MIB_NONE;
  if (self->image == NULL)
    return TRUE;

  id = tarn_mib_image_find_nearest (self->image, name, &n_octets);
  if (!tarn_mib_image_get_object (self->image, id, &object))
    return TRUE;

  switch (object.kind)
    {
    case TARN_MIB_KIND_TABLE:
    case TARN_MIB_KIND_ROW:
      if (n_octets == name.len)
        *row = tarn_mib_image_get_row (self->image, id);
      return TRUE;

    case TARN_MIB_KIND_COLUMN:
      return refuse (&object, "column of one", error);

    case TARN_MIB_KIND_SCALAR:
      return refuse (&object, "single object", error);

    case TARN_MIB_KIND_NODE:
    case TARN_MIB_KIND_NOTIFICATION:
    case TARN_MIB_KIND_GROUP:
    case TARN_MIB_KIND_COMPLIANCE:
    case TARN_MIB_KIND_CAPABILITIES:
    default:
      return TRUE;
    }
}

static gboolean
has_part (TarnTable *self,
          TarnOid   *root)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (tarn_oid_equal (tarn_table_part (self, i)->root, root))
      return TRUE;

  return FALSE;
}

TarnOid *
tarn_table_dup_object_oid (TarnTable *self,
                           guint32    id)
{
  TarnName name;

  tarn_mib_image_get_name (self->image, id, &name);
  return tarn_oid_new_name (tarn_name_span (&name));
}

static void
add_known (TarnTable *self,
           guint32    row)
{
  g_autoptr(TarnOid) root = tarn_table_dup_object_oid (self, tarn_mib_image_get_parent (self->image, row));
  TarnTablePart part = { .row = row };

  if (has_part (self, root))
    return;

  part.root = g_steal_pointer (&root);
  part.entry = tarn_table_dup_object_oid (self, row);
  g_array_append_val (self->parts, part);
}

static gboolean
add_part (TarnTable  *self,
          TarnOid    *oid,
          GError    **error)
{
  TarnTablePart part = { .row = TARN_MIB_NONE };

  if (!find_row (self, oid, &part.row, error))
    return FALSE;

  if (part.row != TARN_MIB_NONE)
    {
      add_known (self, part.row);
    }
  else if (!has_part (self, oid))
    {
      part.root = tarn_oid_ref (oid);
      g_array_append_val (self->parts, part);
    }
  return TRUE;
}

/**
 * tarn_table_new:
 * @store: what holds the varbinds, now or later
 * @mib: (nullable): what may know the table
 * @oid: the table or its row; if no module knows it, what its columns are below
 * @error: return location for a #GError
 *
 * Looks only at what the modules say: see tarn_table_find_columns().
 *
 * Returns: (transfer full) (nullable): a table, or %NULL where the modules know @oid to be
 *   something else (%TARN_ERROR_INVALID)
 */
TarnTable *
tarn_table_new (TarnStore  *store,
                TarnMib    *mib,
                TarnOid    *oid,
                GError    **error)
{
  g_autoptr(TarnTable) self = NULL;

  g_return_val_if_fail (TARN_IS_STORE (store), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  self = g_object_new (TARN_TYPE_TABLE, NULL);
  self->store = g_object_ref (store);
  if (mib != NULL)
    {
      self->mib = g_object_ref (mib);
      self->image = tarn_mib_get_image (mib);
    }

  if (!add_part (self, oid, error))
    return NULL;
  if (tarn_table_part (self, 0)->row != TARN_MIB_NONE)
    self->n_index = tarn_mib_image_get_index (self->image, tarn_table_part (self, 0)->row,
                                              self->index);
  return g_steal_pointer (&self);
}

/**
 * tarn_table_copy:
 * @self: a table
 *
 * Another reader of the same table: it knows the columns that were found, and begins with the
 * first row.
 *
 * Returns: (transfer full): a copy
 */
TarnTable *
tarn_table_copy (TarnTable *self)
{
  TarnTable *copy;

  g_return_val_if_fail (TARN_IS_TABLE (self), NULL);

  copy = g_object_new (TARN_TYPE_TABLE, NULL);
  copy->store = g_object_ref (self->store);
  copy->mib = self->mib != NULL ? g_object_ref (self->mib) : NULL;
  copy->image = self->image;
  memcpy (copy->index, self->index, sizeof self->index);
  copy->n_index = self->n_index;
  copy->all = self->all;

  for (guint i = 0; i < self->parts->len; i++)
    {
      TarnTablePart part = *tarn_table_part (self, i);

      tarn_oid_ref (part.root);
      if (part.entry != NULL)
        tarn_oid_ref (part.entry);
      g_array_append_val (copy->parts, part);
    }
  for (guint i = 0; i < self->chosen->len; i++)
    g_ptr_array_add (copy->chosen, tarn_oid_ref (self->chosen->pdata[i]));
  for (guint i = 0; i < self->columns->len; i++)
    {
      TarnTableColumn column = *tarn_table_column (self, i);

      tarn_oid_ref (column.oid);
      column.name = g_strdup (column.name);
      column.n_cells = 0;
      g_array_append_val (copy->columns, column);
    }
  copy->cells = g_new (TarnRow, MAX (copy->columns->len, 1));
  return copy;
}

/* Whether instances of one are instances of the other: as many parts, of the same kind each,
 * whatever they are called (dot3StatsIndex is an ifIndex). */
static gboolean
have_same_index (const TarnTable *self,
                 guint32          row)
{
  TarnMibIndexPart parts[TARN_MIB_MAX_INDEX];
  guint n = row != TARN_MIB_NONE ? tarn_mib_image_get_index (self->image, row, parts) : 0;

  if (n == 0 || self->n_index == 0)
    return TRUE;   /* nobody can tell */

  for (guint i = 0; i < n && n == self->n_index; i++)
    if (parts[i].syntax.base != self->index[i].syntax.base
        || parts[i].implied != self->index[i].implied)
      return FALSE;

  return n == self->n_index;
}

static const char *
row_name (const TarnTable *self,
          guint32          row)
{
  TarnMibObject object;

  return tarn_mib_image_get_object (self->image, row, &object) ? object.name : "?";
}

/**
 * tarn_table_join:
 * @self: a table
 * @oid: another table, or its row
 * @error: return location for a #GError
 *
 * Adds the columns of a table whose rows have the same instances: one that augments this one,
 * or has the same index.  To be called before tarn_table_find_columns().
 *
 * Returns: whether that can be done; %FALSE with %TARN_ERROR_INVALID where the modules say
 *   that @oid is no table, or that its instances are something else
 */
gboolean
tarn_table_join (TarnTable  *self,
                 TarnOid    *oid,
                 GError    **error)
{
  guint32 row;
  guint n;

  g_return_val_if_fail (TARN_IS_TABLE (self), FALSE);
  g_return_val_if_fail (oid != NULL, FALSE);

  n = self->parts->len;
  if (!add_part (self, oid, error))
    return FALSE;
  if (self->parts->len == n)
    return TRUE;

  row = tarn_table_part (self, n)->row;
  if (have_same_index (self, row))
    return TRUE;

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
               "%s cannot be joined to %s: their indices differ", row_name (self, row),
               row_name (self, tarn_table_part (self, 0)->row));
  g_array_set_size (self->parts, n);
  return FALSE;
}

/* The row that has the INDEX clause. */
static guint32
base_of (const TarnTable *self,
         guint32          row)
{
  guint32 base = tarn_mib_image_get_base_row (self->image, row);

  return base != TARN_MIB_NONE ? base : row;
}

static gboolean
is_related (const TarnTable *self,
            guint32          one,
            guint32          two)
{
  guint n = tarn_mib_image_get_n_members (self->image, one);

  if (one == two)
    return TRUE;
  if (n == 0 || n != tarn_mib_image_get_n_members (self->image, two))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (tarn_mib_image_get_member (self->image, one, i)
        != tarn_mib_image_get_member (self->image, two, i))
      return FALSE;

  return TRUE;
}

/**
 * tarn_table_join_related:
 * @self: a table
 *
 * Joins all tables that augment this one, that it augments, or whose INDEX clause names the
 * same objects.  To be called before tarn_table_find_columns().
 */
void
tarn_table_join_related (TarnTable *self)
{
  guint32 base;

  g_return_if_fail (TARN_IS_TABLE (self));

  if (tarn_table_part (self, 0)->row == TARN_MIB_NONE)
    return;

  base = base_of (self, tarn_table_part (self, 0)->row);
  for (guint32 id = 0; id < tarn_mib_image_get_n_objects (self->image); id++)
    {
      TarnMibObject object;

      if (tarn_mib_image_get_object (self->image, id, &object) && object.kind == TARN_MIB_KIND_ROW
          && is_related (self, base, base_of (self, id)))
        add_known (self, id);
    }
}
