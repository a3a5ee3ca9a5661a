/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What is asked next.
 */
#include "ops/tarn-walk-machine-private.h"

/* Requests in a row that brought nothing: however an agent complains, this is the end
 * (P-WLK-08). */
#define MAX_IDLE 1000

/* --- requests ------------------------------------------------------------------------ */

guint
tarn_walk_take_slot (TarnWalkMachine *self,
                     TarnWalkAbout    about,
                     gint64           now_us)
{
  guint slot = self->requests->len;
  TarnWalkRequest *request;

  if (self->n_in_flight < slot)
    for (slot = 0; tarn_walk_machine_request (self, slot)->about != TARN_WALK_ABOUT_NOTHING; slot++)
      ;
  else
    g_array_set_size (self->requests, slot + 1);

  request = tarn_walk_machine_request (self, slot);
  *request = (TarnWalkRequest) {
    .about = about,
    .asked_us = now_us,
    .n_others = self->n_in_flight,
  };
  self->n_in_flight++;
  self->n_idle++;

  return slot;
}

void
tarn_walk_release_parts (TarnWalkMachine       *self,
                         const TarnWalkRequest *request)
{
  for (guint i = 0; i < request->n_parts; i++)
    if (request->parts[i]->phase == TARN_WALK_GONE)
      {
        tarn_walk_split_forget (self, request->parts[i]);
        tarn_walk_list_recycle (&self->open, request->parts[i]);
      }
    else
      {
        request->parts[i]->phase = TARN_WALK_READY;
      }
}

void
tarn_walk_forget_requests (TarnWalkMachine *self)
{
  for (guint slot = 0; slot < self->requests->len; slot++)
    {
      TarnWalkRequest *request = tarn_walk_machine_request (self, slot);

      tarn_walk_release_parts (self, request);
      *request = (TarnWalkRequest) { .about = TARN_WALK_ABOUT_NOTHING };
    }
  self->n_in_flight = 0;
}


/* --- asking about intervals ---------------------------------------------------------- */

/* Cuts off of @interval what one reply can hold, where names are known; returns how many
 * varbinds to ask for.  The last piece is asked for one more, to see its end (F-07). */
static guint
carve (TarnWalkMachine  *self,
       TarnWalkInterval *interval,
       guint             size)
{
  TarnSpan before = tarn_walk_name_span (&interval->before);
  gboolean last;
  gsize max_octets;
  TarnName name;
  guint most;
  guint n;

  if (size == 0 || self->keys.nth == NULL)
    return size;

  most = tarn_walk_get_known_size (self, interval, &max_octets);
  n = self->keys.nth (self->keys.data, tarn_walk_name_span (&interval->cursor), before, most,
                      max_octets, &name, &last);
  if (n == 0)
    return size;
  if (last && n < most)
    return n + 1;

  if (tarn_name_count_arcs (tarn_name_span (&name)) < TARN_NAME_MAX_ARCS
      && !tarn_walk_is_empty (tarn_name_span (&name), before))
    tarn_walk_machine_split (self, interval, tarn_name_span (&name));
  return n;
}

TarnWalkInterval *
tarn_walk_machine_split (TarnWalkMachine  *self,
                         TarnWalkInterval *interval,
                         TarnSpan          at)
{
  TarnWalkInterval *part = tarn_walk_list_split (&self->open, interval, at);

  tarn_walk_machine_root (self, interval->root)->n_open++;
  part->seam = self->split;
  return part;
}

/* What a root and its neighbour columns have in common. */
static TarnSpan
root_parent (const TarnWalkMachine  *self,
             const TarnWalkInterval *interval)
{
  TarnSpan name = tarn_walk_name_span (&tarn_walk_machine_root (self, interval->root)->root);

  if (name.len > 0)
    do
      name.len--;
    while (name.len > 0 && (name.data[name.len - 1] & 0x80));

  return name;
}

/* Adds to @request further columns of the table of @first, while all together stay below
 * the limit of varbinds in a request (F-08). */
static void
share (TarnWalkMachine  *self,
       TarnWalkRequest  *request,
       TarnWalkInterval *first)
{
  TarnSpan parent = root_parent (self, first);

  for (TarnWalkInterval *interval = first->next;
       interval != NULL && request->n_parts < TARN_WALK_MAX_SHARED;
       interval = interval->next)
    {
      if (interval->phase != TARN_WALK_READY
          || interval->ceiling != G_MAXUINT
          || interval->slow > 0
          || !tarn_span_equal (root_parent (self, interval), parent))
        continue;
      request->parts[request->n_parts++] = interval;
    }

  request->repetitions = MAX (1, MIN (request->repetitions, TARN_WALK_MOST / request->n_parts));
}

