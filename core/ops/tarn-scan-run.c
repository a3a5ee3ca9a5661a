/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The thin driver of the machine: one source for the sockets and one for all that has a
 * time, in slices that leave room for others (F-79).
 */
#include "ops/tarn-scan-private.h"

#include "base/tarn-error.h"
#include "net/tarn-transport-udp.h"
#include "net/tarn-work-source.h"

/* What one dispatch may take before others have their turn. */
#define SLICE_US 2000

/* Names that are looked up at once: each takes a thread of the resolver. */
#define MAX_LOOKUPS 16

/* Targets that an earlier scan has asked, passed over before the time is looked at. */
#define MAX_PASSED 1024

static gint64
scan_now_us (TarnScan *self)
{
  return tarn_clock_now_us (&self->clock);
}

static gboolean
scan_has_targets (TarnScan *self)
{
  return !self->stopped && self->next < tarn_scan_plan_get_size (self->plan);
}

static gint64
scan_next_us (gpointer owner)
{
  TarnScan *self = owner;

  if (self->stopped)
    return self->machine.n_used > 0 || self->found->len > 0 ? 0 : G_MAXINT64;

  if (self->batch_done < self->batch_n || self->found->len > 0
      || (scan_has_targets (self) && !self->behind_lookups
          && tarn_scan_machine_wants (&self->machine)))
    return 0;

  return tarn_scan_machine_wake_us (&self->machine, scan_now_us (self));
}

/* Begins targets as long as they are welcome. */
static void
scan_begin_targets (TarnScan *self,
                    gint64    until_us)
{
  guint n_passed = 0;

  tarn_scan_take_found (self);
  while (scan_has_targets (self) && tarn_scan_machine_wants (&self->machine))
    {
      guint64 position = self->next;
      TarnScanTarget target;

      if (tarn_scan_plan_is_done (self->plan, position))
        {
          self->next++;
          if (++n_passed % MAX_PASSED == 0 && scan_now_us (self) >= until_us)
            return;
          continue;
        }

      tarn_scan_plan_get (self->plan, position, &target);
      if (target.endpoint.sa.sa_family != AF_UNSPEC)
        {
          tarn_scan_machine_add (&self->machine, &target.endpoint, 1, position);
        }
      else
        {
          self->behind_lookups = self->n_lookups >= MAX_LOOKUPS;
          if (self->behind_lookups)
            return;
          tarn_scan_look_up (self, &target, position);
        }
      self->next++;
    }
}

static void
scan_send (TarnScan *self,
           gint64    until_us)
{
  TarnDatagram datagrams[TARN_TRANSPORT_BATCH];
  gint64 now_us = scan_now_us (self);
  guint n, n_sent;

  if (self->stopped)
    return;

  do
    {
      int error = 0;

      scan_begin_targets (self, until_us);
      n = tarn_scan_machine_next (&self->machine, now_us, datagrams, G_N_ELEMENTS (datagrams));
      if (n == 0)
        return;

      n_sent = (guint) self->transport->klass->send (self->transport, datagrams, n, &error);
      now_us = scan_now_us (self);
      tarn_scan_machine_sent (&self->machine, n_sent, error, now_us);
    }
  while (!self->stopped && now_us < until_us);
}

static void
scan_receive_bounces (TarnScan *self,
                      gint64    until_us)
{
  gint64 now_us = scan_now_us (self);
  TarnBounce bounce;

  self->readable = TRUE;
  while (!self->stopped && now_us < until_us
         && self->transport->klass->receive_bounce (self->transport, &bounce))
    {
      tarn_scan_machine_feed_bounce (&self->machine, &bounce, now_us);
      now_us = scan_now_us (self);
    }
}

/* What the system says about its receive buffers (F-72). */
static void
scan_note_buffer (TarnScan *self)
{
  TarnTransport *transport = self->transport;
  guint64 n = transport->n_overrun - self->n_overrun;

  self->n_overrun = transport->n_overrun;
  self->machine.pace.buffer_octets = transport->queue_octets;
  if (n > 0)
    tarn_scan_machine_feed_overrun (&self->machine, n, scan_now_us (self));
}

static gboolean
scan_fill_batch (TarnScan *self)
{
  if (self->batch_done < self->batch_n)
    return TRUE;

  self->batch_done = self->batch_n = 0;
  if (!self->readable)
    return FALSE;

  self->batch_n = self->transport->klass->receive (self->transport, self->batch,
                                                   TARN_TRANSPORT_BATCH);
  scan_note_buffer (self);
  /* Less than a batch was all there is; if not, the source is ready again. */
  self->readable = self->batch_n == TARN_TRANSPORT_BATCH;
  return self->batch_n > 0;
}

/* What answers make due is sent each time a batch has been dealt with, so that devices
 * and network have something to do meanwhile. */
static void
scan_receive (TarnScan *self,
              gint64    until_us)
{
  gint64 now_us = scan_now_us (self);

  while (!self->stopped && now_us < until_us && scan_fill_batch (self))
    {
      tarn_scan_machine_feed (&self->machine, &self->batch[self->batch_done++], now_us);
      if (self->batch_done == self->batch_n)
        scan_send (self, until_us);
      now_us = scan_now_us (self);
    }
}

