/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-walk-world.h"

#include "tarn-test.h"

#include "ops/tarn-gap-private.h"

/* How long a session waits for an agent that says nothing. */
#define PATIENCE_US (15 * (gint64) G_USEC_PER_SEC)

/* A request on its way, with what it asks; by the time its answer comes. */
typedef struct
{
  gint64      at_us;
  gboolean    is_silent;
  TarnWalkAsk ask;
  TarnName   *names;       /* owned */
} Flight;

WalkWorld *
walk_world_new (guint32 seed)
{
  WalkWorld *self = g_new0 (WalkWorld, 1);

  self->octets = g_byte_array_new ();
  self->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  self->queue = g_array_new (FALSE, FALSE, sizeof (Flight));
  self->rows = g_array_new (FALSE, FALSE, sizeof (TarnRow));
  self->seen = g_array_new (FALSE, TRUE, sizeof (guint8));
  self->shown = g_array_new (FALSE, TRUE, sizeof (guint8));
  self->covered = tarn_gaps_new ();
  self->rand = g_rand_new_with_seed (seed);
  self->now_us = G_USEC_PER_SEC;
  self->window = 1;
  self->rtt_us = 1000;
  tarn_walk_machine_init (&self->machine);
  self->machine.split = TRUE;

  return self;
}

void
walk_world_free (WalkWorld *self)
{
  g_byte_array_unref (self->octets);
  g_array_unref (self->ends);
  g_array_unref (self->queue);
  g_array_unref (self->rows);
  g_free (self->silent_at);
  g_free (self->dear_table);
  g_free (self->never_first);
  g_array_unref (self->seen);
  g_array_unref (self->shown);
  g_ptr_array_unref (self->covered);
  g_rand_free (self->rand);
  tarn_walk_machine_clear (&self->machine);
  g_free (self);
}

TarnSpan
walk_world_name (WalkWorld *self,
                 guint      index)
{
  guint begin = index > 0 ? g_array_index (self->ends, guint, index - 1) : 0;

  return tarn_span (self->octets->data + begin, g_array_index (self->ends, guint, index) - begin);
}

void
walk_world_add (WalkWorld  *self,
                const char *name)
{
  TarnName parsed;
  guint end;

  g_assert_true (tarn_name_parse (&parsed, name, strlen (name)));
  if (self->ends->len > 0)
    g_assert_cmpint (tarn_name_compare (walk_world_name (self, self->ends->len - 1),
                                        tarn_name_span (&parsed)), <, 0);
  g_byte_array_append (self->octets, parsed.data, parsed.len);
  end = self->octets->len;
  g_array_append_val (self->ends, end);
}

void
walk_world_add_table (WalkWorld  *self,
                      const char *entry,
                      guint       first,
                      guint       last,
                      guint       n_rows,
                      guint       stride)
{
  for (guint column = first; column <= last; column++)
    for (guint row = 1; row <= n_rows; row++)
      {
        char name[TARN_NAME_MAX_TEXT];

        g_snprintf (name, sizeof name, "%s.%u.%u", entry, column, row * stride);
        walk_world_add (self, name);
      }
}

