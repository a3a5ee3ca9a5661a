/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mirror-control.h"

/* Over so long the rate is taken, about. */
#define RATE_US (G_USEC_PER_SEC / 2)

struct _TarnMirrorControl
{
  GObject                 parent_instance;

  TarnDocument           *document;
  TarnMirrorControlState  state;
  gboolean                gentle;
  guint                   max_requests;  /* 0: as many as the device bears           */
  gboolean                limited;       /* the device knows of such a limit by us   */
  gboolean                pausing;       /* while stopping: it is to be gone on with */

  TarnMirror             *mirror;        /* while busy                               */
  GCancellable           *cancellable;   /* likewise                                 */
  gint64                  began_us;
  gint64                  rated_us;      /* when @rate was taken, of @rated_rows     */
  guint64                 rated_rows;
  double                  rate;

  TarnVerdict            *verdict;
  GError                 *error;
  gboolean                restarted;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_STATE,
  PROP_GENTLE,
  PROP_MAX_REQUESTS,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_ENUM_TYPE (TarnMirrorControlState, tarn_mirror_control_state,
  G_DEFINE_ENUM_VALUE (TARN_MIRROR_CONTROL_IDLE, "idle"),
  G_DEFINE_ENUM_VALUE (TARN_MIRROR_CONTROL_RUNNING, "running"),
  G_DEFINE_ENUM_VALUE (TARN_MIRROR_CONTROL_STOPPING, "stopping"),
  G_DEFINE_ENUM_VALUE (TARN_MIRROR_CONTROL_PAUSED, "paused"),
  G_DEFINE_ENUM_VALUE (TARN_MIRROR_CONTROL_DONE, "done"),
  G_DEFINE_ENUM_VALUE (TARN_MIRROR_CONTROL_FAILED, "failed"),
  G_DEFINE_ENUM_VALUE (TARN_MIRROR_CONTROL_INTERRUPTED, "interrupted"))

G_DEFINE_FINAL_TYPE (TarnMirrorControl, tarn_mirror_control, G_TYPE_OBJECT)

void
tarn_mirror_progress_clear (TarnMirrorProgress *self)
{
  g_clear_pointer (&self->current, tarn_oid_unref);
}

static void
control_set_state (TarnMirrorControl      *self,
                   TarnMirrorControlState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* A mirror that its process did not bring to an end, or that was stopped. */
static gboolean
control_was_interrupted (TarnMirrorControl *self)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_control_dup_info (self);

  if (info == NULL || info->complete)
    return FALSE;
  if (info->running)
    return !tarn_capture_is_claimed (tarn_document_get_capture (self->document));

  for (guint i = 0; i < info->gaps->len; i++)
    if (((TarnGap *) info->gaps->pdata[i])->reason == TARN_GAP_CANCELLED)
      return TRUE;

  return FALSE;
}

static void
tarn_mirror_control_constructed (GObject *object)
{
  TarnMirrorControl *self = TARN_MIRROR_CONTROL (object);

  G_OBJECT_CLASS (tarn_mirror_control_parent_class)->constructed (object);

  if (tarn_document_is_writable (self->document) && control_was_interrupted (self))
    self->state = TARN_MIRROR_CONTROL_INTERRUPTED;
}

static void
tarn_mirror_control_dispose (GObject *object)
{
  TarnMirrorControl *self = TARN_MIRROR_CONTROL (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->mirror);
  g_clear_object (&self->document);
  g_clear_pointer (&self->verdict, tarn_verdict_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (tarn_mirror_control_parent_class)->dispose (object);
}

static void
tarn_mirror_control_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  TarnMirrorControl *self = TARN_MIRROR_CONTROL (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_GENTLE:
      g_value_set_boolean (value, self->gentle);
      break;
    case PROP_MAX_REQUESTS:
      g_value_set_uint (value, self->max_requests);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_mirror_control_set_property (GObject      *object,
                                  guint         id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  TarnMirrorControl *self = TARN_MIRROR_CONTROL (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      self->document = g_value_dup_object (value);
      break;
    case PROP_GENTLE:
      self->gentle = g_value_get_boolean (value);
      break;
    case PROP_MAX_REQUESTS:
      self->max_requests = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_mirror_control_class_init (TarnMirrorControlClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->constructed = tarn_mirror_control_constructed;
  object_class->dispose = tarn_mirror_control_dispose;
  object_class->get_property = tarn_mirror_control_get_property;
  object_class->set_property = tarn_mirror_control_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, TARN_TYPE_MIRROR_CONTROL_STATE,
                       TARN_MIRROR_CONTROL_IDLE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  /* Of mirrors that begin from now on. */
  properties[PROP_GENTLE] =
    g_param_spec_boolean ("gentle", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAX_REQUESTS] =
    g_param_spec_uint ("max-requests", NULL, NULL, 0, 1000, 0,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
tarn_mirror_control_init (TarnMirrorControl *self)
{
}

TarnMirrorControl *
tarn_mirror_control_new (TarnDocument *document)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT (document), NULL);

  return g_object_new (TARN_TYPE_MIRROR_CONTROL, "document", document, NULL);
}

TarnMirrorControlState
tarn_mirror_control_get_state (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), TARN_MIRROR_CONTROL_IDLE);

  return self->state;
}

gboolean
tarn_mirror_control_is_busy (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), FALSE);

  return self->mirror != NULL;
}

/* What was learnt of the device helps the next time; that it cannot be kept does not make
 * a mirror worse. */
static void
keep_profile (TarnMirror *mirror)
{
  g_autoptr(GError) error = NULL;
  TarnDevice *device = tarn_walk_get_device (tarn_mirror_get_walk (mirror));

  if (!tarn_device_save_profile (device, &error))
    g_debug ("%s", error->message);
}

/* Takes @error, NULL: none. */
static void
control_ended (TarnMirrorControl *self,
               TarnMirror        *mirror,
               GError            *error)
{
  TarnWalk *walk = tarn_mirror_get_walk (mirror);
  gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  gboolean of_walk = error == NULL || error->domain == TARN_ERROR;

  self->verdict = tarn_walk_dup_verdict (walk);
  self->restarted = tarn_mirror_has_restarted (mirror);
  self->error = error;
  g_clear_object (&self->mirror);
  g_clear_object (&self->cancellable);
  keep_profile (mirror);
  tarn_document_set_mirror (self->document, NULL);

  if (stopped && self->pausing)
    control_set_state (self, TARN_MIRROR_CONTROL_PAUSED);
  else if (stopped || error == NULL || (of_walk && self->verdict->n_rows > 0))
    control_set_state (self, TARN_MIRROR_CONTROL_DONE);
  else
    control_set_state (self, TARN_MIRROR_CONTROL_FAILED);
}

static void
ran_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  TarnMirror *mirror = TARN_MIRROR (source);
  g_autoptr(TarnMirrorControl) self = user_data;
  GError *error = NULL;

