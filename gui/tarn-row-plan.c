/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-row-plan.h"

#include <glib/gi18n.h>

/* Of RowStatus (RFC 2579). */
enum
{
  CREATE_AND_GO = 4,
  CREATE_AND_WAIT = 5,
  DESTROY = 6,
};

/* A row that is to be or not to be, while changes are made for it. */
typedef struct
{
  TarnStore *store;
  GPtrArray *parts;     /* of TarnValue: its index */
  GPtrArray *changes;
} Plan;

TarnMibNode *
tarn_row_plan_find_status (const TarnMibNode *node)
{
  g_autoptr(TarnMibNode) row = tarn_mib_node_get_row (node);

  for (guint i = 0; row != NULL && i < tarn_mib_node_get_n_children (row); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row, i);

      if (tarn_mib_node_get_convention (column) == TARN_MIB_CONVENTION_ROW_STATUS)
        return g_steal_pointer (&column);
    }

  return NULL;
}

gboolean
tarn_row_plan_is_settable (const TarnMibNode *column)
{
  TarnMibAccess access = tarn_mib_node_get_access (column);

  return tarn_mib_node_get_kind (column) == TARN_MIB_KIND_COLUMN
         && tarn_mib_node_get_convention (column) != TARN_MIB_CONVENTION_ROW_STATUS
         && (access == TARN_MIB_ACCESS_READ_CREATE || access == TARN_MIB_ACCESS_READ_WRITE
             || access == TARN_MIB_ACCESS_WRITE_ONLY || access == TARN_MIB_ACCESS_UNKNOWN);
}

/* NULL with @error; @value (nullable) is what is there. */
static TarnOid *
find (Plan               *self,
      const TarnMibNode  *column,
      TarnValue         **value,
      GError            **error)
{
  g_autoptr(TarnOid) oid = tarn_mib_node_make_instance (column, (TarnValue **) self->parts->pdata,
                                                        self->parts->len, error);
  g_autoptr(GError) failure = NULL;

  if (oid == NULL)
    return NULL;
  *value = tarn_store_get (self->store, oid, &failure);
  if (failure == NULL)
    return g_steal_pointer (&oid);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

static gboolean
set_column (Plan               *self,
            const TarnMibNode  *column,
            TarnValue          *after,
            GError            **error)
{
  g_autoptr(TarnValue) before = NULL;
  g_autoptr(TarnOid) oid = find (self, column, &before, error);

  if (oid == NULL)
    return FALSE;
  if (before != NULL)
    {
      g_autofree char *name = tarn_oid_to_string (oid);

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("There is a row with this index already: %s"), name);
      return FALSE;
    }

  g_ptr_array_add (self->changes, tarn_change_new (oid, NULL, after));
  return TRUE;
}

/* "name: what is wrong" */
static void
prefix (GError            **error,
        const TarnMibNode  *column)
{
  g_prefix_error (error, "%s: ", tarn_mib_node_get_name (column));
}

static gboolean
set_text (Plan               *self,
          const TarnMibNode  *column,
          const char         *text,
          GError            **error)
{
  g_autoptr(TarnValue) value = tarn_mib_node_parse_value (column, text, NULL, NULL, error);

  if (value == NULL || !tarn_mib_node_check_value (column, value, NULL, NULL, error))
    {
      prefix (error, column);
      return FALSE;
    }
  return set_column (self, column, value, error);
}

/* A part of the index that is a readable column of this row: no agent is told, but what a
 * capture holds would be a row without it. */