static void
ask_parts (TarnWalkMachine  *self,
           TarnWalkInterval *interval,
           gint64            now_us,
           TarnWalkAsk      *ask)
{
  TarnWalkRequest *request;
  guint size;

  tarn_walk_forgive (self, interval, now_us);
  size = tarn_walk_get_size (self, interval);
  if (self->probe && tarn_walk_is_first_contact (self))
    size = 0;

  *ask = (TarnWalkAsk) {
    .slot = tarn_walk_take_slot (self, TARN_WALK_ABOUT_PARTS, now_us),
    .is_first = tarn_walk_is_first_contact (self),
  };
  request = tarn_walk_machine_request (self, ask->slot);
  request->parts[request->n_parts++] = interval;
  request->repetitions = carve (self, interval, size);
  if (self->share && size > 0 && interval->ceiling == G_MAXUINT && interval->slow == 0)
    share (self, request, interval);

  ask->type = size > 0 ? TARN_PDU_GET_BULK : TARN_PDU_GET_NEXT;
  ask->repetitions = request->repetitions;
  ask->may_be_too_large = self->answered && request->repetitions > self->known_repetitions;
  for (guint i = 0; i < request->n_parts; i++)
    {
      TarnWalkInterval *part = request->parts[i];

      part->phase = TARN_WALK_ASKED;
      part->n_attempts++;
      if (!part->wild)
        tarn_walk_name_set (&part->asked, tarn_walk_name_span (&part->cursor));
      ask->names[ask->n_names++] = tarn_walk_name_to_ask (part);
    }
}

/* Where only GETNEXT is left, or varbinds are dear, one part after the other: such agents may
 * build a whole table for each step (F-43). */
static TarnWalkInterval *
find_ready (const TarnWalkMachine *self)
{
  gboolean slow = FALSE;

  for (TarnWalkInterval *interval = self->open.first; interval != NULL; interval = interval->next)
    {
      gboolean is_slow = interval->ceiling == 0 || interval->slow > 0;

      if (interval->phase == TARN_WALK_READY && !(slow && is_slow))
        return interval;
      slow = slow || (is_slow && interval->phase == TARN_WALK_ASKED);
    }

  return NULL;
}

/* --- other questions ------------------------------------------------------------------- */

/* A root with nothing below it may be a leaf (P-WLK-06, F-36). */
static gboolean
ask_root (TarnWalkMachine *self,
          gint64           now_us,
          TarnWalkAsk     *ask)
{
  for (guint i = 0; self->n_roots_wanted > 0 && i < self->roots->len; i++)
    {
      TarnWalkRoot *root = tarn_walk_machine_root (self, i);

      if (root->root_phase != TARN_WALK_ROOT_WANTED)
        continue;

      root->root_phase = TARN_WALK_ROOT_ASKED;
      *ask = (TarnWalkAsk) {
        .slot = tarn_walk_take_slot (self, TARN_WALK_ABOUT_ROOT, now_us),
        .type = TARN_PDU_GET,
        .n_names = 1,
        .names = { tarn_walk_name_span (&root->root) },
      };
      tarn_walk_machine_request (self, ask->slot)->root = i;
      return TRUE;
    }

  return FALSE;
}

static int
gap_compare (gconstpointer a,
             gconstpointer b)
{
  const TarnGap *left = *(const TarnGap *const *) a;
  const TarnGap *right = *(const TarnGap *const *) b;

  if (left->after == NULL || right->after == NULL)
    return (left->after != NULL) - (right->after != NULL);

  return tarn_oid_compare (left->after, right->after);
}

static TarnWalkNext
end_walk (TarnWalkMachine *self)
{
  g_ptr_array_sort (self->gaps, gap_compare);
  return TARN_WALK_DONE;
}

TarnWalkNext
tarn_walk_machine_next (TarnWalkMachine *self,
                        gint64           now_us,
                        TarnWalkAsk     *ask)
{
  TarnWalkInterval *interval;
  TarnWalkNext next;

  if (self->n_idle > MAX_IDLE
      || (self->max_time_us > 0 && now_us - self->began_us >= self->max_time_us))
    tarn_walk_machine_stop (self, TARN_GAP_LIMIT);

  if (self->stopped)
    return end_walk (self);

  next = tarn_walk_next_about_health (self, now_us, ask);
  if (next != TARN_WALK_DONE)
    return next;
  if (self->open.n == 0 && self->n_roots_wanted == 0)
    return self->n_in_flight == 0 ? end_walk (self) : TARN_WALK_WAIT;

  interval = find_ready (self);
  if (self->only_front && interval != self->open.first)
    interval = NULL;
  if (interval == NULL && ask_root (self, now_us, ask))
    return TARN_WALK_ASK;
  if (interval == NULL && self->split && !self->only_front)
    interval = tarn_walk_split (self);
  if (interval == NULL)
    return TARN_WALK_WAIT;

  ask_parts (self, interval, now_us, ask);
  return TARN_WALK_ASK;
}

void
tarn_walk_machine_stop (TarnWalkMachine *self,
                        TarnGapReason    reason)
{
  self->stopped = TRUE;
  tarn_walk_machine_append_open (self, reason, self->gaps);
  for (guint i = 0; i < self->roots->len; i++)
    {
      TarnWalkRoot *root = tarn_walk_machine_root (self, i);

      if (root->root_phase != 0)
        g_ptr_array_add (self->gaps, tarn_walk_root_to_gap (root, reason, 0));
      root->root_phase = 0;
      root->n_open = 0;
      root->failed = TRUE;
    }
  self->n_roots_wanted = 0;

  while (self->open.first != NULL)
    tarn_walk_list_remove (&self->open, self->open.first);
  tarn_walk_forget_requests (self);
}
