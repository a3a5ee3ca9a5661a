/* tarn-faults-rows.c
 *
 * Which rows there are, and what follows what.  GetNext and GetBulk are answered anew,
 * step by step, from a next row that is not always the next one.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-faults-private.h"

#include "ops/tarn-responder-private.h"

#define MAX_BINDINGS 4096    /* P-BLK-07 */
#define MAX_SKIPPED  65536   /* missing rows on the way to the next one */

/* Octets around a VarBindList beside the community, at most. */
#define MAX_HEADERS 48

/* The same row of the same seed is always missing, or always in this answer. */
static guint32
toss (TarnSpan name,
      guint64  salt)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325) ^ salt;

  for (gsize i = 0; i < name.len; i++)
    hash = (hash ^ name.data[i]) * G_GUINT64_CONSTANT (0x100000001b3);

  /* Of names that differ in the last octet only the upper bits hardly do yet. */
  hash = (hash ^ hash >> 32) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return (guint32) ((hash ^ hash >> 32) % 1000000);
}

static gboolean
is_missing (TarnFaults *self,
            TarnSpan    name)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      const TarnFault *fault = self->faults->pdata[i];
      guint64 salt = (guint64) self->seed << 32;

      if (fault->kind == TARN_FAULT_CHURN)
        salt ^= self->n_requests;
      else if (fault->kind != TARN_FAULT_HOLES)
        continue;

      if (tarn_fault_is_about (fault, name) && toss (name, salt) < fault->a)
        return TRUE;
    }

  return FALSE;
}

static TarnFound
next_present (TarnFaults *self,
              TarnSpan    name,
              TarnRow    *row)
{
  TarnFound found = self->lookup->next (self->lookup->data, name, row);
  TarnName last;

  for (guint i = 0; found == TARN_FOUND && is_missing (self, row->name); i++)
    {
      if (i == MAX_SKIPPED)
        return TARN_FAILED;

      tarn_name_set (&last, row->name);
      found = self->lookup->next (self->lookup->data, tarn_name_span (&last), row);
    }

  return found;
}

/* Finds the N-th row of the subtree and the one behind it.  FALSE: there is none. */
static gboolean
locate (TarnFaults *self,
        TarnFault  *fault)
{
  TarnRow row;

  if (fault->of_request == self->n_requests)
    return fault->found;

  fault->of_request = self->n_requests;
  fault->found = FALSE;
  fault->behind.len = 0;
  tarn_name_set (&fault->at, tarn_name_span (&fault->scope));

  for (gint64 i = 0; i < fault->a; i++)
    {
      tarn_name_set (&fault->before, tarn_name_span (&fault->at));
      if (next_present (self, tarn_name_span (&fault->before), &row) != TARN_FOUND
          || !tarn_fault_is_about (fault, row.name))
        return FALSE;
      tarn_name_set (&fault->at, row.name);
    }

  if (next_present (self, tarn_name_span (&fault->at), &row) == TARN_FOUND
      && tarn_fault_is_about (fault, row.name))
    tarn_name_set (&fault->behind, row.name);

  fault->found = fault->kind != TARN_FAULT_SWAP || fault->behind.len > 0;
  return fault->found;
}

/* A row behind all that there are: the last arc of @name counts on (F-03). */
static gboolean
make_row (TarnFaults *self,
          TarnSpan    name,
          TarnRow    *row)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (name, arcs);
  TarnBerWriter writer;
  TarnName next;
  guint8 *octets;
  guint8 tlv[8];

  if (n_arcs == 0 || n_arcs >= TARN_NAME_MAX_ORIGINATE)
    return FALSE;
  if (arcs[n_arcs - 1] == G_MAXUINT32)
    arcs[n_arcs++] = 0;
  arcs[n_arcs - 1]++;
  if (!tarn_name_from_arcs (&next, arcs, n_arcs))
    return FALSE;

  tarn_ber_writer_init (&writer, tlv, sizeof tlv);
  tarn_ber_put_int32 (&writer, (gint32) (arcs[n_arcs - 1] & G_MAXINT32));
  octets = tarn_faults_reserve (self, next.len + sizeof tlv);
  if (octets == NULL)
    return FALSE;

  memcpy (octets, next.data, next.len);
  row->name = tarn_span (octets, next.len);
  memcpy (octets + next.len, tlv, sizeof tlv);
  tarn_row_set_tlv (row, tarn_span (octets + next.len + (writer.pos - tlv),
                                    tarn_ber_writer_span (&writer).len));
  return TRUE;
}

