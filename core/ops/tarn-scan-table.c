/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Tables: a walk machine for each device that is at this, from a pool.
 */
#include "ops/tarn-scan-machine.h"

#include "ops/tarn-gap-private.h"

void
tarn_scan_table_free (TarnScanTable *self)
{
  tarn_walk_machine_clear (&self->walk);
  g_free (self);
}

static TarnScanTable *
table_take (TarnScanMachine *self)
{
  TarnScanTable *table;

  self->n_tables++;
  if (self->tables->len == 0)
    {
      table = g_new0 (TarnScanTable, 1);
    }
  else
    {
      table = g_ptr_array_steal_index_fast (self->tables, self->tables->len - 1);
      tarn_walk_machine_clear (&table->walk);
    }

  tarn_walk_machine_init (&table->walk);
  return table;
}

static void
add_roots (const TarnScanQuestion *question,
           TarnWalkMachine        *walk)
{
  for (guint i = 0; i < question->tables->len; i++)
    {
      TarnSpan root = tarn_oid_span (g_ptr_array_index (question->tables, i));
      TarnName end;

      tarn_name_set_end (&end, root);
      tarn_walk_machine_add (walk, root, root, tarn_name_span (&end), FALSE);
    }
}

void
tarn_scan_table_begin (TarnScanMachine *self,
                       TarnScanSlot    *slot,
                       gint64           now_us)
{
  const TarnScanCredential *credential =
    tarn_scan_question_get_credential (&self->question, slot->credential);

  if (slot->get != NULL)
    g_ptr_array_add (self->gets, g_steal_pointer (&slot->get));

  slot->phase = TARN_SCAN_WALKING;
  slot->table = table_take (self);
  slot->table->walk.max_rows = self->max_rows;
  slot->table->walk.share = TRUE;
  add_roots (&self->question, &slot->table->walk);
  tarn_walk_machine_begin (&slot->table->walk, credential->version, now_us);
  /* A GET has proved that it lives: silence is about the size of an answer (F-06). */
  slot->table->walk.answered = TRUE;
  tarn_scan_table_step (self, slot, now_us);
}

void
tarn_scan_table_step (TarnScanMachine *self,
                      TarnScanSlot    *slot,
                      gint64           now_us)
{
  TarnScanTable *table = slot->table;

  switch (tarn_walk_machine_next (&table->walk, now_us, &table->ask))
    {
    case TARN_WALK_ASK:
      tarn_scan_machine_ask (self, slot);
      return;

    case TARN_WALK_WAIT:
      slot->state = TARN_SCAN_RESTING;
      tarn_deadlines_set (&self->deadlines, tarn_scan_machine_index (self, slot),
                          table->walk.wake_us);
      return;

    case TARN_WALK_DONE:
      tarn_scan_machine_end (self, slot, TARN_SCAN_ANSWERED);
      return;

    default:
      g_assert_not_reached ();
    }
}

void
tarn_scan_table_feed (TarnScanMachine *self,
                      TarnScanSlot    *slot,
                      gint64           now_us)
{
  TarnScanTable *table = slot->table;
  guint n = tarn_walk_machine_feed (&table->walk, table->ask.slot, &self->message, now_us);

  for (guint i = 0; i < n; i++)
    tarn_scan_machine_tell_rows (self, slot, table->walk.stretches[i].rows,
                                 table->walk.stretches[i].n_rows);
  slot->anomalies |= table->walk.anomalies.seen;
  tarn_scan_table_step (self, slot, now_us);
}

void
tarn_scan_table_feed_none (TarnScanMachine *self,
                           TarnScanSlot    *slot,
                           gint64           now_us)
{
  TarnScanTable *table = slot->table;

  tarn_walk_machine_feed_none (&table->walk, table->ask.slot,
                               slot->refusal != 0 ? TARN_GAP_UNREACHABLE : TARN_GAP_NO_ANSWER,
                               now_us);
  tarn_scan_table_step (self, slot, now_us);
}

gboolean
tarn_scan_table_encode (TarnScanMachine *self,
                        TarnScanSlot    *slot,
                        TarnBerWriter   *writer)
{
  const TarnScanCredential *credential =
    tarn_scan_question_get_credential (&self->question, slot->credential);
  const TarnWalkAsk *ask = &slot->table->ask;
  TarnPdu pdu = { .type = ask->type, .request_id = slot->id };
  TarnRow rows[TARN_WALK_MAX_SHARED];

  if (ask->type == TARN_PDU_GET_BULK)
    pdu.max_repetitions = (gint32) ask->repetitions;
  for (guint i = 0; i < ask->n_names; i++)
    rows[i] = tarn_row_unspecified (ask->names[i]);
  return tarn_message_encode (writer, credential->version,
                              tarn_scan_credential_get_community (credential), &pdu, rows,
                              ask->n_names);
}

GPtrArray *
tarn_scan_table_dup_gaps (TarnScanMachine *self,
                          TarnScanSlot    *slot,
                          TarnGapReason    reason)
{
  g_autoptr(GPtrArray) gaps = tarn_gaps_new ();

  if (slot->table != NULL)
    {
      tarn_walk_machine_stop (&slot->table->walk, reason);
      tarn_gaps_append (gaps, slot->table->walk.gaps);
      return gaps->len > 0 ? g_steal_pointer (&gaps) : NULL;
    }

  for (guint i = 0; i < self->question.tables->len; i++)
    {
      TarnSpan root = tarn_oid_span (g_ptr_array_index (self->question.tables, i));
      TarnName end;

      tarn_name_set_end (&end, root);
      g_ptr_array_add (gaps, tarn_gap_new (root, tarn_name_span (&end), reason));
    }

  return gaps->len > 0 ? g_steal_pointer (&gaps) : NULL;
}
