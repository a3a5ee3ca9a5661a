/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "base/tarn-varbind.h"

struct _TarnVarbind
{
  gatomicrefcount ref_count;
  TarnOid        *oid;
  TarnValue      *value;
};

G_DEFINE_BOXED_TYPE (TarnVarbind, tarn_varbind, tarn_varbind_ref, tarn_varbind_unref)

/**
 * tarn_varbind_new:
 * @oid: the name
 * @value: the value
 *
 * Returns: (transfer full): a varbind, which holds references to both
 */
TarnVarbind *
tarn_varbind_new (TarnOid   *oid,
                  TarnValue *value)
{
  TarnVarbind *self;

  g_return_val_if_fail (oid != NULL && value != NULL, NULL);

  self = g_new (TarnVarbind, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->oid = tarn_oid_ref (oid);
  self->value = tarn_value_ref (value);

  return self;
}

/**
 * tarn_varbind_ref:
 * @self: a varbind
 *
 * Returns: (transfer full): @self, with one more reference
 */
TarnVarbind *
tarn_varbind_ref (TarnVarbind *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * tarn_varbind_unref:
 * @self: (transfer full): a varbind
 *
 * Gives up a reference.
 */
void
tarn_varbind_unref (TarnVarbind *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->ref_count))
    {
      tarn_oid_unref (self->oid);
      tarn_value_unref (self->value);
      g_free (self);
    }
}

/**
 * tarn_varbind_get_oid:
 * @self: a varbind
 *
 * Returns: (transfer none): its name
 */
TarnOid *
tarn_varbind_get_oid (const TarnVarbind *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->oid;
}

/**
 * tarn_varbind_get_value:
 * @self: a varbind
 *
 * Returns: (transfer none): its value
 */
TarnValue *
tarn_varbind_get_value (const TarnVarbind *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->value;
}