static gboolean
set_index_columns (Plan               *self,
                   const TarnMibNode  *row,
                   GError            **error)
{
  g_autoptr(GPtrArray) names = tarn_mib_node_list_index (row);

  for (guint i = 0; i < names->len && i < self->parts->len; i++)
    {
      TarnMibNode *column = names->pdata[i];
      g_autoptr(TarnMibNode) parent = tarn_mib_node_get_parent (column);

      if (parent != NULL && tarn_mib_node_equal (parent, row)
          && tarn_mib_node_get_access (column) != TARN_MIB_ACCESS_NOT_ACCESSIBLE
          && !set_column (self, column, self->parts->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

static TarnMibNode *
first_column (const TarnMibNode *row)
{
  return tarn_mib_node_get_n_children (row) > 0 ? tarn_mib_node_get_child (row, 0) : NULL;
}

static gboolean
begin_add (Plan               *self,
           const TarnMibNode  *row,
           const char * const *index,
           GError            **error)
{
  g_autoptr(TarnMibNode) column = first_column (row);
  g_autoptr(TarnOid) instance = NULL;

  if (column == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, _("%s has no columns"),
                   tarn_mib_node_get_name (row));
      return FALSE;
    }

  instance = tarn_mib_node_parse_instance (column, index, error);
  if (instance == NULL)
    return FALSE;
  self->parts = tarn_mib_node_list_index_values (column, instance, NULL, error);
  return self->parts != NULL;
}

static gboolean
add_status (Plan               *self,
            const TarnMibNode  *row,
            TarnRowManner       manner,
            GError            **error)
{
  g_autoptr(TarnMibNode) status = tarn_row_plan_find_status (row);
  g_autoptr(TarnValue) value = NULL;

  if (status == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("%s has no column for the status of its rows"),
                   tarn_mib_node_get_name (row));
      return FALSE;
    }

  value = tarn_value_new_integer (manner == TARN_ROW_CREATE_AND_GO ? CREATE_AND_GO
                                                                   : CREATE_AND_WAIT);
  return set_column (self, status, value, error);
}

GPtrArray *
tarn_row_plan_add (TarnDocument        *document,
                   const TarnMibNode   *row,
                   const char * const  *index,
                   const char * const  *texts,
                   TarnRowManner        manner,
                   GError             **error)
{
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_object_unref);
  Plan self = { tarn_document_get_store (document), NULL, changes };
  gboolean is_right = begin_add (&self, row, index, error)
                      && (manner == TARN_ROW_PLAIN
                            ? set_index_columns (&self, row, error)
                            : add_status (&self, row, manner, error));

  for (guint i = 0; is_right && i < tarn_mib_node_get_n_children (row); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row, i);

      if (texts[i] == NULL)
        break;
      if (texts[i][0] != '\0')
        is_right = set_text (&self, column, texts[i], error);
    }
  g_clear_pointer (&self.parts, g_ptr_array_unref);

  if (is_right && changes->len == 0)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID,
                           _("A row needs the value of one column at least"));
      is_right = FALSE;
    }
  return is_right ? g_steal_pointer (&changes) : NULL;
}

/* What the capture has of the row, each to be taken away. */
static gboolean
add_deletions (Plan               *self,
               const TarnMibNode  *row,
               GError            **error)
{
  for (guint i = 0; i < tarn_mib_node_get_n_children (row); i++)
    {
      g_autoptr(TarnMibNode) column = tarn_mib_node_get_child (row, i);
      g_autoptr(TarnValue) value = NULL;
      g_autoptr(TarnOid) oid = find (self, column, &value, error);

      if (oid == NULL)
        return FALSE;
      if (value != NULL)
        g_ptr_array_add (self->changes, tarn_change_new (oid, value, NULL));
    }

  return TRUE;
}

/* One change in the place of all: the rest goes with it. */
static gboolean
destroy (Plan               *self,
         const TarnMibNode  *status,
         GError            **error)
{
  g_autoptr(GPtrArray) rest = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  g_autoptr(TarnValue) value = NULL;
  g_autoptr(TarnValue) gone = tarn_value_new_integer (DESTROY);
  g_autoptr(TarnOid) oid = find (self, status, &value, error);
  TarnChange *change;

  if (oid == NULL)
    return FALSE;

  for (guint i = 0; i < self->changes->len; i++)
    g_ptr_array_add (rest, tarn_oid_ref (tarn_change_get_oid (self->changes->pdata[i])));
  g_ptr_array_set_size (self->changes, 0);
  change = tarn_change_new (oid, value, gone);
  tarn_change_set_rest (change, rest);
  g_ptr_array_add (self->changes, change);
  return TRUE;
}

GPtrArray *
tarn_row_plan_delete (TarnDocument  *document,
                      TarnOid       *instance,
                      gboolean       by_status,
                      GError       **error)
{
  TarnMib *mib = tarn_document_get_mib (document);
  g_autoptr(TarnMibNode) column = mib != NULL ? tarn_mib_find_node (mib, instance, NULL) : NULL;
  g_autoptr(TarnMibNode) row = column != NULL ? tarn_mib_node_get_row (column) : NULL;
  g_autoptr(TarnMibNode) status = NULL;
  g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func (g_object_unref);
  Plan self = { tarn_document_get_store (document), NULL, changes };
  gboolean is_right;

  if (row == NULL || tarn_mib_node_get_kind (column) != TARN_MIB_KIND_COLUMN)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID,
                           _("This is not in a row of a table that a MIB module knows"));
      return NULL;
    }

  self.parts = tarn_mib_node_list_index_values (column, instance, NULL, error);
  if (self.parts == NULL)
    return NULL;
  status = by_status ? tarn_row_plan_find_status (row) : NULL;
  is_right = add_deletions (&self, row, error)
             && (status == NULL || destroy (&self, status, error));
  g_clear_pointer (&self.parts, g_ptr_array_unref);

  if (is_right && changes->len == 0)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID,
                           _("There is no such row here"));
      is_right = FALSE;
    }
  return is_right ? g_steal_pointer (&changes) : NULL;
}
