/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-log.h"

struct _TarnLog
{
  TarnRing       parent_instance;

  TarnSession   *session;
  TarnDevice    *device;     /* nullable                            */
  GHashTable    *peers;      /* where it has been asked, as text    */
  gulong         traced_id;  /* 0: not recording                    */
};

G_DEFINE_FINAL_TYPE (TarnLog, tarn_log, TARN_TYPE_RING)

static void
tarn_log_dispose (GObject *object)
{
  TarnLog *self = TARN_LOG (object);

  if (self->session != NULL)
    g_clear_signal_handler (&self->traced_id, self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (tarn_log_parent_class)->dispose (object);
}

static void
tarn_log_finalize (GObject *object)
{
  g_hash_table_unref (TARN_LOG (object)->peers);

  G_OBJECT_CLASS (tarn_log_parent_class)->finalize (object);
}

static void
tarn_log_class_init (TarnLogClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = tarn_log_dispose;
  object_class->finalize = tarn_log_finalize;
}

static void
tarn_log_init (TarnLog *self)
{
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

TarnLog *
tarn_log_new (TarnSession *session,
              guint        size)
{
  TarnLog *self;

  g_return_val_if_fail (TARN_IS_SESSION (session), NULL);
  g_return_val_if_fail (size > 0, NULL);

  self = g_object_new (TARN_TYPE_LOG, "size", size, NULL);
  self->session = g_object_ref (session);

  return self;
}

/* Of several devices that a session serves, ours: what nobody waits for is if it comes from
 * where ours was asked. */
static void
traced_cb (TarnLog    *self,
           TarnDevice *device,
           TarnTrace  *trace)
{
  if (self->device == NULL || (device != NULL && device != self->device))
    return;
  if (device == NULL && !g_hash_table_contains (self->peers, trace->peer))
    return;

  if (trace->direction == TARN_TRACE_SENT && !g_hash_table_contains (self->peers, trace->peer))
    g_hash_table_add (self->peers, g_strdup (trace->peer));
  tarn_ring_push (TARN_RING (self), tarn_log_entry_new (trace, device != NULL));
}

void
tarn_log_set_device (TarnLog    *self,
                     TarnDevice *device)
{
  g_return_if_fail (TARN_IS_LOG (self));

  if (g_set_object (&self->device, device))
    g_hash_table_remove_all (self->peers);
}

gboolean
tarn_log_is_recording (TarnLog *self)
{
  g_return_val_if_fail (TARN_IS_LOG (self), FALSE);

  return self->traced_id != 0;
}

void
tarn_log_set_recording (TarnLog  *self,
                        gboolean  recording)
{
  g_return_if_fail (TARN_IS_LOG (self));

  if (recording == tarn_log_is_recording (self))
    return;

  if (recording)
    self->traced_id = g_signal_connect_swapped (self->session, "traced", G_CALLBACK (traced_cb),
                                                self);
  else
    g_clear_signal_handler (&self->traced_id, self->session);
}
