/* tarn-page.h
 *
 * Private: one node of the counted tree as octets, and as they are read.
 *
 *   octets  0   checksum of all that follows and of the page's number, 64 bits
 *           8   level: 0 for a leaf
 *           9   1 if there are no offsets, as in a leaf since format 2; else 0
 *          10   n, the number of cells, 16 bits
 *          12   octets of cells, 32 bits
 *          16   n offsets from the first cell, 16 bits each, ascending from 0
 *    16 + 2 n   cells, end to end
 *
 * Numbers are little-endian.  A cell of a leaf is a varbind as BER, which tells its own
 * length: a name that is canonical, and a value exactly as it came, which may tell
 * another one.  A cell of an inner node is the number of a child (32 bits), how many
 * varbinds lie below it (64 bits) and the first of their names.
 *
 * A page is at most TARN_PAGE_SIZE octets, unless it is a leaf with a single cell.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-row-private.h"
#include "store/tarn-page-keys.h"

G_BEGIN_DECLS

#define TARN_PAGE_SIZE       4096
#define TARN_PAGE_HEADER     16
#define TARN_PAGE_CHILD_HEAD 12   /* octets of a child's cell before its name */

/* A fan-out of at least 3 (names have up to 1,275 octets) holds 2^32 leaves in
 * fewer levels than this. */
#define TARN_PAGE_MAX_LEVELS 24

/* A page that was searched so often is likely to be searched again. */
#define TARN_PAGE_KEYS_AFTER 3

/* A value of 64 KiB with the longest name. */
#define TARN_PAGE_MAX_CELL   (72 * 1024)

/* A page whose octets are those that were written: its checksum is right, and its cells
 * lie end to end.  Those of an inner node have been looked at.  Those of a leaf have not,
 * since that costs ten times more than to read one of them: whoever reads a varbind learns
 * whether it is one, and who is about to change a leaf asks tarn_page_check_cells().
 *
 * Immutable after tarn_page_seal(), referenced by one thread. */
typedef struct
{
  guint          ref_count;
  guint32        id;         /* 0 until sealed                               */
  guint          level;
  guint          n_cells;    /* never 0                                      */
  gsize          cells_len;
  gsize          len;
  guint8        *octets;     /* the page's own, or inside @map                */
  GBytes        *map;        /* NULL if the octets are the page's own        */
  guint          epoch;      /* of the cache when a mapped page went in      */

  gboolean       used;       /* since the cache looked last                  */
  gboolean       sound;      /* all cells have been looked at                */
  gboolean       plain;      /* and are as tarn_row_read_plain() wants them  */
  gboolean       has_exceptions, has_nulls;   /* a sound leaf */
  guint8         n_searches; /* up to TARN_PAGE_KEYS_AFTER                   */
  TarnPageKeys  *keys;       /* NULL before that, and in a page that is not sound */
  const guint8  *cells;      /* inside @octets                               */
  GList          link;       /* of the cache that holds the page             */
  guint16        offsets[];  /* of each cell in @cells                       */
} TarnPage;

/* A cell on its way into a page. */
typedef struct
{
  TarnSpan octets;
  gboolean fresh;            /* its name was not in the page before       */
} TarnCell;

typedef struct
{
  guint32  id;
  guint64  n_rows;
  TarnSpan name;
} TarnChildCell;

/* Takes octets from outside.  NULL and what is wrong with them unless they are a
 * page of this number and level. */
TarnPage     *tarn_page_new_take   (guint8          *octets,
                                    gsize            len,
                                    guint32          id,
                                    guint            level,
                                    const char     **wrong);
/* The same, and all cells have been looked at. */
TarnPage     *tarn_page_new_sound  (guint8          *octets,
                                    gsize            len,
                                    guint32          id,
                                    guint            level,
                                    const char     **wrong);
/* As tarn_page_new_take(), with octets that stay where they are; takes @map. */
TarnPage     *tarn_page_new_mapped (GBytes          *map,
                                    TarnSpan         octets,
                                    guint32          id,
                                    guint            level,
                                    const char     **wrong);
/* Octets of memory that are the page's own. */
gsize         tarn_page_get_memory (const TarnPage  *self);
/* What is wrong with the cells; NULL if all are as they should be, in order. */
const char   *tarn_page_check_cells (TarnPage       *self);
TarnPage     *tarn_page_ref        (TarnPage        *self);
void          tarn_page_unref      (TarnPage        *self);

/* Octet 9 of a page that has no offsets. */
#define TARN_PAGE_NO_OFFSETS 1

static inline gsize
tarn_page_offset_size (guint8 marks)
{
  return marks == TARN_PAGE_NO_OFFSETS ? 0 : 2;
}

/* Octets that nobody has looked at but for their header, which is there. */
TarnPage     *tarn_page_new_unchecked (guint8       *octets,
                                       gsize         len);
