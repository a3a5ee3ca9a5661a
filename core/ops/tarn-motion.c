/* tarn-motion.c
 *
 * Nothing is computed beforehand and nothing kept: what a number was earlier is looked up when
 * it is asked for, so that a capture of a million varbinds costs what is asked of it.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-motion-private.h"

#include "base/tarn-error.h"
#include "base/tarn-name.h"
#include "ops/tarn-mirror.h"
#include "wire/tarn-ber-writer.h"

#define TICK_US 10000

typedef struct
{
  TarnOid *at;
  double   per_second;
} Rate;

struct _TarnMotion
{
  GArray     *rates;       /* of Rate                                   */
  TarnStore  *earlier;     /* NULL: none                                */
  gint64      apart_us;    /* by so much                                */
  TarnCursor  cursor;      /* in @earlier, while @reading               */
  gboolean    reading;
};

G_DEFINE_BOXED_TYPE (TarnMotion, tarn_motion, tarn_motion_ref, tarn_motion_unref)

static void
clear_rate (gpointer rate)
{
  tarn_oid_unref (((Rate *) rate)->at);
}

/**
 * tarn_motion_new: (constructor)
 *
 * Nothing moves yet.
 *
 * Returns: (transfer full): a new motion
 */
TarnMotion *
tarn_motion_new (void)
{
  TarnMotion *self = g_atomic_rc_box_new0 (TarnMotion);

  self->rates = g_array_new (FALSE, FALSE, sizeof (Rate));
  g_array_set_clear_func (self->rates, clear_rate);
  return self;
}

/**
 * tarn_motion_ref:
 * @self: a motion
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
TarnMotion *
tarn_motion_ref (TarnMotion *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_motion (gpointer data)
{
  TarnMotion *self = data;

  tarn_motion_end (self);
  g_clear_object (&self->earlier);
  g_array_unref (self->rates);
}

/**
 * tarn_motion_unref:
 * @self: (transfer full): a motion
 *
 * Gives a reference back.
 */
void
tarn_motion_unref (TarnMotion *self)
{
  g_atomic_rc_box_release_full (self, clear_motion);
}

/**
 * tarn_motion_add_rate:
 * @self: a motion
 * @at: an instance, or what is above several
 * @per_second: by how much the numbers there grow in a second, 0 or more
 *
 * Of several rates that a name has, the one of the longest OID counts; before what an earlier
 * capture says.  Counters wrap, INTEGER, Gauge32 and Unsigned32 stop at the largest number,
 * all else stays.  0 holds a number as it was captured.
 */
void
tarn_motion_add_rate (TarnMotion *self,
                      TarnOid    *at,
                      double      per_second)
{
  Rate rate = { at, per_second };

  g_return_if_fail (self != NULL);
  g_return_if_fail (at != NULL);
  g_return_if_fail (per_second >= 0);

  tarn_oid_ref (at);
  g_array_append_val (self->rates, rate);
}

/* 0: @store does not tell. */
static guint32
read_uptime (TarnStore *store)
{
  g_autoptr(TarnOid) oid = tarn_oid_new ("1.3.6.1.2.1.1.3.0", NULL);
  g_autoptr(TarnValue) value = tarn_store_get (store, oid, NULL);
  guint64 ticks;

  return value != NULL && tarn_value_get_kind (value) == TARN_KIND_TIME_TICKS
         && tarn_value_get_unsigned (value, &ticks) ? (guint32) ticks : 0;
}

/* By the clock of who mirrored; 0: not known. */
static gint64
read_time_us (TarnStore *store)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_info_read (store);

  return info != NULL ? info->ended_us : 0;
}

/**
 * tarn_motion_set_earlier:
 * @self: a motion
 * @now: what is served
 * @earlier: the same device at an earlier time
 * @error: return location for an error
 *
 * From now on counters go on as fast as they did between the two; TimeTicks run if they ran;
 * Gauge32 goes to where it was and back, in as much time as the two are apart.  How far that
 * is, sysUpTime tells, or where there is none the times of the mirrors.
 *
 * Returns: whether that can be told; else %TARN_ERROR_INVALID
 */
gboolean
tarn_motion_set_earlier (TarnMotion  *self,
                         TarnStore   *now,
                         TarnStore   *earlier,
                         GError     **error)
{
  guint32 ticks_now, ticks_then;
  gint64 us_now, us_then;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (TARN_IS_STORE (now), FALSE);
  g_return_val_if_fail (TARN_IS_STORE (earlier), FALSE);

  ticks_now = read_uptime (now);
  ticks_then = read_uptime (earlier);
  us_now = read_time_us (now);
  us_then = read_time_us (earlier);

  if (ticks_now > 0 && ticks_then > 0 && ticks_now <= ticks_then)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "sysUpTime says that it is not the "
                   "earlier one, or that the device began anew between the two");
      return FALSE;
    }

  if (ticks_now > 0 && ticks_then > 0)
    self->apart_us = (gint64) (ticks_now - ticks_then) * TICK_US;
  else if (us_then > 0 && us_now > us_then)
    self->apart_us = us_now - us_then;
  else
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "neither sysUpTime nor the times of the "
                   "mirrors tell how far the two are apart");
      return FALSE;
    }

  tarn_motion_end (self);
  g_set_object (&self->earlier, earlier);
  return TRUE;
}

gboolean
tarn_motion_begin (TarnMotion  *self,
                   GError     **error)
{
  if (self->earlier == NULL || self->reading)
    return TRUE;

  if (!tarn_store_begin_read (self->earlier, error))
    return FALSE;

  tarn_cursor_init (&self->cursor, self->earlier);
  self->reading = TRUE;
  return TRUE;
}

