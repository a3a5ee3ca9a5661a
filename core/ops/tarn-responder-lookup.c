/* tarn-responder-lookup.c
 *
 * Looks names up as the request may see them: what is an exception in the capture
 * is absent, or NULL (F-39), Counter64 does not exist in v1, and some values are the
 * agent's own.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-responder-private.h"

/* P-GET-02 is decided when it is asked for, with a bounded number of seeks.  Nobody
 * has more columns that differ than this many, or is nested deeper in entries. */
#define MAX_CHILDREN   16   /* children of one node looked at                    */
#define MAX_ENTRIES    16   /* nodes above a name that may be a conceptual row   */
#define MAX_INSTANCES  16   /* of two columns that are compared                  */
#define WORK_OF_SEEK   16   /* a seek costs as much as this many steps           */

static const guint8 mib_2[] = { 0x2b, 0x06, 0x01, 0x02, 0x01 };

/* The arc of the snmp group's scalar @name, 0 for sysUpTime, -1 if it is neither. */
static int
live_arc (TarnSpan name)
{
  if (name.len != sizeof mib_2 + 3 || name.data[7] != 0
      || memcmp (name.data, mib_2, sizeof mib_2) != 0)
    return -1;

  if (name.data[5] == 1 && name.data[6] == 3)
    return 0;

  if (name.data[5] == 11 && name.data[6] >= 1 && name.data[6] < TARN_SNMP_GROUP_N
      && name.data[6] != 7 && name.data[6] != 23)
    return name.data[6];

  return -1;
}

gboolean
tarn_responder_is_live (TarnResponder *self,
                        TarnSpan       name)
{
  return self->live && live_arc (name) >= 0;
}

gboolean
tarn_responder_is_switch (TarnResponder *self,
                          TarnSpan       name)
{
  return self->live && live_arc (name) == TARN_SNMP_ENABLE_AUTHEN_TRAPS;
}

/* P-CNT-15, P-CNT-16, and what moves.  The row is overwritten by the next such one. */
static const TarnRow *
live_view (TarnResponder *self,
           const TarnRow *row)
{
  TarnBerWriter writer;
  int arc;

  arc = self->live ? live_arc (row->name) : -1;
  if (arc < 0)
    return self->motion != NULL
           && tarn_motion_view (self->motion, row, self->now_us - self->started_us,
                                &self->live_row, self->live_tlv) ? &self->live_row : row;

  tarn_ber_writer_init (&writer, self->live_tlv, sizeof self->live_tlv);
  if (arc == 0)
    tarn_ber_put_unsigned (&writer, TARN_KIND_TIME_TICKS,
                           (guint32) ((self->now_us - self->started_us) / 10000));
  else if (arc == TARN_SNMP_ENABLE_AUTHEN_TRAPS)
    tarn_ber_put_int32 (&writer, (gint32) self->counters[arc]);
  else
    tarn_ber_put_unsigned (&writer, TARN_KIND_COUNTER32, self->counters[arc]);

  tarn_row_set_tlv (&self->live_row, tarn_ber_writer_span (&writer));
  self->live_row.name = row->name;
  return &self->live_row;
}

gboolean
tarn_responder_shows_as_is (TarnResponder *self)
{
  return !self->live && self->motion == NULL && self->who->view == NULL;
}

static gboolean
is_in_view (TarnResponder *self,
            TarnSpan       name)
{
  return self->who->view == NULL || tarn_view_has (self->who->view, name);
}

/* Where it is in the view. */
static gboolean
is_visible (TarnResponder *self,
            const TarnRow *row)
{
  return !tarn_row_is_exception (row)
         && (row->tag != TARN_KIND_NULL || self->replay_null)
         && (self->message.version != TARN_VERSION_1 || row->tag != TARN_KIND_COUNTER64);
}

static gboolean
spend (TarnResponder *self,
       guint          work)
{
  if (self->work_left < work)
    return FALSE;

  self->work_left -= work;
  return TRUE;
}

static TarnFound
absent (TarnResponder *self,
        TarnCursor    *cursor)
{
  if (cursor->error == NULL)
    return TARN_ABSENT;

  tarn_responder_keep_error (self, g_error_copy (cursor->error));
  return TARN_FAILED;
}