/* Of a page that is to be made. */
gsize         tarn_page_size       (guint            level,
                                    gsize            n_cells,
                                    gsize            cells_len);
/* Appends to @pages the pages, without number yet, that hold @cells. */
void          tarn_page_pack       (const TarnCell  *cells,
                                    gsize            n_cells,
                                    guint            level,
                                    GPtrArray       *pages);
/* Gives the page its number and its checksum. */
void          tarn_page_seal       (TarnPage        *self,
                                    guint32          id);

guint64       tarn_page_checksum   (const guint8    *octets,
                                    gsize            len,
                                    guint32          id);

/* The first cell at or after @from whose name is not smaller than @name: n_cells
 * where there is none.  @same tells whether it is equal. */
guint         tarn_page_search     (const TarnPage  *self,
                                    guint            from,
                                    TarnSpan         name,
                                    gboolean        *same);
/* Makes searching faster, for 8 octets of memory a cell. */
void          tarn_page_make_keys  (TarnPage        *self);
guint64       tarn_page_count_rows (const TarnPage  *self);

void          tarn_child_put       (const TarnChildCell *self,
                                    guint8          *octets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnPage, tarn_page_unref)

static inline TarnSpan
tarn_page_get_cell (const TarnPage *self,
                    guint           index)
{
  gsize start = self->offsets[index];
  gsize end = index + 1 < self->n_cells ? self->offsets[index + 1] : self->cells_len;

  return tarn_span (self->cells + start, end - start);
}

/* Takes a varbind apart; FALSE if @cell is none.  The value need not be a TLV. */
gboolean tarn_cell_parse_slow (TarnSpan  cell,
                               TarnSpan *name,
                               TarnSpan *tlv);
/* FALSE if @cell is no varbind, or its name is not canonical. */
gboolean tarn_cell_get_row_slow (TarnSpan  cell,
                                 TarnRow  *row);

static inline gboolean
tarn_cell_parse (TarnSpan  cell,
                 TarnSpan *name,
                 TarnSpan *tlv)
{
  return G_LIKELY (tarn_tlv_split_varbind (cell, name, tlv) == cell.len)
         || tarn_cell_parse_slow (cell, name, tlv);
}

static inline TarnChildCell
tarn_page_get_child (const TarnPage *self,
                     guint           index)
{
  TarnSpan cell = tarn_page_get_cell (self, index);
  TarnChildCell child;

  memcpy (&child.id, cell.data, 4);
  memcpy (&child.n_rows, cell.data + 4, 8);
  child.id = GUINT32_FROM_LE (child.id);
  child.n_rows = GUINT64_FROM_LE (child.n_rows);
  child.name = tarn_span (cell.data + TARN_PAGE_CHILD_HEAD, cell.len - TARN_PAGE_CHILD_HEAD);
  return child;
}

/* Whether a cell of a plain page has the length that its name says.  Always, unless the page
 * lies in a map and somebody who respects no lock writes over the file: then what is read
 * is wrong, but inside the page. */
static inline gboolean
tarn_cell_fits_plain (TarnSpan cell)
{
  return cell.data[3] + (gsize) 6 <= cell.len;
}

/* Empty where a varbind is none; any octets at all if the page is not sound. */
static inline TarnSpan
tarn_page_get_name (const TarnPage *self,
                    guint           index)
{
  TarnSpan cell = tarn_page_get_cell (self, index);
  TarnSpan name, tlv;

  if (self->level > 0)
    return tarn_span (cell.data + TARN_PAGE_CHILD_HEAD, cell.len - TARN_PAGE_CHILD_HEAD);
  if (self->plain && tarn_cell_fits_plain (cell))
    return tarn_span (cell.data + 4, cell.data[3]);

  return tarn_cell_parse (cell, &name, &tlv) ? name : tarn_span (NULL, 0);
}

/* Of a leaf.  Good as long as the page.  FALSE if there is no varbind with a canonical
 * name. */
static inline gboolean
tarn_page_get_row (const TarnPage *self,
                   guint           index,
                   TarnRow        *row)
{
  TarnSpan cell = tarn_page_get_cell (self, index);

  if (G_LIKELY (self->plain && tarn_cell_fits_plain (cell)))
    {
      gsize name_len = cell.data[3];

      row->name = tarn_span (cell.data + 4, name_len);
      row->tlv = tarn_span (cell.data + 4 + name_len, cell.len - 4 - name_len);
      row->tag = row->tlv.data[0];
      row->header_len = 2;
      row->anomalies = TARN_ANOMALY_NONE;
      return TRUE;
    }

  return G_LIKELY (tarn_row_read_plain (row, cell) == cell.len)
         || tarn_cell_get_row_slow (cell, row);
}

G_END_DECLS
