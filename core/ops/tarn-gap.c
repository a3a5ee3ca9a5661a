/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-gap.h"

G_DEFINE_BOXED_TYPE (TarnGap, tarn_gap, tarn_gap_copy, tarn_gap_free)

/**
 * tarn_gap_copy:
 * @self: a gap
 *
 * Returns: (transfer full): a copy
 */
TarnGap *
tarn_gap_copy (const TarnGap *self)
{
  TarnGap *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnGap, 1);
  *copy = *self;
  if (copy->after != NULL)
    tarn_oid_ref (copy->after);
  if (copy->before != NULL)
    tarn_oid_ref (copy->before);

  return copy;
}

/**
 * tarn_gap_free:
 * @self: (transfer full) (nullable): a gap
 */
void
tarn_gap_free (TarnGap *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->after, tarn_oid_unref);
  g_clear_pointer (&self->before, tarn_oid_unref);
  g_free (self);
}

/**
 * tarn_gap_reason_to_string:
 * @reason: a reason
 *
 * Returns: what happened, as a clause for a person: "the agent fell silent"
 */
const char *
tarn_gap_reason_to_string (TarnGapReason reason)
{
  switch (reason)
    {
    case TARN_GAP_NONE:
      return "nothing is missing";
    case TARN_GAP_NO_ANSWER:
      return "the agent fell silent";
    case TARN_GAP_UNREACHABLE:
      return "the network refused";
    case TARN_GAP_NOT_INCREASING:
      return "the agent's answers do not increase";
    case TARN_GAP_EMPTY_REPLY:
      return "the agent answers without a single varbind";
    case TARN_GAP_ERROR_STATUS:
      return "the agent answers with an error";
    case TARN_GAP_BAD_NAME:
      return "the agent answers with an OID that cannot be asked for";
    case TARN_GAP_LIMIT:
      return "the limit of the walk was reached";
    case TARN_GAP_CANCELLED:
      return "the walk was stopped";
    case TARN_GAP_DAMAGED:
      return "the capture was damaged here";
    default:
      return "unknown reason";
    }
}

/**
 * tarn_gap_to_string:
 * @self: a gap
 *
 * Returns: (transfer full): one line for a person, without a line end: where names
 *   are missing, and why
 */
char *
tarn_gap_to_string (const TarnGap *self)
{
  g_autofree char *after = NULL;
  g_autofree char *before = NULL;
  GString *text;

  g_return_val_if_fail (self != NULL, NULL);

  after = self->after != NULL ? tarn_oid_to_string (self->after) : NULL;
  before = self->before != NULL ? tarn_oid_to_string (self->before) : NULL;

  text = g_string_new (NULL);
  if (after != NULL)
    g_string_append_printf (text, "after %s", after);
  else
    g_string_append (text, "from the beginning");
  if (before != NULL)
    g_string_append_printf (text, " up to %s", before);
  else
    g_string_append (text, " to the end");

  g_string_append_printf (text, ": %s", tarn_gap_reason_to_string (self->reason));
  if (self->reason == TARN_GAP_ERROR_STATUS)
    g_string_append_printf (text, " (%s)", tarn_status_to_string (self->status));

  return g_string_free (text, FALSE);
}
