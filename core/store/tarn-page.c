/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-page.h"

static guint64
load_u64 (const guint8 *octets)
{
  return GUINT64_FROM_LE (tarn_load_u64 (octets));
}

static guint64
mix (guint64 state,
     guint64 word)
{
  state = (state ^ word) * G_GUINT64_CONSTANT (0x9fb21c651e98df25);
  return state << 29 | state >> 35;
}

/* Every step is a bijection of the word it takes in, so no change of a single word
 * goes unseen.  Four lanes, because one would wait for its multiplications. */
guint64
tarn_page_checksum (const guint8 *octets,
                    gsize         len,
                    guint32       id)
{
  guint64 lanes[4] = { 1, 2, 3, 4 };
  guint64 last = 0;
  guint64 sum;
  gsize i = 0;

  for (; i + 32 <= len; i += 32)
    for (guint lane = 0; lane < 4; lane++)
      lanes[lane] = mix (lanes[lane], load_u64 (octets + i + 8 * lane));
  for (; i + 8 <= len; i += 8)
    lanes[0] = mix (lanes[0], load_u64 (octets + i));
  for (; i < len; i++)
    last = last << 8 | octets[i];

  sum = mix (mix (id, len), last);
  for (guint lane = 0; lane < 4; lane++)
    sum = mix (sum, lanes[lane]);

  return sum ^ sum >> 32;
}

/* What the header says; @len is at least that of one. */
TarnPage *
tarn_page_new_unchecked (guint8 *octets,
                         gsize   len)
{
  guint16 n_cells;
  guint32 cells_len;
  TarnPage *self;

  memcpy (&n_cells, octets + 10, 2);
  memcpy (&cells_len, octets + 12, 4);
  n_cells = GUINT16_FROM_LE (n_cells);

  self = g_malloc (sizeof (TarnPage) + n_cells * sizeof (guint16));
  *self = (TarnPage) {
    .ref_count = 1,
    .octets = octets,
    .len = len,
    .level = octets[8],
    .n_cells = n_cells,
    .cells_len = GUINT32_FROM_LE (cells_len),
  };
  self->cells = octets + TARN_PAGE_HEADER + (tarn_page_offset_size (octets[9]) * n_cells);
  self->link.data = self;

  return self;
}

static gboolean
read_offsets (TarnPage *self)
{
  for (guint i = 0; i < self->n_cells; i++)
    {
      memcpy (&self->offsets[i], self->octets + TARN_PAGE_HEADER + 2 * (gsize) i, 2);
      self->offsets[i] = GUINT16_FROM_LE (self->offsets[i]);

      if (i == 0 ? self->offsets[i] != 0 : self->offsets[i] <= self->offsets[i - 1])
        return FALSE;
      if (self->offsets[i] >= self->cells_len)
        return FALSE;
    }

  return TRUE;
}

/* From the lengths of the varbinds. */
static gboolean
find_offsets (TarnPage *self)
{
  gsize at = 0;

  for (guint i = 0; i < self->n_cells; i++)
    {
      TarnTlvHeader header;

      if (at > G_MAXUINT16 || at + 2 > self->cells_len || self->cells[at] != 0x30)
        return FALSE;

      self->offsets[i] = (guint16) at;
      if (G_LIKELY (self->cells[at + 1] < 0x80))
        {
          at += 2 + (gsize) self->cells[at + 1];
          continue;
        }

      header = tarn_tlv_parse (tarn_span (self->cells + at, self->cells_len - at));
      if (header.error != TARN_TLV_OK)
        return FALSE;
      at += header.header_len + header.content_len;
    }

  return at == self->cells_len;
}

static const char *
check_frame (TarnPage *self)
{
  gboolean has_offsets = self->octets[9] != TARN_PAGE_NO_OFFSETS;

  if (self->octets[9] > TARN_PAGE_NO_OFFSETS || self->n_cells == 0
      || (self->level > 0 && !has_offsets))
    return "its header is wrong";
  if ((gsize) (self->cells - self->octets) + self->cells_len != self->len)
    return "its length is wrong";
  if (self->len > TARN_PAGE_SIZE && (self->n_cells > 1 || self->level > 0))
    return "it is too long";
  if (has_offsets ? !read_offsets (self) : !find_offsets (self))
    return "its cells do not fill it";

  return NULL;
}