  tarn_mirror_run_finish (mirror, result, &error);
  control_ended (self, mirror, error);
}

static void
control_run (TarnMirrorControl *self,
             const TarnOid     *root,
             TarnMirrorScope    scope)
{
  TarnDevice *device = tarn_document_get_device (self->document);
  g_autoptr(TarnWalk) walk = NULL;

  /* Whoever limited the device by another way is not to be undone. */
  if (self->max_requests > 0 || self->limited)
    tarn_device_set_max_window (device, self->max_requests);
  self->limited = self->max_requests > 0;
  walk = tarn_walk_new (tarn_document_get_session (self->document), device);
  tarn_walk_set_gentle (walk, self->gentle);
  if (root != NULL)
    {
      tarn_walk_add_root (walk, root, NULL);
      tarn_walk_set_get_root (walk, TRUE);
    }
  self->mirror = tarn_mirror_new (walk, tarn_document_get_capture (self->document));
  tarn_mirror_set_scope (self->mirror, scope);

  g_clear_pointer (&self->verdict, tarn_verdict_free);
  g_clear_error (&self->error);
  self->restarted = FALSE;
  self->pausing = FALSE;
  self->cancellable = g_cancellable_new ();
  self->began_us = self->rated_us = g_get_monotonic_time ();
  self->rated_rows = 0;
  self->rate = 0;

  tarn_document_set_mirror (self->document, self->mirror);
  tarn_mirror_run_async (self->mirror, self->cancellable, ran_cb, g_object_ref (self));
  control_set_state (self, TARN_MIRROR_CONTROL_RUNNING);
}

void
tarn_mirror_control_start (TarnMirrorControl *self,
                           const TarnOid     *root)
{
  g_return_if_fail (TARN_IS_MIRROR_CONTROL (self));
  g_return_if_fail (tarn_document_get_device (self->document) != NULL);

  if (!tarn_mirror_control_is_busy (self))
    control_run (self, root, TARN_MIRROR_SCOPE_WALK);
}

void
tarn_mirror_control_go_on (TarnMirrorControl *self,
                           TarnMirrorScope    scope)
{
  g_return_if_fail (TARN_IS_MIRROR_CONTROL (self));
  g_return_if_fail (tarn_document_get_device (self->document) != NULL);

  if (!tarn_mirror_control_is_busy (self))
    control_run (self, NULL, scope);
}