static void
scan_expire (TarnScan *self,
             gint64    until_us)
{
  gint64 now_us = scan_now_us (self);

  while (!self->stopped && now_us < until_us
         && tarn_scan_machine_expire (&self->machine, now_us))
    now_us = scan_now_us (self);
}

/* After a cancellation nothing is sent or taken in: only the ends are told. */
static void
scan_stop (TarnScan *self,
           gint64    until_us)
{
  if (!self->stopped)
    return;

  tarn_scan_take_found (self);
  while (tarn_scan_machine_stop (&self->machine) && scan_now_us (self) < until_us)
    ;
}

static void
scan_clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* The task may be the last one that holds @self. */
static void
scan_end (TarnScan *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  scan_clear_source (&self->receive_source);
  scan_clear_source (&self->work_source);
  scan_clear_source (&self->cancelled);
  self->transport->klass->close (g_steal_pointer (&self->transport));
  self->batch_done = self->batch_n = 0;
  g_clear_pointer (&self->context, g_main_context_unref);

  if (self->stopped)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "The scan was stopped after %" G_GUINT64_FORMAT " of %"
                             G_GUINT64_FORMAT " targets",
                             tarn_scan_plan_get_n_done (self->plan),
                             tarn_scan_plan_get_size (self->plan));
  else
    g_task_return_boolean (task, TRUE);
}

void
tarn_scan_check (TarnScan *self)
{
  if (self->task != NULL && !self->busy && !scan_has_targets (self)
      && self->n_lookups == 0 && self->machine.n_used == 0)
    scan_end (self);
}

/* Each source begins its slice with what it is there for; what is left over makes them
 * ready again.  A function that is told rows and iterates the main context gets no more
 * of them until it returns. */
static gboolean
scan_turn (TarnScan *self,
           void    (*begin) (TarnScan *self, gint64 until_us))
{
  gint64 until_us = scan_now_us (self) + SLICE_US;

  if (self->busy)
    return G_SOURCE_CONTINUE;

  self->busy = TRUE;
  scan_stop (self, until_us);
  begin (self, until_us);
  scan_receive (self, until_us);
  scan_send (self, until_us);
  self->busy = FALSE;

  tarn_scan_check (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
scan_receive_cb (gpointer user_data)
{
  return scan_turn (user_data, scan_receive_bounces);
}

static gboolean
scan_work_cb (gpointer user_data)
{
  return scan_turn (user_data, scan_expire);
}

static gboolean
scan_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  TarnScan *self = user_data;

  self->stopped = TRUE;
  scan_clear_source (&self->cancelled);
  tarn_scan_check (self);
  return G_SOURCE_REMOVE;
}

/* Only what leaves the machine needs a rate unless somebody wants one (F-74). */
static void
scan_settle (TarnScan *self)
{
  self->machine.func = tarn_scan_tell;
  self->machine.user_data = self;
  self->machine.rate_always = self->rate >= 0;
  self->machine.pace.rate = self->rate >= 0 ? (guint) self->rate : TARN_SCAN_DEFAULT_RATE;
  tarn_scan_question_settle (&self->machine.question);
}

void
tarn_scan_run_over (TarnScan            *self,
                    TarnTransport       *transport,
                    const TarnClock     *clock,
                    GCancellable        *cancellable,
                    GAsyncReadyCallback  callback,
                    gpointer             user_data)
{
  self->begun = TRUE;
  self->began_us = g_get_real_time ();
  self->transport = transport;
  self->clock = *clock;
  self->context = g_main_context_ref_thread_default ();
  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, tarn_scan_run_async);
  /* A scan that was cancelled says itself how far it came. */
  g_task_set_check_cancellable (self->task, FALSE);
  scan_settle (self);

  if (cancellable != NULL)
    {
      self->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancelled, G_SOURCE_FUNC (scan_cancelled_cb), self, NULL);
      g_source_attach (self->cancelled, self->context);
    }

  /* First, so that after a long stop of the process answers come before time-outs. */
  self->receive_source = transport->klass->create_source (transport);
  g_source_set_callback (self->receive_source, scan_receive_cb, self, NULL);
  g_source_attach (self->receive_source, self->context);

  self->work_source = tarn_work_source_new ("[tarn] scan", clock, scan_next_us, self);
  g_source_set_callback (self->work_source, scan_work_cb, self, NULL);
  g_source_attach (self->work_source, self->context);

  tarn_scan_check (self);
}

/**
 * tarn_scan_run_async:
 * @self: a scan that has not run
 * @cancellable: (nullable): stops the scan: nothing more is sent, and each target that
 *   was begun is told to have been stopped
 * @callback: called when all targets have ended
 * @user_data: for @callback
 *
 * Asks all targets.
 */
void
tarn_scan_run_async (TarnScan            *self,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_return_if_fail (TARN_IS_SCAN (self));
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));
  g_return_if_fail (!self->begun);

  tarn_scan_run_over (self, tarn_transport_udp_new (), &tarn_clock_monotonic, cancellable,
                      callback, user_data);
}

/**
 * tarn_scan_run_finish:
 * @self: a scan
 * @result: what the callback got
 * @error: %G_IO_ERROR_CANCELLED: how far it came
 *
 * Returns: whether all targets have ended, whatever became of them
 */
gboolean
tarn_scan_run_finish (TarnScan      *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (TARN_IS_SCAN (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
