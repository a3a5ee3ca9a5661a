/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-agent-place.h"

G_DEFINE_BOXED_TYPE (TarnAgentPlace, tarn_agent_place, tarn_agent_place_copy,
                     tarn_agent_place_free)

/**
 * tarn_agent_place_copy:
 * @self: a place
 *
 * Returns: (transfer full): a copy, which shares what does not change
 */
TarnAgentPlace *
tarn_agent_place_copy (const TarnAgentPlace *self)
{
  TarnAgentPlace *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->name = g_strdup (self->name);
  g_ptr_array_ref (copy->addresses);
  g_ptr_array_ref (copy->communities);
  return copy;
}

/**
 * tarn_agent_place_free:
 * @self: (transfer full) (nullable): a place
 */
void
tarn_agent_place_free (TarnAgentPlace *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_ptr_array_unref (self->addresses);
  g_ptr_array_unref (self->communities);
  g_free (self);
}