guint
walk_world_find (WalkWorld *self,
                 TarnSpan   name)
{
  guint low = 0;
  guint high = self->ends->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (tarn_name_compare (walk_world_name (self, middle), name) <= 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* --- keys ------------------------------------------------------------------------------- */

static guint
keys_nth (gpointer   data,
          TarnSpan   after,
          TarnSpan   before,
          guint      n,
          gsize      max_octets,
          TarnName  *name,
          gboolean  *last)
{
  WalkWorld *self = data;
  guint first = walk_world_find (self, after);
  guint end = self->ends->len;

  if (before.len > 0)
    for (end = walk_world_find (self, before);
         end > first && tarn_name_compare (walk_world_name (self, end - 1), before) >= 0; end--)
      ;
  *last = n >= end - first;
  n = MIN (n, end - first);
  if (n > 0)
    tarn_name_set (name, walk_world_name (self, first + n - 1));

  return n;
}

void
walk_world_set_keys (WalkWorld *self,
                     WalkWorld *known)
{
  self->machine.keys = (TarnWalkKeys) { .nth = keys_nth, .data = known };
}

void
walk_world_silence (WalkWorld  *self,
                    const char *name)
{
  g_free (self->silent_at);
  self->silent_at = g_strdup (name);
}

/* --- the agent -------------------------------------------------------------------------- */

static const guint8 seven[] = { TARN_KIND_INTEGER, 1, 7 };
static const guint8 end_of_mib_view[] = { TARN_KIND_END_OF_MIB_VIEW, 0 };

static void
add_row (GArray   *rows,
         TarnSpan  name,
         gboolean  end)
{
  TarnRow row = { .name = name };

  tarn_row_set_tlv (&row, end ? tarn_span (end_of_mib_view, 2) : tarn_span (seven, 3));
  g_array_append_val (rows, row);
}

/* sysUpTime.0, in the room of @octets. */
static void
answer_uptime (WalkWorld *self,
               TarnSpan   name,
               guint8    *octets)
{
  gint64 since_us = self->reboot_us > 0 && self->now_us >= self->reboot_us ? self->reboot_us
                                                                           : self->booted_us;
  guint32 uptime = (guint32) ((self->now_us - since_us) / 10000 + 1);
  TarnRow row = { .name = name };

  octets[0] = TARN_KIND_TIME_TICKS;
  octets[1] = 4;
  for (guint i = 0; i < 4; i++)
    octets[2 + i] = (guint8) (uptime >> (24 - 8 * i));
  tarn_row_set_tlv (&row, tarn_span (octets, 6));
  g_array_append_val (self->rows, row);
}

static gboolean
is_never_first (WalkWorld *self,
                guint      at)
{
  g_autoptr(TarnOid) name = NULL;

  if (self->never_first == NULL || at == self->ends->len)
    return FALSE;

  name = tarn_test_oid (self->never_first);
  return tarn_span_equal (walk_world_name (self, at), tarn_oid_span (name));
}

static void
answer (WalkWorld    *self,
        const Flight *flight,
        guint8       *octets)
{
  GArray *rows = self->rows;
  guint n_names = flight->ask.n_names;
  guint rounds = flight->ask.type == TARN_PDU_GET_BULK ? flight->ask.repetitions : 1;
  TarnSpan names[TARN_WALK_MAX_SHARED];
  guint most = self->truncate > 0 ? self->truncate : G_MAXUINT;

  g_array_set_size (rows, 0);
  if (flight->ask.type == TARN_PDU_GET && self->booted_us != 0)
    {
      answer_uptime (self, tarn_name_span (&flight->names[0]), octets);
      return;
    }
  if (self->random_truncate)
    most = (guint) g_rand_int_range (self->rand, 1, 80);
  for (guint i = 0; i < n_names; i++)
    names[i] = tarn_name_span (&flight->names[i]);

  for (guint round = 0; round < rounds; round++)
    for (guint i = 0; i < n_names && rows->len < most; i++)
      {
        guint at = walk_world_find (self, names[i]);

        if (round == 0 && is_never_first (self, at))
          at++;
        if (at < self->ends->len && self->lie != NULL)
          at = self->lie (self, at);
        if (at == self->ends->len && self->wraps)
          at = 0;
        if (flight->ask.type == TARN_PDU_GET || at == self->ends->len)
          {
            add_row (rows, names[i], TRUE);
            continue;
          }
        names[i] = walk_world_name (self, at);
        g_array_index (self->shown, guint8, at) = TRUE;
        add_row (rows, names[i], FALSE);
      }
}

/* --- driving ---------------------------------------------------------------------------- */

static gboolean
is_silent (WalkWorld    *self,
           const Flight *flight)
{
  TarnName name;

  if (self->now_us >= self->dead_from_us && self->now_us < self->dead_until_us)
    return TRUE;
  if (self->silent_above > 0 && self->queue->len >= self->silent_above)
    return TRUE;
  if (self->silent_at == NULL || flight->ask.type == TARN_PDU_GET)
    return FALSE;

  /* A GETBULK comes to that name as well. */
  g_assert_true (tarn_name_parse (&name, self->silent_at, strlen (self->silent_at)));
  for (guint i = 0; i < flight->ask.n_names; i++)
    {
      guint first = walk_world_find (self, tarn_name_span (&flight->names[i]));
      guint bad = walk_world_find (self, tarn_name_span (&name));
      guint n = flight->ask.type == TARN_PDU_GET_BULK ? flight->ask.repetitions : 1;

      if (first <= bad && bad < first + n)
        return TRUE;
    }

  return FALSE;
}

/* What the device computes for the varbinds of its answer. */
static gint64
cost_of_rows (WalkWorld         *self,
              const TarnWalkAsk *ask)
{
  guint n = MAX (ask->repetitions, 1);
  gint64 cost_us = self->gap_row_us * n;
  g_autoptr(TarnOid) table = NULL;

  if (self->dear_table == NULL || ask->type == TARN_PDU_GET)
    return cost_us;

  table = tarn_test_oid (self->dear_table);
  for (guint i = 0; i < ask->n_names; i++)
    {
      guint first = walk_world_find (self, ask->names[i]);

      for (guint at = first; at < MIN (first + n, self->ends->len); at++)
        if (tarn_name_has_prefix (walk_world_name (self, at), tarn_oid_span (table)))
          cost_us += self->dear_row_us;
    }

  return cost_us;
}

static void
depart (WalkWorld         *self,
        const TarnWalkAsk *ask)
{
  Flight flight = { .ask = *ask, .names = g_new (TarnName, ask->n_names) };
  gint64 way_us = self->rtt_us;
  gint64 work_us;

  for (guint i = 0; i < ask->n_names; i++)
    tarn_name_set (&flight.names[i], ask->names[i]);
  if (self->jitter_us > 0)
    way_us += g_rand_int_range (self->rand, 0, (gint32) self->jitter_us);

  /* A lost exchange costs one and a half round trips. */
  while (self->loss > 0 && g_rand_int_range (self->rand, 0, 1000) < (gint32) self->loss)
    way_us += self->rtt_us * 3 / 2;

  work_us = self->gap_us + cost_of_rows (self, ask);
  self->free_us = MAX (self->free_us, self->now_us) + work_us;
  self->longest_us = MAX (self->longest_us, work_us);
  self->n_long += work_us > 200 * 1000;
  flight.is_silent = is_silent (self, &flight);
  flight.at_us = flight.is_silent ? self->now_us + PATIENCE_US : self->free_us + way_us;
  g_array_append_val (self->queue, flight);
  self->n_requests++;
  self->n_wanted += ask->n_names * MAX (ask->repetitions, 1);
  self->most_wanted = MAX (self->most_wanted, ask->n_names * MAX (ask->repetitions, 1));
  if (ask->type == TARN_PDU_GET)
    self->n_gets++;
  self->most_open = MAX (self->most_open, self->machine.open.n);
}

static void
note_covered (WalkWorld             *self,
              const TarnWalkStretch *stretch)
{
  TarnGap *covered = tarn_gap_new (stretch->after, stretch->upto, TARN_GAP_NONE);

  if (!stretch->to_end)
    {
      g_clear_pointer (&covered->before, tarn_oid_unref);
      covered->before = tarn_oid_new_successor (stretch->upto);
    }
  g_ptr_array_add (self->covered, covered);
}

static void
note (WalkWorld *self,
      guint      n_stretches)
{
  for (guint i = 0; i < n_stretches; i++)
    {
      const TarnWalkStretch *stretch = &self->machine.stretches[i];
      gboolean is_late;

      if (self->is_large)
        {
          self->n_rows += stretch->n_rows;
          continue;
        }

      /* What covers nothing is a row that was missing where all had been covered. */
      is_late = tarn_span_equal (stretch->after, stretch->upto) && !stretch->to_end;
      if (!is_late)
        note_covered (self, stretch);
      for (guint j = 0; j < stretch->n_rows; j++)
        {
          TarnSpan name = stretch->rows[j].name;
          guint at = walk_world_find (self, name) - 1;

          g_assert_true (tarn_span_equal (walk_world_name (self, at), name));
          if (!is_late)
            g_assert_cmpint (tarn_name_compare (name, stretch->after), >, 0);
          g_array_index (self->seen, guint8, at)++;
          self->n_rows++;
        }
    }
}

static void
arrive (WalkWorld *self,
        guint      index)
{
  Flight flight = g_array_index (self->queue, Flight, index);
  TarnMessage message = { .pdu = { .type = TARN_PDU_RESPONSE } };
  guint8 octets[6];

  g_array_remove_index_fast (self->queue, index);
  if (flight.is_silent)
    {
      g_free (flight.names);
      tarn_walk_machine_feed_none (&self->machine, flight.ask.slot, TARN_GAP_NO_ANSWER,
                                   self->now_us);
      return;
    }

  answer (self, &flight, octets);
  message.rows = (TarnRow *) self->rows->data;
  message.n_rows = self->rows->len;
  message.octets.len = 50 + 27 * (gsize) self->rows->len;
  note (self, tarn_walk_machine_feed (&self->machine, flight.ask.slot, &message, self->now_us));
  g_free (flight.names);
}

static guint
find_next (WalkWorld *self)
{
  guint next = 0;

  for (guint i = 1; i < self->queue->len; i++)
    if (g_array_index (self->queue, Flight, i).at_us
        < g_array_index (self->queue, Flight, next).at_us)
      next = i;

  return next;
}

/* Nobody waits for these any more. */
static void
forget_queue (WalkWorld *self)
{
  for (guint i = 0; i < self->queue->len; i++)
    g_free (g_array_index (self->queue, Flight, i).names);
  g_array_set_size (self->queue, 0);
}

void
walk_world_run (WalkWorld *self)
{
  TarnWalkNext next = TARN_WALK_ASK;
  TarnWalkAsk ask;

  g_array_set_size (self->seen, self->ends->len);
  g_array_set_size (self->shown, self->ends->len);
  tarn_walk_machine_begin (&self->machine, TARN_VERSION_2C, self->now_us);

  while (next != TARN_WALK_DONE)
    {
      next = TARN_WALK_ASK;
      if (self->machine.stopped)
        forget_queue (self);
      while (next == TARN_WALK_ASK
             && (self->queue->len < self->window || self->machine.n_in_flight == 0))
        {
          next = tarn_walk_machine_next (&self->machine, self->now_us, &ask);
          if (next == TARN_WALK_ASK)
            depart (self, &ask);
        }
      if (next == TARN_WALK_DONE)
        {
          forget_queue (self);
        }
      else if (self->queue->len > 0)
        {
          guint first = find_next (self);

          self->now_us = MAX (self->now_us, g_array_index (self->queue, Flight, first).at_us);
          arrive (self, first);
        }
      else if (next == TARN_WALK_WAIT)
        {
          g_assert_cmpint (self->machine.wake_us, <, G_MAXINT64);
          self->now_us = MAX (self->now_us, self->machine.wake_us);
        }
    }
}

/* --- the truth --------------------------------------------------------------------------- */

static int
compare_after (gconstpointer a,
               gconstpointer b)
{
  const TarnGap *left = *(const TarnGap *const *) a;
  const TarnGap *right = *(const TarnGap *const *) b;

  if (left->after == NULL || right->after == NULL)
    return (left->after != NULL) - (right->after != NULL);
  return tarn_oid_compare (left->after, right->after);
}

static TarnSpan
nullable_span (const TarnOid *oid)
{
  return oid != NULL ? tarn_oid_span (oid) : tarn_span (NULL, 0);
}

/* Whether what is > @after goes on exactly where what is < @before ends. */
static gboolean
follows (const TarnOid *after,
         const TarnOid *before)
{
  g_autoptr(TarnOid) successor = after != NULL ? tarn_oid_new_successor (tarn_oid_span (after))
                                               : NULL;

  return successor != NULL && tarn_oid_compare (successor, before) == 0;
}

/* Whether @part lies in @root, all of which was covered before. */
static gboolean
is_again (const TarnGap      *part,
          const TarnWalkRoot *root)
{
  return tarn_walk_ends_behind (tarn_walk_name_span (&root->before), nullable_span (part->after));
}

void
walk_world_assert_truth (WalkWorld *self)
{
  gboolean again = (tarn_anomaly_log_get (&self->machine.anomalies) & TARN_ANOMALY_MISSING) != 0;
  g_autoptr(GPtrArray) parts = tarn_gaps_new ();
  guint at = 0;

  tarn_gaps_append (parts, self->covered);
  tarn_gaps_append (parts, self->machine.gaps);
  g_ptr_array_sort (parts, compare_after);

  /* Coverage and gaps fill each root without overlap, but for what was asked for again as
   * the agent had left out a row there. */
  for (guint i = 0; i < self->machine.roots->len; i++)
    {
      const TarnWalkRoot *root = tarn_walk_machine_root (&self->machine, i);
      g_autoptr(TarnOid) reached = NULL;
      TarnSpan end = tarn_span (NULL, 0);

      do
        {
          const TarnGap *part;

          g_assert_cmpuint (at, <, parts->len);
          part = g_ptr_array_index (parts, at++);
          if (reached != NULL && again && part->before != NULL
              && tarn_oid_compare (part->before, reached) <= 0)
            continue;
          if (reached == NULL)
            g_assert_true (tarn_span_equal (nullable_span (part->after),
                                            tarn_walk_name_span (&root->after)));
          else
            g_assert_true (follows (part->after, reached));
          g_clear_pointer (&reached, tarn_oid_unref);
          if (part->before != NULL)
            reached = tarn_oid_ref (part->before);
          end = nullable_span (part->before);
        }
      while (!tarn_span_equal (end, tarn_walk_name_span (&root->before)));

      while (again && at < parts->len && is_again (g_ptr_array_index (parts, at), root))
        at++;
    }
  g_assert_cmpuint (at, ==, parts->len);

  for (guint i = 0; i < self->ends->len; i++)
    {
      gboolean wanted = tarn_gaps_contain (self->covered, walk_world_name (self, i));

      g_assert_cmpuint (g_array_index (self->seen, guint8, i), ==, wanted ? 1 : 0);
    }
}
