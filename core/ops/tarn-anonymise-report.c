/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-anonymise-private.h"

G_DEFINE_BOXED_TYPE (TarnAnonymiseReport, tarn_anonymise_report,
                     tarn_anonymise_report_copy, tarn_anonymise_report_free)

TarnAnonymiseReport *
tarn_anonymise_report_new (void)
{
  TarnAnonymiseReport *self = g_new0 (TarnAnonymiseReport, 1);

  self->kinds = g_ptr_array_new_with_free_func (g_free);
  self->objects = g_ptr_array_new_with_free_func (g_free);
  self->left = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static GPtrArray *
copy_texts (GPtrArray *texts)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < texts->len; i++)
    g_ptr_array_add (copy, g_strdup (texts->pdata[i]));

  return copy;
}

/**
 * tarn_anonymise_report_copy:
 * @self: a report
 *
 * Returns: (transfer full): a copy of @self
 */
TarnAnonymiseReport *
tarn_anonymise_report_copy (const TarnAnonymiseReport *self)
{
  TarnAnonymiseReport *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->kinds = copy_texts (self->kinds);
  copy->objects = copy_texts (self->objects);
  copy->left = copy_texts (self->left);

  return copy;
}

/**
 * tarn_anonymise_report_free:
 * @self: (transfer full): a report
 */
void
tarn_anonymise_report_free (TarnAnonymiseReport *self)
{
  g_return_if_fail (self != NULL);

  g_ptr_array_unref (self->kinds);
  g_ptr_array_unref (self->objects);
  g_ptr_array_unref (self->left);
  g_free (self);
}
