/* tarn-faults.c
 *
 * Which requests are worked on, and what becomes of an answer on its way: the other
 * files say what is in it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-faults-private.h"

#define MILLION    1000000
#define REORDER_US (500 * 1000)            /* without a next answer                */
#define KEPT_US    (30 * G_USEC_PER_SEC)   /* what slow-start has fetched is fresh */

TarnFaults *
tarn_faults_new (void)
{
  TarnFaults *self = g_new0 (TarnFaults, 1);

  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_fault_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (TarnRow));
  self->max_size = TARN_RESPONSE_SIZE_DEFAULT;
  tarn_message_init (&self->request);
  tarn_message_init (&self->answer);
  self->seed = 1;

  return self;
}

void
tarn_faults_free (TarnFaults *self)
{
  g_ptr_array_unref (self->faults);
  g_array_unref (self->rows);
  g_clear_pointer (&self->random, g_rand_free);
  tarn_message_clear (&self->request);
  tarn_message_clear (&self->answer);
  g_free (self->arena);
  g_free (self->buffer);
  g_free (self);
}

void
tarn_faults_set_seed (TarnFaults *self,
                      guint32     seed)
{
  self->seed = seed;
  if (self->random != NULL)
    g_rand_set_seed (self->random, seed);
}

void
tarn_faults_set_max_size (TarnFaults *self,
                          gsize       max_size)
{
  self->max_size = max_size;
}

gboolean
tarn_faults_add (TarnFaults  *self,
                 const char  *spec,
                 GError     **error)
{
  TarnFault *fault = tarn_fault_new (spec, error);
  guint at = self->faults->len;

  if (fault == NULL)
    return FALSE;

  if (self->random == NULL)
    self->random = g_rand_new_with_seed (self->seed);
  while (at > 0 && ((TarnFault *) self->faults->pdata[at - 1])->kind > fault->kind)
    at--;
  g_ptr_array_insert (self->faults, (int) at, fault);
  return TRUE;
}

gboolean
tarn_faults_is_empty (TarnFaults *self)
{
  return self->faults->len == 0;
}

guint8 *
tarn_faults_reserve (TarnFaults *self,
                     gsize       len)
{
  guint8 *octets = self->arena + self->arena_used;

  if (len > TARN_FAULTS_ARENA - self->arena_used)
    return NULL;

  self->arena_used += len;
  return octets;
}

gboolean
tarn_faults_concerns (TarnFaults      *self,
                      const TarnFault *fault)
{
  if (fault->scope.len == 0)
    return TRUE;

  for (guint i = 0; i < self->request.n_rows; i++)
    if (tarn_fault_is_about (fault, self->request.rows[i].name))
      return TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    if (tarn_fault_is_about (fault, tarn_faults_row (self, i)->name))
      return TRUE;

  return FALSE;
}

void
tarn_faults_refuse (TarnFaults *self,
                    int         status,
                    int         index)
{
  self->answer.pdu.error_status = status;
  self->answer.pdu.error_index = index;
  g_array_set_size (self->rows, 0);
  g_array_append_vals (self->rows, self->request.rows, self->request.n_rows);
}

static gboolean
happens (TarnFaults      *self,
         const TarnFault *fault)
{
  return g_rand_int_range (self->random, 0, MILLION) < fault->a;
}

/* The bucket holds a tenth of a second's worth, but one at least. */
static gboolean
has_token (TarnFault *fault,
           gint64     now_us)
{
  gint64 full = MAX (MILLION, fault->a * MILLION / 10);
  gint64 passed_us = CLAMP (now_us - fault->seen_us, 0, G_USEC_PER_SEC);

  fault->tokens = fault->seen_us == 0 ? full : MIN (full, fault->tokens + passed_us * fault->a);
  fault->seen_us = now_us;
  return fault->tokens >= MILLION;
}

/* A hung agent does not wake up because it is asked in the same way again. */
static gboolean
is_hung (TarnFaults *self,
         TarnFault  *fault,
         TarnSpan    request,
         gint64      now_us)
{
  if (now_us < fault->until_us)
    return TRUE;

  if (!tarn_message_decode (&self->request, request, TARN_PROFILE_AGENT)
      || self->request.pdu.type != TARN_PDU_GET_BULK
      || self->request.pdu.max_repetitions > 0)
    return FALSE;

  fault->until_us = now_us + fault->a;
  return TRUE;
}