/* The name from which to go on instead of @name, because of @fault; NULL for @name
 * itself.  @next is what follows it, empty for nothing. */
static const TarnName *
detour (TarnFaults *self,
        TarnFault  *fault,
        TarnSpan    name,
        TarnSpan    next)
{
  gboolean inside = tarn_fault_is_about (fault, name);
  TarnSpan at;

  if (!(inside || tarn_fault_is_about (fault, next)) || !locate (self, fault))
    return NULL;

  at = tarn_name_span (&fault->at);
  switch ((int) fault->kind)
    {
    case TARN_FAULT_CYCLE:
      return inside && tarn_name_compare (name, at) >= 0 ? &fault->scope : NULL;

    case TARN_FAULT_REPEAT:
      return tarn_span_equal (name, at) ? &fault->before : NULL;

    default:   /* SWAP: before, behind, at, and what came behind both */
      if (tarn_span_equal (name, at))
        return &fault->behind;
      if (tarn_span_equal (name, tarn_name_span (&fault->behind)))
        return &fault->before;
      return tarn_span_equal (next, at) ? &fault->at : NULL;
    }
}

/* The row that is said to follow @name. */
static TarnFound
next_row (TarnFaults *self,
          TarnSpan    name,
          TarnRow    *row)
{
  TarnFound found = next_present (self, name, row);
  gboolean moved = FALSE;
  TarnName next = { 0 };

  if (found == TARN_FAILED)
    return found;
  if (found == TARN_FOUND)
    tarn_name_set (&next, row->name);

  for (guint i = 0; i < self->faults->len; i++)
    {
      TarnFault *fault = self->faults->pdata[i];
      const TarnName *from;

      if (fault->kind == TARN_FAULT_ENDLESS)
        {
          if (tarn_fault_is_about (fault, name) && name.len > fault->scope.len
              && !tarn_fault_is_about (fault, tarn_name_span (&next))
              && make_row (self, name, row))
            return TARN_FOUND;
        }
      else if (fault->kind >= TARN_FAULT_CYCLE && fault->kind < TARN_FAULT_ENDLESS)
        {
          from = detour (self, fault, name, tarn_name_span (&next));
          if (from != NULL)
            return next_present (self, tarn_name_span (from), row);
          moved = TRUE;
        }
    }

  /* To look for other rows has moved what @row points to. */
  return moved ? next_present (self, name, row) : found;
}

/* Adds a copy of @row to the answer.  FALSE: it is full. */
static gboolean
keep_row (TarnFaults    *self,
          const TarnRow *row,
          gsize         *room)
{
  gsize size = tarn_ber_row_size (row);
  TarnRow copy = *row;
  guint8 *octets;

  if (size > *room)
    return FALSE;

  octets = tarn_faults_reserve (self, row->name.len + row->tlv.len);
  if (octets == NULL)
    return FALSE;

  memcpy (octets, row->name.data, row->name.len);
  copy.name.data = octets;
  memcpy (octets + row->name.len, row->tlv.data, row->tlv.len);
  copy.tlv.data = octets + row->name.len;
  g_array_append_val (self->rows, copy);
  *room -= size;
  return TRUE;
}

