/* tarn-raw-records.h
 *
 * Private: the records of a capture file, found without tdb by going from one to the next,
 * whatever is wrong with the ones between.
 *
 * A record counts as certain if it is what tdb would find, or if its place shows that it is
 * one.  Others may be what a page or a record was before: in free space tdb leaves what
 * was there.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "store/tarn-raw-file.h"
#include "store/tarn-tree.h"

G_BEGIN_DECLS

typedef enum
{
  TARN_RAW_PAGE,      /* of the tree of varbinds, or its root record */
  TARN_RAW_NOTES,     /* of the tree of notes                        */
  TARN_RAW_META,
  TARN_RAW_FORMAT,
  TARN_RAW_JOURNAL,
  TARN_RAW_OTHER,     /* of none that we know                        */
  TARN_RAW_SPACE,     /* free                                        */
} TarnRawKind;

typedef struct
{
  guint32 at;         /* of its header in the file                 */
  guint32 next;       /* as the header says                        */
  guint32 hash;       /* likewise                                  */
  guint32 key_len;
  guint32 data_len;
  guint32 id;         /* of a page                                 */
  guint8  kind;       /* TarnRawKind                               */
  guint8  in_step;    /* a record begins here                      */
  guint8  linked;     /* reached by a chain                        */
  guint8  findable;   /* the hash is that of the key               */
  guint8  reached;    /* for who reads the trees                   */
} TarnRawRecord;

typedef struct
{
  TarnRawFile *file;
  TarnFlaws  *faults;
  GArray      *records;    /* TarnRawRecord, ascending                               */
  GArray      *pages;      /* guint32: which of them are pages, by kind and number   */

  gboolean     lost_way;   /* there was a hole: no telling where a record begins     */
  guint64      hole;       /* where the last one began                               */
  guint64      hole_end;   /* and what was found behind it                           */
  guint        first_in_step; /* record behind it that is one; 0: none is known      */
  guint64      patience;   /* octets that may yet be looked at in search of a record */
} TarnRawRecords;

/* A tree whose pages are those of a kind. */
typedef struct
{
  TarnRawRecords *records;
  TarnRawKind     kind;
} TarnRawPages;

/* Reads pages only; its data is a TarnRawPages. */
extern const TarnPager tarn_raw_pager;

/* Goes through the file.  @tick, which may be NULL, is called again and again and ends it
 * by FALSE: then FALSE is returned. */
gboolean             tarn_raw_records_init   (TarnRawRecords       *self,
                                              TarnRawFile          *file,
                                              TarnFlaws           *faults,
                                              gboolean            (*tick) (gpointer data),
                                              gpointer              data);
void                 tarn_raw_records_clear  (TarnRawRecords       *self);

/* The page that counts, if it is certain; NULL if there is none. */
TarnRawRecord       *tarn_raw_records_find   (const TarnRawRecords *self,
                                              TarnRawKind           kind,
                                              guint32               id);
/* The first record of a kind that occurs once, certain ones first, or NULL. */
TarnRawRecord       *tarn_raw_records_get    (const TarnRawRecords *self,
                                              TarnRawKind           kind);
/* Copies, to be freed. */
guint8              *tarn_raw_records_read   (const TarnRawRecords *self,
                                              const TarnRawRecord  *record);
char                *tarn_raw_records_read_key (const TarnRawRecords *self,
                                              const TarnRawRecord  *record);
/* "page 17, at offset 4711". */
char                *tarn_raw_records_describe (const TarnRawRecords *self,
                                              const TarnRawRecord  *record);

static inline gboolean
tarn_raw_record_is_certain (const TarnRawRecord *self)
{
  return self->in_step || self->linked;
}

G_END_DECLS