gboolean
tarn_faults_admit (TarnFaults *self,
                   TarnSpan    request,
                   gint64      now_us)
{
  for (guint i = 0; i < self->faults->len; i++)
    {
      TarnFault *fault = self->faults->pdata[i];

      if ((fault->kind == TARN_FAULT_RATE && !has_token (fault, now_us))
          || (fault->kind == TARN_FAULT_IN_FLIGHT && self->n_in_flight >= fault->a)
          || (fault->kind == TARN_FAULT_HANG && is_hung (self, fault, request, now_us)))
        return FALSE;
    }

  return TRUE;
}

static void
count_request (TarnFaults *self)
{
  self->n_requests++;
  for (guint i = 0; i < self->faults->len; i++)
    {
      TarnFault *fault = self->faults->pdata[i];

      if (fault->kind == TARN_FAULT_RATE)
        fault->tokens -= MILLION;
    }
}

/* Until what is asked for has been fetched, from when it was first asked for. */
static gint64
fetched_us (TarnFaults *self,
            TarnFault  *fault)
{
  gboolean fresh = fault->seen_us != 0
                   && self->now_us < MAX (fault->until_us, fault->seen_us) + KEPT_US;

  if (!fresh)
    fault->until_us = self->now_us + fault->a;
  fault->seen_us = self->now_us;
  return fault->until_us;
}

/* How many varbinds stand behind the end of a subtree in which the request began. */
static guint
count_overshoot (TarnFaults      *self,
                 const TarnFault *fault)
{
  const TarnMessage *request = &self->request;
  guint n = 0;

  if (request->pdu.type != TARN_PDU_GET_NEXT && request->pdu.type != TARN_PDU_GET_BULK)
    return 0;

  for (guint i = 0; i < request->n_rows; i++)
    if (tarn_fault_is_about (fault, request->rows[i].name))
      {
        for (guint k = 0; k < self->rows->len; k++)
          if (!tarn_fault_is_about (fault, tarn_faults_row (self, k)->name))
            n++;
        break;
      }

  return n;
}

/* When the answer leaves.  The time for work begins when the last piece of it is done;
 * all else is waited for by each answer on its own. */
static gint64
choose_due_us (TarnFaults *self)
{
  gint64 due_us = self->now_us;

  for (guint i = 0; i < self->faults->len; i++)
    {
      TarnFault *fault = self->faults->pdata[i];

      if (!tarn_faults_concerns (self, fault))
        continue;

      switch ((int) fault->kind)
        {
        case TARN_FAULT_WORK:
          fault->until_us = MAX (fault->until_us, due_us) + fault->a + fault->b * self->rows->len;
          due_us = fault->until_us;
          break;

        case TARN_FAULT_SLOW_START:
          due_us = MAX (due_us, fetched_us (self, fault));
          break;

        case TARN_FAULT_OVERSHOOT:
          due_us += fault->a * count_overshoot (self, fault);
          break;

        case TARN_FAULT_DELAY:
          due_us += fault->a + (gint64) (g_rand_double (self->random)
                                         * (double) (fault->b - fault->a));
          break;

        default:
          break;
        }
    }

  return due_us;
}

/* What is sent, as far as its content decides.  Empty: nothing. */
static TarnSpan
choose_octets (TarnFaults *self,
               TarnSpan    request)
{
  TarnSpan octets;

  if (!tarn_faults_change_answer (self))
    return tarn_span (NULL, 0);

  octets = tarn_faults_encode (self);
  for (guint i = 0; i < self->faults->len && octets.len > 0; i++)
    {
      const TarnFault *fault = self->faults->pdata[i];
      gsize n;

      if (!tarn_faults_concerns (self, fault))
        continue;

      switch ((int) fault->kind)
        {
        case TARN_FAULT_ECHO:
          octets = tarn_span (request.data, MIN (request.len, TARN_FAULTS_MAX_DATAGRAM));
          break;

        case TARN_FAULT_JUNK:
          n = MIN ((gsize) fault->a, TARN_FAULTS_MAX_DATAGRAM - octets.len);
          memmove (self->buffer, octets.data, octets.len);
          for (gsize at = 0; at < n; at++)
            self->buffer[octets.len + at] = (guint8) g_rand_int (self->random);
          octets = tarn_span (self->buffer, octets.len + n);
          break;

        case TARN_FAULT_TRUNCATE:
          octets.len = MIN (octets.len, (gsize) fault->a);
          break;

        default:
          break;
        }
    }

  return octets;
}

