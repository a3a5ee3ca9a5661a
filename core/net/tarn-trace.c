/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "net/tarn-trace-private.h"

#include "wire/tarn-message.h"

G_DEFINE_BOXED_TYPE (TarnTrace, tarn_trace, tarn_trace_ref, tarn_trace_unref)

G_DEFINE_ENUM_TYPE (TarnTraceDirection, tarn_trace_direction,
  G_DEFINE_ENUM_VALUE (TARN_TRACE_SENT, "sent"),
  G_DEFINE_ENUM_VALUE (TARN_TRACE_RECEIVED, "received"),
  G_DEFINE_ENUM_VALUE (TARN_TRACE_BOUNCED, "bounced"))

/**
 * tarn_trace_ref:
 * @self: a trace
 *
 * Returns: (transfer full): @self, with one more reference
 */
TarnTrace *
tarn_trace_ref (TarnTrace *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
trace_clear (gpointer data)
{
  TarnTrace *self = data;

  g_free (self->peer);
  g_bytes_unref (self->octets);
  g_free (self->problem);
}

/**
 * tarn_trace_unref:
 * @self: (transfer full): a trace
 *
 * Gives up a reference.
 */
void
tarn_trace_unref (TarnTrace *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, trace_clear);
}

static void
trace_take_message (TarnTrace         *self,
                    const TarnMessage *message,
                    TarnSpan           octets)
{
  self->version = message->version;
  if (message->pdu.type != 0)
    self->operation = tarn_pdu_type_to_string (message->pdu.type);
  self->request_id = message->pdu.request_id;
  self->error_status = message->pdu.error_status;
  self->error_index = message->pdu.error_index;
  self->n_varbinds = message->n_rows;
  self->anomalies = message->anomalies;
  if (message->community.len > 0)
    self->community_at = (gsize) (message->community.data - octets.data);
  self->community_len = message->community.len;
}

TarnTrace *
tarn_trace_new (TarnTraceDirection  direction,
                const TarnEndpoint *peer,
                TarnSpan            octets,
                int                 error)
{
  TarnTrace *self = g_atomic_rc_box_new0 (TarnTrace);
  TarnMessage message;

  self->direction = direction;
  self->time_us = g_get_real_time ();
  self->peer = tarn_endpoint_to_string (peer);
  self->octets = g_bytes_new (octets.data, octets.len);
  self->operation = "";

  tarn_message_init (&message);
  if (!tarn_message_decode (&message, octets, TARN_PROFILE_LENIENT) && error == 0)
    self->problem = g_strdup_printf ("%s at octet %" G_GSIZE_FORMAT,
                                     tarn_ber_error_to_string (message.error), message.error_at);
  else if (error != 0)
    self->problem = g_strdup (g_strerror (error));
  trace_take_message (self, &message, octets);
  tarn_message_clear (&message);

  return self;
}

/**
 * tarn_trace_dup_varbinds:
 * @self: a trace
 * @max_varbinds: at most so many, the first ones; 0: all
 *
 * The varbinds of the message, in its order; those of a request have the value NULL.
 *
 * Returns: (transfer full) (element-type TarnVarbind): none where it cannot be read
 */
GPtrArray *
tarn_trace_dup_varbinds (const TarnTrace *self,
                         guint            max_varbinds)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);
  TarnMessage message;
  gsize len;
  const guint8 *octets;

  g_return_val_if_fail (self != NULL, varbinds);

  octets = g_bytes_get_data (self->octets, &len);
  tarn_message_init (&message);
  if (tarn_message_decode (&message, tarn_span (octets, len), TARN_PROFILE_LENIENT))
    for (guint i = 0; i < message.n_rows && (max_varbinds == 0 || i < max_varbinds); i++)
      g_ptr_array_add (varbinds, tarn_row_dup_varbind (&message.rows[i]));
  tarn_message_clear (&message);

  return varbinds;
}

typedef struct
{
  TarnTrace  *trace;
  TarnDevice *device;
} TraceNote;

static void
note_clear (gpointer data)
{
  TraceNote *note = data;

  tarn_trace_unref (note->trace);
  g_clear_object (&note->device);
}

void
tarn_traces_init (TarnTraces *self)
{
  self->notes = g_array_new (FALSE, FALSE, sizeof (TraceNote));
  g_array_set_clear_func (self->notes, note_clear);
}

void
tarn_traces_clear (TarnTraces *self)
{
  g_array_unref (self->notes);
}

void
tarn_traces_add (TarnTraces *self,
                 TarnTrace  *trace,
                 TarnDevice *device)
{
  TraceNote note = { trace, device != NULL ? g_object_ref (device) : NULL };

  g_array_append_val (self->notes, note);
}

void
tarn_traces_tell (TarnTraces  *self,
                  TarnSession *session)
{
  g_autoptr(GArray) notes = NULL;

  if (self->notes->len == 0)
    return;

  /* A listener may iterate the main context, where more is added. */
  notes = self->notes;
  tarn_traces_init (self);
  for (guint i = 0; i < notes->len; i++)
    {
      TraceNote *note = &g_array_index (notes, TraceNote, i);

      tarn_session_trace (session, note->device, note->trace);
    }
}
