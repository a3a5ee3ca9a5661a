/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is told, and about whom: between the machine, which knows positions, and people.
 */
#include "ops/tarn-scan-private.h"

#include <errno.h>

#include "base/tarn-error.h"

/* Makes the texts of the target at @position, asked at @endpoint (NULL: nowhere). */
static void
scan_name_target (TarnScan           *self,
                  guint64             position,
                  const TarnEndpoint *endpoint)
{
  TarnScanTarget where;

  if (self->told == position + 1)
    return;

  self->told = position + 1;
  tarn_scan_plan_get (self->plan, position, &self->target);
  g_string_truncate (self->target_text, 0);
  tarn_scan_target_append (&self->target, self->target_text);

  g_string_truncate (self->address_text, 0);
  if (endpoint == NULL)
    return;

  if (self->target.name == NULL)
    {
      g_string_append_len (self->address_text, self->target_text->str, self->target_text->len);
      return;
    }

  where = self->target;
  where.endpoint = *endpoint;
  where.name = NULL;
  tarn_scan_target_append (&where, self->address_text);
}

static GError *
describe_refusal (const char *target,
                  int         error)
{
  if (error == ECONNREFUSED)
    return g_error_new (TARN_ERROR, TARN_ERROR_UNREACHABLE,
                        "%s cannot be reached: no agent listens on this port", target);

  return g_error_new (TARN_ERROR, TARN_ERROR_UNREACHABLE, "%s cannot be reached: %s", target,
                      g_strerror (error));
}

/* Why a target is not ANSWERED, for a person; NULL if it is. */
static GError *
describe_end (const TarnScanEvent *event,
              const TarnScanSlot  *slot)
{
  const char *target = event->target;

  switch (event->outcome)
    {
    case TARN_SCAN_ANSWERED:
      return NULL;

    case TARN_SCAN_INCOMPLETE:
      if (slot->refusal != 0)
        return describe_refusal (target, slot->refusal);
      if (event->gaps != NULL && event->gaps->len > 0)
        {
          g_autofree char *gap = tarn_gap_to_string (g_ptr_array_index (event->gaps, 0));

          return g_error_new (TARN_ERROR, TARN_ERROR_FAILED, "%s is incomplete: %u gap%s, the "
                              "first %s", target, event->gaps->len,
                              event->gaps->len == 1 ? "" : "s", gap);
        }
      if (slot->status != TARN_STATUS_NO_ERROR)
        return g_error_new (TARN_ERROR, TARN_ERROR_REFUSED, "%s did not tell %u of the OIDs asked "
                            "for: %s", target, event->n_missing,
                            tarn_status_to_string (slot->status));
      return g_error_new (TARN_ERROR, TARN_ERROR_NO_ANSWER, "%s did not tell %u of the OIDs asked "
                          "for", target, event->n_missing);

    case TARN_SCAN_REFUSED:
    case TARN_SCAN_UNREACHABLE:
      return describe_refusal (target, slot->refusal);

    case TARN_SCAN_ERROR:
      if (slot->heard)
        return g_error_new (TARN_ERROR, TARN_ERROR_REFUSED, "%s answers with an error only: %s",
                            target, tarn_status_to_string (slot->status));
      return g_error_new (TARN_ERROR, TARN_ERROR_BAD_MESSAGE,
                          "%s answers, but not with SNMP that can be read", target);

    case TARN_SCAN_STOPPED:
      return g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                          "The scan was stopped before %s had told all", target);

    case TARN_SCAN_SILENT:
      if (slot->elsewhere)
        return g_error_new (TARN_ERROR, TARN_ERROR_NO_ANSWER, "%s did not answer, but an answer "
                            "came from another address: ask there", target);
      return g_error_new (TARN_ERROR, TARN_ERROR_NO_ANSWER,
                          "%s did not answer: wrong community, wrong address or port, or a "
                          "filter on the way", target);

    case TARN_SCAN_NONE:
    default:
      g_return_val_if_reached (NULL);
    }
}

/* For who cannot borrow. */
static void
scan_emit (TarnScan            *self,
           const TarnScanEvent *event)
{
  g_autoptr(GPtrArray) varbinds = NULL;

  if (event->kind == TARN_SCAN_EVENT_END)
    {
      g_signal_emit (self, tarn_scan_signals[TARN_SCAN_SIGNAL_ENDED], 0, event->target,
                     event->number, event->outcome, event->error);
      return;
    }

  if (!g_signal_has_handler_pending (self, tarn_scan_signals[TARN_SCAN_SIGNAL_VARBINDS], 0, TRUE))
    return;

  varbinds = g_ptr_array_new_full ((guint) event->n_rows, (GDestroyNotify) tarn_varbind_unref);
  for (gsize i = 0; i < event->n_rows; i++)
    g_ptr_array_add (varbinds, tarn_row_dup_varbind (&event->rows[i]));
  g_signal_emit (self, tarn_scan_signals[TARN_SCAN_SIGNAL_VARBINDS], 0, event->target,
                 event->number, varbinds);
}

static void
scan_deliver (TarnScan      *self,
              TarnScanEvent *event)
{
  event->target = self->target_text->str;
  event->address = self->address_text->str;
  event->number = self->target.number;

  if (event->kind == TARN_SCAN_EVENT_END && event->outcome != TARN_SCAN_STOPPED)
    tarn_scan_plan_set_done (self->plan, event->position);
  if (self->func != NULL)
    self->func (self, event, self->func_data);
  scan_emit (self, event);
}

void
tarn_scan_tell (TarnScanNote *note,
                gpointer      user_data)
{
  TarnScan *self = user_data;
  TarnScanEvent *event = &note->event;
  g_autoptr(GError) error = NULL;

  scan_name_target (self, event->position, &note->slot->endpoint);
  event->target = self->target_text->str;
  if (event->kind == TARN_SCAN_EVENT_END)
    event->error = error = describe_end (event, note->slot);

  scan_deliver (self, event);
}

void
tarn_scan_tell_nowhere (TarnScan     *self,
                        guint64       position,
                        const GError *error)
{
  TarnScanEvent event = {
    .kind = TARN_SCAN_EVENT_END,
    .position = position,
    .outcome = TARN_SCAN_ERROR,
    .credential = -1,
    .error = error,
  };

  self->machine.counts.n_begun++;
  self->machine.counts.n_ended++;
  scan_name_target (self, position, NULL);
  scan_deliver (self, &event);
}
