/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What people do to the list: edits come and go, each as a step that can be undone.
 */
#include "tarn-change-private.h"

static gboolean
values_are_equal (TarnValue *a,
                  TarnValue *b)
{
  return a == b || (a != NULL && b != NULL && tarn_value_equal (a, b));
}

/* Where the edit of @oid is among @items; their number: nowhere. */
static guint
find_in (GPtrArray *items,
         TarnOid   *oid)
{
  guint i;

  for (i = 0; i < items->len; i++)
    if (tarn_oid_equal (tarn_change_get_oid (items->pdata[i]), oid))
      break;

  return i;
}

/* An edit of an edit begins where that one did, unless that one is done: then what it was to
 * be is what stands there. */
static TarnChange *
put_in (GPtrArray *items,
        TarnOid   *oid,
        TarnValue *before,
        TarnValue *after)
{
  guint at = find_in (items, oid);
  TarnChange *change;

  if (at < items->len && tarn_change_get_state (items->pdata[at]) != TARN_CHANGE_DONE)
    before = tarn_change_get_before (items->pdata[at]);

  if (values_are_equal (before, after))
    {
      if (at < items->len)
        g_ptr_array_remove_index (items, at);
      return NULL;
    }

  change = tarn_change_new (oid, before, after);
  if (at == items->len)
    g_ptr_array_add (items, change);
  else
    {
      g_object_unref (items->pdata[at]);
      items->pdata[at] = change;
    }
  return change;
}

TarnChange *
tarn_change_list_add (TarnChangeList *self,
                      TarnOid        *oid,
                      TarnValue      *before,
                      TarnValue      *after)
{
  g_autoptr(GPtrArray) items = NULL;
  TarnChange *change;

  g_return_val_if_fail (TARN_IS_CHANGE_LIST (self), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  items = tarn_change_list_copy_items (tarn_change_list_peek_items (self));
  change = put_in (items, oid, before, after);
  if (change != NULL || items->len != tarn_change_list_peek_items (self)->len)
    tarn_change_list_do_step (self, items, NULL);
  return change;
}

void
tarn_change_list_add_many (TarnChangeList *self,
                           GPtrArray      *changes)
{
  g_autoptr(GPtrArray) items = NULL;

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));
  g_return_if_fail (changes != NULL);

  items = tarn_change_list_copy_items (tarn_change_list_peek_items (self));
  for (guint i = 0; i < changes->len; i++)
    {
      TarnChange *given = changes->pdata[i];
      TarnChange *put = put_in (items, tarn_change_get_oid (given),
                                tarn_change_get_before (given), tarn_change_get_after (given));

      if (put != NULL)
        tarn_change_set_rest (put, tarn_change_get_rest (given));
    }
  tarn_change_list_do_step (self, items, NULL);
}

/* The last that was done is the first to be taken back. */
void
tarn_change_list_add_reverse (TarnChangeList *self)
{
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) reverse = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));

  items = tarn_change_list_copy_items (tarn_change_list_peek_items (self));
  for (guint i = items->len; i-- > 0;)
    {
      TarnChange *change = items->pdata[i];

      if (tarn_change_get_state (change) != TARN_CHANGE_DONE
          || tarn_change_get_before (change) == NULL)
        continue;
      g_ptr_array_add (reverse, tarn_change_new (tarn_change_get_oid (change),
                                                 tarn_change_get_after (change),
                                                 tarn_change_get_before (change)));
      g_ptr_array_remove_index (items, i);
    }
  if (reverse->len == 0)
    return;

  g_ptr_array_extend_and_steal (items, g_steal_pointer (&reverse));
  tarn_change_list_do_step (self, items, NULL);
}

void
tarn_change_list_remove (TarnChangeList *self,
                         TarnChange     *change)
{
  g_autoptr(GPtrArray) items = NULL;

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));

  items = tarn_change_list_copy_items (tarn_change_list_peek_items (self));
  if (g_ptr_array_remove (items, change))
    tarn_change_list_do_step (self, items, NULL);
}

void
tarn_change_list_clear (TarnChangeList *self)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));

  if (tarn_change_list_peek_items (self)->len > 0)
    tarn_change_list_do_step (self, none, NULL);
}

void
tarn_change_list_clear_done (TarnChangeList *self)
{
  g_autoptr(GPtrArray) items = NULL;

  g_return_if_fail (TARN_IS_CHANGE_LIST (self));

  items = tarn_change_list_copy_items (tarn_change_list_peek_items (self));
  for (guint i = items->len; i-- > 0;)
    if (tarn_change_get_state (items->pdata[i]) == TARN_CHANGE_DONE)
      g_ptr_array_remove_index (items, i);
  if (items->len < tarn_change_list_peek_items (self)->len)
    tarn_change_list_do_step (self, items, NULL);
}

TarnChange *
tarn_change_list_find (TarnChangeList *self,
                       TarnOid        *oid)
{
  GPtrArray *items;
  guint at;

  g_return_val_if_fail (TARN_IS_CHANGE_LIST (self), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  items = tarn_change_list_peek_items (self);
  at = find_in (items, oid);
  return at < items->len ? items->pdata[at] : NULL;
}
