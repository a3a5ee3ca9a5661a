/* tarn-faults-answer.c
 *
 * What an answer says of its request, and which of its varbinds it holds.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-faults-private.h"

static const guint8 sys_up_time[] = { 0x2b, 0x06, 0x01, 0x02, 0x01, 0x01, 0x03, 0x00 };

/* The varbind of the request, counted from 1, that the @i-th of the answer is for
 * (P-BLK-01). */
static int
request_index (TarnFaults *self,
               guint       i)
{
  const TarnMessage *request = &self->request;
  guint n_single;

  if (request->pdu.type != TARN_PDU_GET_BULK)
    return (int) i + 1;

  n_single = (guint) CLAMP (request->pdu.non_repeaters, 0, (gint64) request->n_rows);
  return (int) (i < n_single ? i : n_single + (i - n_single) % (request->n_rows - n_single)) + 1;
}

static void
answer_gen_err (TarnFaults      *self,
                const TarnFault *fault)
{
  if (self->answer.pdu.error_status != TARN_STATUS_NO_ERROR)
    return;

  for (guint i = 0; i < self->rows->len; i++)
    if (tarn_fault_is_about (fault, tarn_faults_row (self, i)->name))
      {
        tarn_faults_refuse (self, TARN_STATUS_GEN_ERR, request_index (self, i));
        return;
      }
}

/* P-SIZ-06: of a request of v1 the varbinds come back, else none. */
static void
answer_too_big (TarnFaults      *self,
                const TarnFault *fault)
{
  if (self->rows->len <= fault->a || self->answer.pdu.error_status != TARN_STATUS_NO_ERROR)
    return;

  tarn_faults_refuse (self, TARN_STATUS_TOO_BIG, 0);
  if (self->request.version != TARN_VERSION_1)
    g_array_set_size (self->rows, 0);
}

/* From the @a-th request on the time counts from when that came. */
static void
reset_uptime (TarnFaults *self,
              TarnFault  *fault)
{
  guint8 *octets = NULL;
  TarnBerWriter writer;

  if (self->n_requests < (guint64) fault->a)
    return;
  if (fault->seen_us == 0)
    fault->seen_us = self->now_us;

  for (guint i = 0; i < self->rows->len; i++)
    {
      TarnRow *row = &g_array_index (self->rows, TarnRow, i);

      if (row->tag != TARN_KIND_TIME_TICKS
          || !tarn_span_equal (row->name, tarn_span (sys_up_time, sizeof sys_up_time)))
        continue;

      octets = octets != NULL ? octets : tarn_faults_reserve (self, 8);
      if (octets == NULL)
        return;
      /* Not 0, which is no reboot (P-WLK-10). */
      tarn_ber_writer_init (&writer, octets, 8);
      tarn_ber_put_unsigned (&writer, TARN_KIND_TIME_TICKS,
                             (guint32) ((self->now_us - fault->seen_us) / 10000 + 1));
      tarn_row_set_tlv (row, tarn_ber_writer_span (&writer));
    }
}

static void
put_extra (TarnFaults      *self,
           const TarnFault *fault)
{
  TarnRow last;

  if (self->rows->len == 0)
    return;

  last = *tarn_faults_row (self, self->rows->len - 1);
  for (gint64 i = 0; i < fault->a; i++)
    g_array_append_val (self->rows, last);
}

static void
rename_rows (TarnFaults      *self,
             const TarnFault *fault)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      TarnRow *row = &g_array_index (self->rows, TarnRow, i);
      guint8 *octets;

      if (!tarn_fault_is_about (fault, row->name)
          || (octets = tarn_faults_reserve (self, row->name.len + 1)) == NULL)
        continue;

      memcpy (octets, row->name.data, row->name.len);
      octets[row->name.len] = 0;
      row->name = tarn_span (octets, row->name.len + 1);
    }
}

gboolean
tarn_faults_change_answer (TarnFaults *self)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      TarnFault *fault = self->faults->pdata[i];

      if (!tarn_faults_concerns (self, fault))
        continue;

      switch ((int) fault->kind)
        {
        case TARN_FAULT_GEN_ERR:
          answer_gen_err (self, fault);
          break;

        case TARN_FAULT_TOO_BIG:
          answer_too_big (self, fault);
          break;

        case TARN_FAULT_SILENT:
          if (self->rows->len > fault->a)
            return FALSE;
          break;

        case TARN_FAULT_ERROR_INDEX:
          if (self->answer.pdu.error_status != TARN_STATUS_NO_ERROR)
            self->answer.pdu.error_index = (gint32) fault->a;
          break;

        case TARN_FAULT_UPTIME_RESET:
          reset_uptime (self, fault);
          break;

        case TARN_FAULT_FEWER:
          if (self->rows->len > 1)
            g_array_set_size (self->rows, (guint) MAX (1, self->rows->len - fault->a));
          break;

        case TARN_FAULT_EXTRA:
          put_extra (self, fault);
          break;

        case TARN_FAULT_EMPTY:
          g_array_set_size (self->rows, 0);
          break;

        case TARN_FAULT_RENAMED:
          rename_rows (self, fault);
          break;

        default:
          break;
        }
    }

  return TRUE;
}
