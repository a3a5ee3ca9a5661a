/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What should be there and is not: counted, since a column with fewer instances than its
 * neighbour lacks some.
 */
#include "ops/tarn-lint-private.h"

/* Whether an agent that has the others must have it. */
static gboolean
is_expected (const TarnMibObject *object)
{
  return (object->access == TARN_MIB_ACCESS_READ_ONLY
          || object->access == TARN_MIB_ACCESS_READ_WRITE
          || object->access == TARN_MIB_ACCESS_READ_CREATE)
         && (object->status == TARN_MIB_STATUS_CURRENT
             || object->status == TARN_MIB_STATUS_MANDATORY);
}

static guint64
get_count (TarnLint *self,
           guint32   object)
{
  const guint64 *count = g_hash_table_lookup (self->counts, GUINT_TO_POINTER (object));

  return count != NULL ? *count : 0;
}

/* Instances of the child of @parent that has most. */
static guint64
count_most (TarnLint *self,
            guint32   parent)
{
  guint64 most = 0;

  for (guint i = 0; i < tarn_mib_image_get_n_children (self->image, parent); i++)
    most = MAX (most, get_count (self, tarn_mib_image_get_child (self->image, parent, i)));

  return most;
}

/* The objects below a parent that have no instance: one finding, since a device without the
 * half of a table would fill the screen. */
typedef struct
{
  GString *names;
  TarnName first;
  guint64  n;
} Missing;

static void
missing_add (Missing             *self,
             TarnLint            *lint,
             const TarnMibObject *object)
{
  if (self->n++ == 0)
    tarn_mib_image_get_name (lint->image, object->id, &self->first);
  else
    g_string_append (self->names, ", ");
  g_string_append (self->names, object->name);
}

static void
missing_tell (Missing  *self,
              TarnLint *lint,
              guint32   parent,
              guint64   n_rows)
{
  g_autofree char *names = g_string_free (g_steal_pointer (&self->names), FALSE);

  if (self->n == 0)
    return;

  if (n_rows > 0)
    tarn_lint_tell (lint, TARN_LINT_MISSING, parent, tarn_name_span (&self->first), self->n,
                    "there is no instance of these, though the table has %" G_GUINT64_FORMAT
                    " rows: %s", n_rows, names);
  else
    tarn_lint_tell (lint, TARN_LINT_MISSING, parent, tarn_name_span (&self->first), self->n,
                    "there is no instance of these, though others of the group are there: %s",
                    names);
}

static void
tell_hole (TarnLint *self,
           guint32   column,
           guint64   n_rows,
           guint64   count)
{
  TarnName name;

  tarn_mib_image_get_name (self->image, column, &name);
  tarn_lint_tell (self, TARN_LINT_HOLE, column, tarn_name_span (&name), n_rows - count,
                  "%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " rows have an instance of it",
                  count, n_rows);
}

static void
check_table (TarnLint *self,
             guint32   row)
{
  guint64 n_rows = count_most (self, row);
  guint32 base = tarn_mib_image_get_base_row (self->image, row);
  guint64 n_base = base != TARN_MIB_NONE ? count_most (self, base) : 0;
  Missing missing = { .names = g_string_new (NULL) };

  for (guint i = 0; i < tarn_mib_image_get_n_children (self->image, row); i++)
    {
      guint32 column = tarn_mib_image_get_child (self->image, row, i);
      guint64 count = get_count (self, column);
      TarnMibObject object;

      if (!tarn_mib_image_get_object (self->image, column, &object)
          || object.kind != TARN_MIB_KIND_COLUMN || !is_expected (&object) || count == n_rows)
        continue;
      if (count == 0)
        missing_add (&missing, self, &object);
      else
        tell_hole (self, column, n_rows, count);
    }
  missing_tell (&missing, self, row, n_rows);

  /* A row has what augments it, and the other way round (P-IDX-15). */
  if (n_base > 0 && n_base != n_rows)
    {
      TarnName name;

      tarn_mib_image_get_name (self->image, row, &name);
      tarn_lint_tell (self, TARN_LINT_HOLE, row, tarn_name_span (&name), 1,
                      "it has %" G_GUINT64_FORMAT " rows, and the table that it augments %"
                      G_GUINT64_FORMAT, n_rows, n_base);
    }
}

static void
check_scalars (TarnLint *self,
               guint32   parent)
{
  Missing missing = { .names = g_string_new (NULL) };

  for (guint i = 0; i < tarn_mib_image_get_n_children (self->image, parent); i++)
    {
      guint32 scalar = tarn_mib_image_get_child (self->image, parent, i);
      TarnMibObject object;

      if (tarn_mib_image_get_object (self->image, scalar, &object)
          && object.kind == TARN_MIB_KIND_SCALAR && is_expected (&object)
          && get_count (self, scalar) == 0)
        missing_add (&missing, self, &object);
    }

  missing_tell (&missing, self, parent, 0);
}

void
tarn_lint_check_absent (TarnLint *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      guint32 object = GPOINTER_TO_UINT (key);
      guint32 parent = tarn_mib_image_get_parent (self->image, object);
      TarnMibObject described;

      if (parent == TARN_MIB_NONE || !g_hash_table_add (seen, GUINT_TO_POINTER (parent))
          || !tarn_mib_image_get_object (self->image, parent, &described))
        continue;

      if (described.kind == TARN_MIB_KIND_ROW)
        check_table (self, parent);
      else
        check_scalars (self, parent);
    }
}