static gboolean
is_canonical (TarnSpan name)
{
  return tarn_name_is_plain (name)
         || !(tarn_name_check (name) & ~TARN_ANOMALY_OID_TOO_LONG);
}

gboolean
tarn_cell_parse_slow (TarnSpan  cell,
                      TarnSpan *name,
                      TarnSpan *tlv)
{
  TarnTlvHeader outer = tarn_tlv_parse (cell), inner;
  TarnSpan content;

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

gboolean
tarn_cell_get_row_slow (TarnSpan  cell,
                        TarnRow  *row)
{
  TarnSpan tlv;

  if (!tarn_cell_parse (cell, &row->name, &tlv) || !is_canonical (row->name))
    return FALSE;

  tarn_row_set_tlv (row, tlv);
  return TRUE;
}

static const char *
check_varbinds (TarnPage *self)
{
  TarnSpan before = { 0 };
  gboolean plain = TRUE;

  for (guint i = 0; i < self->n_cells; i++)
    {
      TarnSpan cell = tarn_page_get_cell (self, i);
      TarnRow row;

      if (G_UNLIKELY (tarn_row_read_plain (&row, cell) != cell.len))
        {
          if (!tarn_cell_get_row_slow (cell, &row))
            return "it has a varbind that is none, or whose name is not canonical";
          plain = FALSE;
        }
      if (G_UNLIKELY (tarn_name_order (before, row.name) >= 0))
        return "its names are out of order";
      before = row.name;
      self->has_exceptions |= tarn_row_is_exception (&row);
      self->has_nulls |= row.tag == TARN_KIND_NULL;
    }

  self->plain = plain;
  return NULL;
}

static const char *
check_children (TarnPage *self)
{
  TarnSpan before = { 0 };

  for (guint i = 0; i < self->n_cells; i++)
    {
      TarnChildCell child;

      if (tarn_page_get_cell (self, i).len <= TARN_PAGE_CHILD_HEAD)
        return "it has a child that is none";

      child = tarn_page_get_child (self, i);
      if (child.id == 0 || child.n_rows == 0 || !is_canonical (child.name))
        return "it has a child that is none, or whose name is not canonical";
      if (tarn_name_compare (before, child.name) >= 0)
        return "its names are out of order";
      before = child.name;
    }

  return NULL;
}

const char *
tarn_page_check_cells (TarnPage *self)
{
  const char *wrong = NULL;

  if (!self->sound)
    wrong = self->level == 0 ? check_varbinds (self) : check_children (self);

  self->sound = wrong == NULL;
  return wrong;
}

/* Takes @self. */
static TarnPage *
page_check (TarnPage    *self_,
            guint32      id,
            guint        level,
            const char **wrong)
{
  g_autoptr(TarnPage) self = self_;
  guint64 checksum;

  self->id = id;
  memcpy (&checksum, self->octets, sizeof checksum);
  if (GUINT64_FROM_LE (checksum) != tarn_page_checksum (self->octets + 8, self->len - 8, id))
    *wrong = "its checksum is wrong";
  else if (self->level != level)
    *wrong = "it is at another level of the tree than it should be";
  else if ((*wrong = check_frame (self)) == NULL && level > 0)
    *wrong = tarn_page_check_cells (self);

  return *wrong == NULL ? g_steal_pointer (&self) : NULL;
}

TarnPage *
tarn_page_new_take (guint8      *octets,
                    gsize        len,
                    guint32      id,
                    guint        level,
                    const char **wrong)
{
  if (len >= TARN_PAGE_HEADER)
    return page_check (tarn_page_new_unchecked (octets, len), id, level, wrong);

  g_free (octets);
  *wrong = "it is too short";
  return NULL;
}

TarnPage *
tarn_page_new_mapped (GBytes      *map,
                      TarnSpan     octets,
                      guint32      id,
                      guint        level,
                      const char **wrong)
{
  TarnPage *self;

  if (octets.len < TARN_PAGE_HEADER)
    {
      g_bytes_unref (map);
      *wrong = "it is too short";
      return NULL;
    }

  self = tarn_page_new_unchecked ((guint8 *) octets.data, octets.len);
  self->map = map;
  return page_check (self, id, level, wrong);
}

gsize
tarn_page_get_memory (const TarnPage *self)
{
  return sizeof *self + self->n_cells * sizeof *self->offsets + (self->map != NULL ? 0 : self->len)
         + (self->keys != NULL ? tarn_page_keys_size (self->keys) : 0);
}

TarnPage *
tarn_page_new_sound (guint8      *octets,
                     gsize        len,
                     guint32      id,
                     guint        level,
                     const char **wrong)
{
  g_autoptr(TarnPage) self = tarn_page_new_take (octets, len, id, level, wrong);

  if (self == NULL)
    return NULL;

  *wrong = tarn_page_check_cells (self);
  return *wrong == NULL ? g_steal_pointer (&self) : NULL;
}

TarnPage *
tarn_page_ref (TarnPage *self)
{
  self->ref_count++;
  return self;
}

void
tarn_page_unref (TarnPage *self)
{
  if (--self->ref_count > 0)
    return;

  if (self->map != NULL)
    g_bytes_unref (self->map);
  else
    g_free (self->octets);
  g_free (self->keys);
  g_free (self);
}

void
tarn_page_seal (TarnPage *self,
                guint32   id)
{
  guint64 checksum = GUINT64_TO_LE (tarn_page_checksum (self->octets + 8, self->len - 8, id));

  self->id = id;
  memcpy (self->octets, &checksum, sizeof checksum);
}

static TarnSpan
get_name_cb (gconstpointer page,
             guint         index)
{
  return tarn_page_get_name (page, index);
}

void
tarn_page_make_keys (TarnPage *self)
{
  if (self->keys == NULL && tarn_page_check_cells (self) == NULL)
    self->keys = tarn_page_keys_new (self->n_cells, get_name_cb, self);
}

/* All that is looked at is fetched at once, not one line of the cache after the other. */
static void
narrow (const TarnPage *self,
        TarnSpan        name,
        guint          *low,
        guint          *high)
{
  const char *keys = (const char *) self->keys, *offsets = (const char *) self->offsets;

  for (gsize at = 0; at < sizeof *self->keys + self->n_cells * sizeof *self->keys->keys; at += 64)
    __builtin_prefetch (keys + at);
  for (gsize at = 0; at < self->n_cells * sizeof *self->offsets; at += 64)
    __builtin_prefetch (offsets + at);

  tarn_page_keys_narrow (self->keys, name, low, high);
}

guint
tarn_page_search (const TarnPage *self,
                  guint           from,
                  TarnSpan        name,
                  gboolean       *same)
{
  guint low = from, high = self->n_cells;
  guint middle = from;   /* what changes is often what comes next */

  *same = FALSE;
  if (from == 0)
    {
      if (self->keys != NULL)
        narrow (self, name, &low, &high);
      middle = low + (high - low) / 2;
    }

  for (; low < high; middle = low + (high - low) / 2)
    {
      int order;

      /* Whichever way it goes on, the name is under way when it is needed: a leaf seldom is
       * in a cache of the processor, and waiting for it is most of what this costs. */
      __builtin_prefetch (self->cells + self->offsets[low + (middle - low) / 2]);
      __builtin_prefetch (self->cells + self->offsets[middle + (high - middle) / 2]);

      order = tarn_name_order (tarn_page_get_name (self, middle), name);

      if (order == 0)
        {
          *same = TRUE;
          return middle;
        }
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint64
tarn_page_count_rows (const TarnPage *self)
{
  guint64 n_rows = 0;

  if (self->level == 0)
    return self->n_cells;

  for (guint i = 0; i < self->n_cells; i++)
    n_rows += tarn_page_get_child (self, i).n_rows;

  return n_rows;
}

void
tarn_child_put (const TarnChildCell *self,
                guint8              *octets)
{
  guint32 id = GUINT32_TO_LE (self->id);
  guint64 n_rows = GUINT64_TO_LE (self->n_rows);

  memcpy (octets, &id, 4);
  memcpy (octets + 4, &n_rows, 8);
  memcpy (octets + TARN_PAGE_CHILD_HEAD, self->name.data, self->name.len);
}
