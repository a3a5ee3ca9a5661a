/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-flaws.h"

void
tarn_flaws_init (TarnFlaws *self)
{
  self->sentences = g_ptr_array_new_with_free_func (g_free);
  self->n = 0;
}

void
tarn_flaws_clear (TarnFlaws *self)
{
  g_clear_pointer (&self->sentences, g_ptr_array_unref);
}

void
tarn_flaws_add (TarnFlaws *self,
                 const char *format,
                 ...)
{
  va_list args;

  if (self->n++ >= TARN_FLAWS_MAX)
    return;

  va_start (args, format);
  g_ptr_array_add (self->sentences, g_strdup_vprintf (format, args));
  va_end (args);
}
