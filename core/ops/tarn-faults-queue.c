/* tarn-faults-queue.c
 *
 * Answers that wait until they are due.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-faults-private.h"

void
tarn_faults_queue_init (TarnFaultsQueue *self)
{
  self->n_octets = 0;
  g_queue_init (&self->entries);
}

static void
forget (TarnFaultsQueue       *self,
        const TarnFaultsEntry *entry)
{
  self->n_octets -= entry->datagram.octets.len;
  if (entry->is_answer)
    entry->faults->n_in_flight--;
}

void
tarn_faults_queue_clear (TarnFaultsQueue *self)
{
  TarnFaultsEntry *entry;

  while ((entry = g_queue_pop_head (&self->entries)) != NULL)
    {
      forget (self, entry);
      tarn_faults_entry_free (entry);
    }
}

void
tarn_faults_queue_forget (TarnFaultsQueue *self,
                          TarnFaults      *faults)
{
  for (GList *l = self->entries.head; l != NULL;)
    {
      GList *next = l->next;
      TarnFaultsEntry *entry = l->data;

      if (entry->faults == faults)
        {
          g_queue_delete_link (&self->entries, l);
          forget (self, entry);
          tarn_faults_entry_free (entry);
        }
      l = next;
    }
}

void
tarn_faults_entry_free (TarnFaultsEntry *self)
{
  g_free (self->octets);
  g_free (self);
}

/* Behind all that are due at the same time.  From the end, because what comes last is
 * mostly due last. */
static void
insert (TarnFaultsQueue *self,
        TarnFaultsEntry *entry)
{
  GList *before = self->entries.tail;

  while (before != NULL && ((TarnFaultsEntry *) before->data)->due_us > entry->due_us)
    before = before->prev;

  g_queue_insert_after (&self->entries, before, entry);
}

/* What waits for the next answer leaves with it. */
static void
release (TarnFaultsQueue *self,
         gint64           due_us)
{
  for (GList *l = self->entries.head; l != NULL;)
    {
      GList *next = l->next;
      TarnFaultsEntry *entry = l->data;

      if (entry->waits)
        {
          g_queue_delete_link (&self->entries, l);
          entry->waits = FALSE;
          entry->due_us = due_us;
          insert (self, entry);
        }
      l = next;
    }
}

void
tarn_faults_queue_put (TarnFaultsQueue       *self,
                       const TarnFaultsEntry *entry)
{
  TarnSpan octets = entry->datagram.octets;
  TarnFaultsEntry *copy;

  if (self->entries.length >= TARN_FAULTS_MAX_QUEUED
      || self->n_octets + octets.len > TARN_FAULTS_MAX_OCTETS)
    return;

  copy = g_memdup2 (entry, sizeof *entry);
  copy->octets = g_memdup2 (octets.data, octets.len);
  copy->datagram.octets.data = copy->octets;
  self->n_octets += octets.len;
  if (copy->is_answer)
    copy->faults->n_in_flight++;

  insert (self, copy);
  if (!copy->waits)
    release (self, copy->due_us);
}

gint64
tarn_faults_queue_due_us (TarnFaultsQueue *self)
{
  const TarnFaultsEntry *first = g_queue_peek_head (&self->entries);

  return first != NULL ? first->due_us : -1;
}

TarnFaultsEntry *
tarn_faults_queue_take (TarnFaultsQueue *self,
                        gint64           now_us)
{
  TarnFaultsEntry *first = g_queue_peek_head (&self->entries);

  if (first == NULL || first->due_us > now_us)
    return NULL;

  forget (self, first);
  return g_queue_pop_head (&self->entries);
}