void
tarn_motion_end (TarnMotion *self)
{
  if (!self->reading)
    return;

  tarn_cursor_clear (&self->cursor);
  tarn_store_end_read (self->earlier);
  self->reading = FALSE;
}

static const Rate *
find_rate (const TarnMotion *self,
           TarnSpan          name)
{
  const Rate *best = NULL;
  gsize best_len = 0;

  for (guint i = 0; i < self->rates->len; i++)
    {
      const Rate *rate = &g_array_index (self->rates, Rate, i);
      TarnSpan at = tarn_oid_span (rate->at);

      if (at.len >= best_len && tarn_name_has_prefix (name, at))
        {
          best = rate;
          best_len = at.len;
        }
    }

  return best;
}

/* What @row's kind does at its largest number: FALSE: nothing of the kind moves. */
static gboolean
get_limit (TarnKind  kind,
           guint64  *largest,
           gboolean *wraps)
{
  *wraps = kind == TARN_KIND_COUNTER32 || kind == TARN_KIND_COUNTER64
           || kind == TARN_KIND_TIME_TICKS;
  *largest = kind == TARN_KIND_COUNTER64 ? G_MAXUINT64
             : kind == TARN_KIND_INTEGER ? G_MAXINT32 : G_MAXUINT32;

  return *wraps || kind == TARN_KIND_INTEGER || kind == TARN_KIND_GAUGE32;
}

static gboolean
grow (TarnKind  kind,
      guint64   number,
      double    by,
      guint64  *moved)
{
  guint64 largest;
  gboolean wraps;

  if (!get_limit (kind, &largest, &wraps))
    return FALSE;

  if (!wraps)
    *moved = by >= (double) (largest - number) ? largest : number + (guint64) by;
  else if (by < 0x1p63)
    *moved = (number + (guint64) by) & largest;
  else
    *moved = number;   /* at such a rate it has wrapped more often than anybody can tell */

  return TRUE;
}

/* Did @ticks of a clock run while @apart_us went by?  A tenth is for the time that a walk
 * takes. */
static gboolean
is_running (guint64 ticks,
            gint64  apart_us)
{
  gint64 us = (gint64) ticks * TICK_US;

  return us > apart_us - apart_us / 10 - G_USEC_PER_SEC
         && us < apart_us + apart_us / 10 + G_USEC_PER_SEC;
}

static guint64
share (guint64 delta,
       gint64  elapsed_us,
       gint64  apart_us)
{
  return (guint64) ((unsigned __int128) delta * (guint64) elapsed_us / (guint64) apart_us);
}

/* As between the two captures. */
static gboolean
go_on (const TarnMotion *self,
       TarnKind          kind,
       guint64           then,
       guint64           now,
       gint64            elapsed_us,
       guint64          *moved)
{
  gint64 phase_us = elapsed_us % (2 * self->apart_us);

  switch ((guint) kind)
    {
    case TARN_KIND_COUNTER32:
      *moved = (guint32) (now + share ((guint32) (now - then), elapsed_us, self->apart_us));
      return TRUE;

    case TARN_KIND_COUNTER64:
      if (now < then)
        return FALSE;   /* nobody counts 2^64: it was set to 0 */
      *moved = now + share (now - then, elapsed_us, self->apart_us);
      return TRUE;

    case TARN_KIND_TIME_TICKS:
      if (!is_running ((guint32) (now - then), self->apart_us))
        return FALSE;
      *moved = (guint32) (now + (guint64) elapsed_us / TICK_US);
      return TRUE;

    case TARN_KIND_GAUGE32:
      phase_us = MIN (phase_us, 2 * self->apart_us - phase_us);
      *moved = now > then ? now - share (now - then, phase_us, self->apart_us)
                          : now + share (then - now, phase_us, self->apart_us);
      return TRUE;

    default:
      return FALSE;
    }
}

/* What the earlier capture has where @row is, of the same kind. */
static gboolean
find_earlier (TarnMotion    *self,
              const TarnRow *row,
              guint64       *number)
{
  return self->reading && tarn_cursor_seek (&self->cursor, row->name, TRUE)
         && tarn_span_equal (self->cursor.row.name, row->name)
         && self->cursor.row.tag == row->tag
         && tarn_row_get_unsigned (&self->cursor.row, number);
}

gboolean
tarn_motion_view (TarnMotion    *self,
                  const TarnRow *row,
                  gint64         elapsed_us,
                  TarnRow       *moved,
                  guint8        *tlv)
{
  const Rate *rate;
  TarnBerWriter writer;
  guint64 now, then, number;
  gint64 integer;

  if (row->tag == TARN_KIND_INTEGER ? !tarn_row_get_integer (row, &integer) || integer < 0
                                    : !tarn_row_get_unsigned (row, &now))
    return FALSE;
  if (row->tag == TARN_KIND_INTEGER)
    now = (guint64) integer;

  rate = find_rate (self, row->name);
  if (rate != NULL ? !grow (row->tag, now, rate->per_second * (double) elapsed_us / G_USEC_PER_SEC,
                            &number)
                   : !find_earlier (self, row, &then)
                     || !go_on (self, row->tag, then, now, elapsed_us, &number))
    return FALSE;

  tarn_ber_writer_init (&writer, tlv, TARN_MOTION_TLV);
  tarn_ber_put_unsigned (&writer, row->tag, number);
  tarn_row_set_tlv (moved, tarn_ber_writer_span (&writer));
  moved->name = row->name;
  return TRUE;
}