/* On to the first row behind one that is not in the view that may be. */
static gboolean
skip_hidden (TarnResponder *self,
             TarnCursor    *cursor)
{
  TarnName next;

  return tarn_view_next (self->who->view, cursor->row.name, &next)
         && tarn_cursor_seek (cursor, tarn_name_span (&next), TRUE);
}

/* From where @cursor stands on to the first row that may be seen (P-NXT-03,
 * P-COX-02). */
static TarnFound
settle (TarnResponder  *self,
        TarnCursor     *cursor,
        gboolean        found,
        const TarnRow **row)
{
  while (found)
    {
      gboolean in_view = is_in_view (self, cursor->row.name);

      *row = live_view (self, &cursor->row);
      if (in_view && is_visible (self, *row))
        return TARN_FOUND;

      if (!spend (self, in_view ? 1 : WORK_OF_SEEK))
        return TARN_FAILED;
      found = in_view ? tarn_cursor_next (cursor) : skip_hidden (self, cursor);
    }

  return absent (self, cursor);
}

TarnFound
tarn_responder_get (TarnResponder  *self,
                    TarnCursor     *cursor,
                    TarnSpan        name,
                    const TarnRow **row)
{
  if (!tarn_cursor_seek (cursor, name, TRUE))
    return absent (self, cursor);

  *row = live_view (self, &cursor->row);
  return tarn_span_equal (cursor->row.name, name) && is_in_view (self, name)
         && is_visible (self, *row) ? TARN_FOUND : TARN_ABSENT;
}

TarnFound
tarn_responder_get_next (TarnResponder  *self,
                         TarnCursor     *cursor,
                         TarnSpan        name,
                         const TarnRow **row)
{
  return settle (self, cursor, tarn_cursor_seek (cursor, name, FALSE), row);
}

TarnFound
tarn_responder_step (TarnResponder  *self,
                     TarnCursor     *cursor,
                     const TarnRow **row)
{
  return settle (self, cursor, tarn_cursor_next (cursor), row);
}

TarnFound
tarn_responder_look (TarnResponder *self,
                     TarnSpan       name,
                     TarnRow       *row)
{
  const TarnRow *next;
  TarnFound found;

  if (!self->reading || self->who == NULL)
    return TARN_FAILED;

  if (!self->looking)
    self->look = self->nowhere;
  self->looking = TRUE;

  found = tarn_responder_get_next (self, &self->look, name, &next);
  if (found == TARN_FOUND)
    *row = *next;

  return found;
}

/* Where the sub-identifier that starts at @at ends. */
static gsize
arc_end (TarnSpan name,
         gsize    at)
{
  while (at < name.len && (name.data[at] & 0x80) != 0)
    at++;

  return MIN (at + 1, name.len);
}

static gsize
last_arc_start (TarnSpan name)
{
  gsize at = name.len > 0 ? name.len - 1 : 0;

  while (at > 0 && (name.data[at - 1] & 0x80) != 0)
    at--;

  return at;
}

/* Moves to the first varbind below the next child of @node: the first one if @child
 * is empty, else the one after @child, which becomes the name of the one found. */
static gboolean
next_child (TarnResponder *self,
            TarnCursor    *cursor,
            TarnSpan       node,
            TarnName      *child)
{
  const TarnRow *row;
  TarnFound found;
  TarnName end;

  if (!spend (self, WORK_OF_SEEK))
    return FALSE;

  if (child->len == 0)
    {
      found = tarn_responder_get_next (self, cursor, node, &row);
    }
  else
    {
      tarn_name_set_end (&end, tarn_name_span (child));
      if (end.len == 0)
        return FALSE;
      found = settle (self, cursor, tarn_cursor_seek (cursor, tarn_name_span (&end), TRUE), &row);
    }

  if (found != TARN_FOUND || !tarn_name_has_prefix (cursor->row.name, node))
    return FALSE;

  tarn_name_set (child, tarn_span (cursor->row.name.data, arc_end (cursor->row.name, node.len)));
  return TRUE;
}