static void
control_stop (TarnMirrorControl *self,
              gboolean           pausing)
{
  if (self->state != TARN_MIRROR_CONTROL_RUNNING)
    return;

  self->pausing = pausing;
  g_cancellable_cancel (self->cancellable);
  control_set_state (self, TARN_MIRROR_CONTROL_STOPPING);
}

void
tarn_mirror_control_pause (TarnMirrorControl *self)
{
  g_return_if_fail (TARN_IS_MIRROR_CONTROL (self));

  control_stop (self, TRUE);
}

void
tarn_mirror_control_cancel (TarnMirrorControl *self)
{
  g_return_if_fail (TARN_IS_MIRROR_CONTROL (self));

  control_stop (self, FALSE);
  if (self->state == TARN_MIRROR_CONTROL_PAUSED)
    control_set_state (self, TARN_MIRROR_CONTROL_DONE);
}

void
tarn_mirror_control_dismiss (TarnMirrorControl *self)
{
  g_return_if_fail (TARN_IS_MIRROR_CONTROL (self));

  if (!tarn_mirror_control_is_busy (self))
    control_set_state (self, TARN_MIRROR_CONTROL_IDLE);
}

/* Of a moving window: half of what it was before each time. */
static void
control_rate (TarnMirrorControl *self,
              guint64            n_rows)
{
  gint64 now_us = g_get_monotonic_time ();
  gint64 passed_us = now_us - self->rated_us;
  double rate;

  if (passed_us < RATE_US / 4)
    return;

  rate = (double) (n_rows - MIN (n_rows, self->rated_rows)) * G_USEC_PER_SEC / (double) passed_us;
  self->rate = self->rated_rows == 0 ? rate : (self->rate + rate) / 2;
  self->rated_us = now_us;
  self->rated_rows = n_rows;
}

void
tarn_mirror_control_get_progress (TarnMirrorControl  *self,
                                  TarnMirrorProgress *progress)
{
  TarnWalk *walk;

  g_return_if_fail (TARN_IS_MIRROR_CONTROL (self));
  g_return_if_fail (progress != NULL);

  *progress = (TarnMirrorProgress) { .fraction = -1 };
  if (self->mirror == NULL)
    {
      if (self->verdict != NULL)
        {
          progress->n_rows = self->verdict->n_rows;
          progress->n_requests = self->verdict->n_requests;
          progress->elapsed_us = self->verdict->elapsed_us;
        }
      return;
    }

  walk = tarn_mirror_get_walk (self->mirror);
  progress->n_rows = tarn_walk_get_n_rows (walk);
  progress->n_requests = tarn_walk_get_n_requests (walk);
  progress->fraction = tarn_mirror_get_fraction (self->mirror);
  progress->elapsed_us = g_get_monotonic_time () - self->began_us;
  progress->n_in_flight = tarn_walk_get_n_in_flight (walk);
  progress->current = tarn_mirror_get_current (self->mirror);
  control_rate (self, progress->n_rows);
  progress->rate = self->rate;
}

const TarnVerdict *
tarn_mirror_control_get_verdict (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), NULL);

  return self->verdict;
}

const GError *
tarn_mirror_control_get_error (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), NULL);

  return self->error;
}

gboolean
tarn_mirror_control_is_silent (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), FALSE);

  return g_error_matches (self->error, TARN_ERROR, TARN_ERROR_NO_ANSWER)
         || g_error_matches (self->error, TARN_ERROR, TARN_ERROR_UNREACHABLE);
}

gboolean
tarn_mirror_control_has_restarted (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), FALSE);

  return self->mirror != NULL ? tarn_mirror_has_restarted (self->mirror) : self->restarted;
}

TarnMirrorInfo *
tarn_mirror_control_dup_info (TarnMirrorControl *self)
{
  TarnStore *store;
  TarnMirrorInfo *info;

  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), NULL);

  store = tarn_document_get_store (self->document);
  if (!tarn_store_begin_read (store, NULL))
    return NULL;

  info = tarn_mirror_info_read (store);
  tarn_store_end_read (store);
  return info;
}

GPtrArray *
tarn_mirror_control_dup_open (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), NULL);

  return self->mirror != NULL
         ? tarn_walk_dup_open_intervals (tarn_mirror_get_walk (self->mirror)) : NULL;
}

GPtrArray *
tarn_mirror_control_dup_asked (TarnMirrorControl *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_CONTROL (self), NULL);

  return self->mirror != NULL
         ? tarn_walk_dup_asked_intervals (tarn_mirror_get_walk (self->mirror)) : NULL;
}
