/* tarn-page.h
 *
 * Private: one node of the counted tree as octets, and as they are read.
 *
 *   octets  0   checksum of all that follows and of the page's number, 64 bits
 *           8   level: 0 for a leaf
 *           9   zero
 *          10   n, the number of cells, 16 bits
 *          12   octets of cells, 32 bits
 *          16   n offsets from the first cell, 16 bits each, ascending from 0
 *    16 + 2 n   cells, end to end
 *
 * Numbers are little-endian.  A cell of a leaf is a varbind as BER: a name that is
 * canonical, and a value exactly as it came; where the value ends is told by the
 * cell and never by the value's own length octets.  A cell of an inner node is
 * the number of a child (32 bits), how many varbinds lie below it (64 bits) and
 * the first of their names.
 *
 * A page is at most TARN_PAGE_SIZE octets, unless it is a leaf with a single cell.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "base/tarn-name.h"
#include "base/tarn-row.h"
#include "base/tarn-tlv.h"

G_BEGIN_DECLS

#define TARN_PAGE_SIZE       4096
#define TARN_PAGE_HEADER     16
#define TARN_PAGE_CHILD_HEAD 12   /* octets of a child's cell before its name */

/* A fan-out of at least 3 (names have up to 1,275 octets) holds 2^32 leaves in
 * fewer levels than this. */
#define TARN_PAGE_MAX_LEVELS 24

/* A value of 64 KiB with the longest name. */
#define TARN_PAGE_MAX_CELL   (72 * 1024)

/* A page that has been looked at once and found sound: what reads it need not check
 * again.  Immutable after tarn_page_seal(), referenced by one thread. */
typedef struct
{
  guint          ref_count;
  guint32        id;         /* 0 until sealed                            */
  guint          level;
  guint          n_cells;    /* never 0                                   */
  gsize          cells_len;
  gsize          len;
  guint8        *octets;

  const guint16 *offsets;    /* little-endian, inside @octets             */
  const guint8  *cells;      /* inside @octets                            */
  GList          link;       /* of the cache that holds the page          */
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
TarnPage     *tarn_page_ref        (TarnPage        *self);
void          tarn_page_unref      (TarnPage        *self);

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
guint64       tarn_page_count_rows (const TarnPage  *self);

void          tarn_child_put       (const TarnChildCell *self,
                                    guint8          *octets);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnPage, tarn_page_unref)

static inline TarnSpan
tarn_page_get_cell (const TarnPage *self,
                    guint           index)
{
  gsize start = GUINT16_FROM_LE (self->offsets[index]);
  gsize end = index + 1 < self->n_cells ? GUINT16_FROM_LE (self->offsets[index + 1])
                                        : self->cells_len;

  return tarn_span (self->cells + start, end - start);
}

/* Takes a varbind apart; FALSE if @cell is none.  The value need not be a TLV. */
static inline gboolean
tarn_cell_parse (TarnSpan  cell,
                 TarnSpan *name,
                 TarnSpan *tlv)
{
  TarnTlvHeader outer, inner;
  TarnSpan content;

  if (G_LIKELY (tarn_tlv_split_varbind (cell, name, tlv)
                && tlv->data + tlv->len == cell.data + cell.len))
    return TRUE;

  outer = tarn_tlv_parse (cell);
  if (outer.error != TARN_TLV_OK || outer.tag != 0x30
      || outer.header_len + outer.content_len != cell.len)
    return FALSE;

  content = tarn_span (cell.data + outer.header_len, outer.content_len);
  inner = tarn_tlv_parse (content);
  if (inner.error != TARN_TLV_OK || inner.tag != TARN_KIND_OBJECT_ID)
    return FALSE;

  *name = tarn_span (content.data + inner.header_len, inner.content_len);
  *tlv = tarn_span (name->data + name->len, content.len - inner.header_len - name->len);
  return TRUE;
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

static inline TarnSpan
tarn_page_get_name (const TarnPage *self,
                    guint           index)
{
  TarnSpan cell = tarn_page_get_cell (self, index);
  TarnSpan name = { 0 }, tlv;

  if (self->level > 0)
    return tarn_span (cell.data + TARN_PAGE_CHILD_HEAD, cell.len - TARN_PAGE_CHILD_HEAD);

  tarn_cell_parse (cell, &name, &tlv);
  return name;
}

/* Of a leaf.  Good as long as the page. */
static inline void
tarn_page_get_row (const TarnPage *self,
                   guint           index,
                   TarnRow        *row)
{
  TarnSpan tlv = { 0 };

  tarn_cell_parse (tarn_page_get_cell (self, index), &row->name, &tlv);
  tarn_row_set_tlv (row, tlv);
}

G_END_DECLS
