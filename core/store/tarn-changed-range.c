/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-changed-range.h"

G_DEFINE_BOXED_TYPE (TarnChangedRange, tarn_changed_range, tarn_changed_range_copy,
                     tarn_changed_range_free)

/**
 * tarn_changed_range_copy:
 * @self: a range
 *
 * Returns: (transfer full): a copy
 */
TarnChangedRange *
tarn_changed_range_copy (const TarnChangedRange *self)
{
  TarnChangedRange *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnChangedRange, 1);
  *copy = *self;
  if (copy->first != NULL)
    tarn_oid_ref (copy->first);
  if (copy->last != NULL)
    tarn_oid_ref (copy->last);
  return copy;
}

/**
 * tarn_changed_range_free:
 * @self: (transfer full): a range
 */
void
tarn_changed_range_free (TarnChangedRange *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->first, tarn_oid_unref);
  g_clear_pointer (&self->last, tarn_oid_unref);
  g_free (self);
}
