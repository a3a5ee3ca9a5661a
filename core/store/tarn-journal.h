/* tarn-journal.h
 *
 * Private: which names the last commits changed, and who made them, as one small record
 * that each commit writes anew.  Who has read it once and comes back in time learns what
 * to look at again; who comes too late learns that, too.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-batch-private.h"
#include "store/tarn-changed-range.h"

G_BEGIN_DECLS

/* The record:
 *
 *   octets  0   checksum of all that follows, 64 bits
 *           8   generation: the number of the newest entry, 64 bits
 *          16   version of this layout: 1
 *          17   entries, the newest first:
 *               octets behind this number, 16 bits
 *               time, 64 bits; process, 32 bits; origin, 8 bits; n, 8 bits
 *               n ranges: changes and how many of them deleted, 32 bits each; the first
 *               name; the last, if changes > 1
 *
 * Numbers are little-endian.  A name is how many octets it has in common with the one
 * before it in the entry (16 bits), how many follow (16 bits), and those.
 *
 * A journal begins with the time as its generation, so one that had to begin anew never
 * looks like the continuation of another. */

/* Octets of the record at most.  The entry of a commit that touches many names takes
 * some 200. */
#define TARN_JOURNAL_SIZE 4096

/* So many changed names are told one by one; more of them as so many ranges. */
#define TARN_JOURNAL_NAMES  20
#define TARN_JOURNAL_RANGES 8

typedef struct
{
  GByteArray *octets;       /* the record                   */
  guint64     generation;   /* of the newest entry          */
  guint       n_entries;
} TarnJournal;

/* A journal without entries that begins @now_us. */
void       tarn_journal_init     (TarnJournal       *self,
                                  gint64             now_us);
void       tarn_journal_clear    (TarnJournal       *self);
/* Octets that nobody vouches for.  FALSE unless they are a journal: then @self is as it
 * was. */
gboolean   tarn_journal_load     (TarnJournal       *self,
                                  TarnSpan           octets);
/* Adds an entry for a batch that has been applied. */
void       tarn_journal_append   (TarnJournal       *self,
                                  const TarnBatch   *batch,
                                  gint64             now_us,
                                  guint              pid);
/* Of TarnChangedRange, the oldest first: what changed behind generation @since, or that
 * anything may have. */
GPtrArray *tarn_journal_list     (const TarnJournal *self,
                                  guint64            since);

G_END_DECLS