/* Does a captured name differ from @name in the last arc only? */
static gboolean
has_sibling (TarnResponder *self,
             TarnCursor    *cursor,
             TarnSpan       name)
{
  TarnSpan parent = tarn_span (name.data, last_arc_start (name));
  TarnName child = { 0 };

  if (parent.len == 0)
    return FALSE;

  for (int i = 0; i < MAX_CHILDREN && next_child (self, cursor, parent, &child); i++)
    if (cursor->row.name.len == child.len)
      return TRUE;

  return FALSE;
}

/* Do the first instances below both nodes have the same suffixes? */
static gboolean
coincide (TarnResponder *self,
          TarnSpan       a,
          TarnSpan       b)
{
  TarnCursor at_a = self->nowhere;
  TarnCursor at_b = self->nowhere;
  const TarnRow *row;
  gboolean same = spend (self, 2 * WORK_OF_SEEK);
  gboolean in_a;
  gboolean in_b;

  in_a = tarn_responder_get_next (self, &at_a, a, &row) == TARN_FOUND;
  in_b = tarn_responder_get_next (self, &at_b, b, &row) == TARN_FOUND;

  for (int i = 0; same && i < MAX_INSTANCES; i++)
    {
      in_a = in_a && tarn_name_has_prefix (at_a.row.name, a);
      in_b = in_b && tarn_name_has_prefix (at_b.row.name, b);
      if (!in_a || !in_b)
        {
          same = i > 0 && in_a == in_b;
          break;
        }

      same = tarn_span_equal (tarn_span (at_a.row.name.data + a.len, at_a.row.name.len - a.len),
                              tarn_span (at_b.row.name.data + b.len, at_b.row.name.len - b.len));
      in_a = tarn_responder_step (self, &at_a, &row) == TARN_FOUND;
      in_b = tarn_responder_step (self, &at_b, &row) == TARN_FOUND;
    }

  tarn_cursor_clear (&at_a);
  tarn_cursor_clear (&at_b);
  return same;
}

/* A column is a child of an entry `….1` that has a sibling with the same instances. */
static gboolean
is_column (TarnResponder *self,
           TarnCursor    *cursor,
           TarnSpan       entry,
           TarnSpan       column)
{
  TarnName child = { 0 };

  for (int i = 0; i < MAX_CHILDREN && next_child (self, cursor, entry, &child); i++)
    if (!tarn_span_equal (tarn_name_span (&child), column)
        && coincide (self, column, tarn_name_span (&child)))
      return TRUE;

  return FALSE;
}

/* Is a column above @name, or is it one?  From the root down, because where a node
 * has nothing below it its children need not be asked. */
static gboolean
is_in_column (TarnResponder *self,
              TarnCursor    *cursor,
              TarnSpan       name)
{
  int n_entries = 0;

  for (gsize at = arc_end (name, 0); at + 1 < name.len && n_entries < MAX_ENTRIES;
       at = arc_end (name, at))
    {
      TarnSpan entry = tarn_span (name.data, at + 1);
      TarnSpan column = tarn_span (name.data, arc_end (name, at + 1));
      const TarnRow *row;

      if (name.data[at] != 1)
        continue;

      n_entries++;
      if (!spend (self, WORK_OF_SEEK)
          || tarn_responder_get_next (self, cursor, column, &row) != TARN_FOUND
          || !tarn_name_has_prefix (row->name, column))
        return FALSE;

      if (is_column (self, cursor, entry, column))
        return TRUE;
    }

  return FALSE;
}

TarnKind
tarn_responder_classify (TarnResponder *self,
                         TarnCursor    *cursor,
                         TarnSpan       name)
{
  return has_sibling (self, cursor, name) || is_in_column (self, cursor, name)
         ? TARN_KIND_NO_SUCH_INSTANCE
         : TARN_KIND_NO_SUCH_OBJECT;
}

TarnRow
tarn_responder_exception (TarnSpan name,
                    TarnKind kind)
{
  static const guint8 tlvs[][2] = { { 0x80, 0 }, { 0x81, 0 }, { 0x82, 0 } };

  return (TarnRow) {
    .name = name,
    .tlv = tarn_span (tlvs[kind - TARN_KIND_NO_SUCH_OBJECT], 2),
    .tag = kind,
    .header_len = 2,
  };
}