/* As an agent does that has several addresses, or a socket for answers. */
static void
choose_source (TarnFaults      *self,
               TarnFaultsEntry *entry)
{
  TarnDatagram *datagram = &entry->datagram;

  for (guint i = 0; i < self->faults->len; i++)
    {
      const TarnFault *fault = self->faults->pdata[i];

      if (fault->kind != TARN_FAULT_SOURCE || !tarn_faults_concerns (self, fault))
        continue;

      if (fault->source.sa.sa_family == AF_UNSPEC)
        entry->way = TARN_FAULTS_OTHER_PORT;
      else if (fault->source.sa.sa_family == datagram->peer.sa.sa_family)
        {
          datagram->local = fault->source;
          datagram->interface = 0;
        }
    }
}

/* Sends @octets, or not, or more than once. */
static void
dispatch (TarnFaults         *self,
          TarnFaultsQueue    *queue,
          const TarnDatagram *request,
          TarnSpan            octets)
{
  TarnFaultsEntry entry = {
    .faults = self,
    .due_us = choose_due_us (self),
    .datagram = *request,
  };
  gint64 n_copies = 1;
  gint64 drop = 0;

  choose_source (self, &entry);
  entry.datagram.octets = octets;

  for (guint i = 0; i < self->faults->len; i++)
    {
      const TarnFault *fault = self->faults->pdata[i];

      if (fault->kind < TARN_FAULT_REORDER || !tarn_faults_concerns (self, fault))
        continue;

      if (fault->kind == TARN_FAULT_REORDER && happens (self, fault))
        entry.waits = TRUE;
      else if (fault->kind == TARN_FAULT_DUPLICATE)
        n_copies = MIN (n_copies * fault->a, TARN_FAULTS_MAX_QUEUED);
      else if (fault->kind == TARN_FAULT_DROP)
        drop += (MILLION - drop) * fault->a / MILLION;
    }

  if (entry.waits)
    entry.due_us += REORDER_US;
  for (entry.is_answer = TRUE; n_copies > 0; n_copies--, entry.is_answer = FALSE)
    if (drop == 0 || g_rand_int_range (self->random, 0, MILLION) >= drop)
      tarn_faults_queue_put (queue, &entry);
}

void
tarn_faults_feed (TarnFaults             *self,
                  TarnFaultsQueue        *queue,
                  const TarnDatagram     *request,
                  TarnSpan                answer,
                  gint64                  now_us,
                  const TarnFaultsLookup *lookup)
{
  TarnSpan octets;

  count_request (self);
  if (answer.len == 0)
    return;

  /* Of no use to an agent without a fault. */
  if (self->buffer == NULL)
    {
      self->arena = g_malloc (TARN_FAULTS_ARENA);
      self->buffer = g_malloc (TARN_FAULTS_MAX_DATAGRAM + 1);   /* overrun points behind it */
    }

  self->now_us = now_us;
  self->lookup = lookup;
  self->arena_used = 0;
  g_array_set_size (self->rows, 0);

  /* What cannot be taken apart goes as it is. */
  if (!tarn_message_decode (&self->request, request->octets, TARN_PROFILE_AGENT)
      || !tarn_message_decode (&self->answer, answer, TARN_PROFILE_LENIENT))
    {
      dispatch (self, queue, request, answer);
      return;
    }

  g_array_append_vals (self->rows, self->answer.rows, self->answer.n_rows);
  tarn_faults_change_rows (self);
  octets = choose_octets (self, request->octets);
  if (octets.len > 0)
    dispatch (self, queue, request, octets);
}