/* What follows each name of a GetNext. */
static void
answer_next (TarnFaults *self,
             gsize       room)
{
  const TarnMessage *request = &self->request;

  for (guint i = 0; i < request->n_rows; i++)
    {
      TarnSpan name = request->rows[i].name;
      TarnRow row;
      TarnFound found = next_row (self, name, &row);

      if (found == TARN_FAILED || (found == TARN_ABSENT && request->version == TARN_VERSION_1))
        {
          tarn_faults_refuse (self, found == TARN_FAILED ? TARN_STATUS_GEN_ERR
                                                         : TARN_STATUS_NO_SUCH_NAME, (int) i + 1);
          return;
        }

      if (found == TARN_ABSENT)
        row = tarn_responder_exception (name, TARN_KIND_END_OF_MIB_VIEW);
      if (!keep_row (self, &row, &room))
        {
          tarn_faults_refuse (self, TARN_STATUS_TOO_BIG, 0);
          return;
        }
    }
}

/* One repetition of a GetBulk behind the names of @n rows from the @from-th on: of the
 * request, or of the answer.  FALSE: that was the last one. */
static gboolean
repeat_once (TarnFaults    *self,
             const TarnRow *rows,
             guint          from,
             guint          n,
             gsize         *room)
{
  gboolean ended = TRUE;

  for (guint i = 0; i < n; i++)
    {
      TarnSpan name = rows != NULL ? rows[i].name : tarn_faults_row (self, from + i)->name;
      TarnRow row;
      TarnFound found = next_row (self, name, &row);

      if (found == TARN_FAILED)
        return FALSE;
      if (found == TARN_ABSENT)
        row = tarn_responder_exception (name, TARN_KIND_END_OF_MIB_VIEW);
      if (!keep_row (self, &row, room))
        return FALSE;
      ended = ended && found == TARN_ABSENT;
    }

  return !ended;
}

/* P-BLK-01 … P-BLK-07; a row that fails ends it (P-BLK-06). */
static void
answer_bulk (TarnFaults *self,
             gsize       room)
{
  const TarnMessage *request = &self->request;
  guint n_single = (guint) CLAMP (request->pdu.non_repeaters, 0, (gint64) request->n_rows);
  guint n = request->n_rows - n_single;
  gint32 repetitions = request->pdu.max_repetitions;

  repeat_once (self, request->rows, 0, n_single, &room);
  if (n == 0 || repetitions <= 0 || self->rows->len < n_single
      || !repeat_once (self, request->rows + n_single, 0, n, &room))
    return;

  while (--repetitions > 0 && self->rows->len + n <= MAX_BINDINGS
         && repeat_once (self, NULL, self->rows->len - n, n, &room))
    ;
}

/* Rows that are missing are so for a Get, too. */
static void
answer_get (TarnFaults *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      TarnRow *row = &g_array_index (self->rows, TarnRow, i);

      if (tarn_row_is_exception (row) || !is_missing (self, row->name))
        continue;

      if (self->request.version == TARN_VERSION_1)
        {
          tarn_faults_refuse (self, TARN_STATUS_NO_SUCH_NAME, (int) i + 1);
          return;
        }
      *row = tarn_responder_exception (row->name, TARN_KIND_NO_SUCH_INSTANCE);
    }
}

static gboolean
is_about_rows (TarnFaults *self)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      TarnFaultKind kind = ((TarnFault *) self->faults->pdata[i])->kind;

      if (kind >= TARN_FAULT_HOLES && kind <= TARN_FAULT_ENDLESS)
        return TRUE;
    }

  return FALSE;
}

void
tarn_faults_change_rows (TarnFaults *self)
{
  gsize around = MAX_HEADERS + self->answer.community.len;
  gsize room = self->max_size > around ? self->max_size - around : 0;

  if (self->answer.pdu.error_status == TARN_STATUS_GEN_ERR || !is_about_rows (self))
    return;

  if (self->request.pdu.type == TARN_PDU_GET)
    {
      if (self->answer.pdu.error_status == TARN_STATUS_NO_ERROR)
        answer_get (self);
    }
  else if (self->request.pdu.type != TARN_PDU_SET)
    {
      g_array_set_size (self->rows, 0);
      self->answer.pdu.error_status = TARN_STATUS_NO_ERROR;
      self->answer.pdu.error_index = 0;
      if (self->request.pdu.type == TARN_PDU_GET_NEXT)
        answer_next (self, room);
      else
        answer_bulk (self, room);
    }
}
