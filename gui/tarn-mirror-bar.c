/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-mirror-bar.h"

#include <glib/gi18n.h>

#include "tarn-connect-dialog.h"
#include "tarn-intervals-view.h"
#include "tarn-mirror-layout.h"
#include "tarn-mirror-picture.h"
#include "tarn-mirror-verdict.h"
#include "tarn-mirror-words.h"
#include "tarn-settings.h"
#include "tarn-ui.h"

/* How often numbers and picture move: people read no faster. */
#define UPDATE_MS 100

struct _TarnMirrorBar
{
  GtkWidget           parent_instance;

  TarnDocument       *document;    /* nullable                                          */
  TarnConnect        *connect;     /* nullable                                          */
  TarnMirrorControl  *control;     /* NULL while there is no document                   */
  GCancellable       *cancellable; /* of a device that is asked for                     */
  guint               update_id;   /* the timer, while busy                             */

  TarnOid            *root;        /* of the mirror that was begun last; NULL: all      */
  TarnMirrorScope     scope;       /* likewise: what to do once more when it failed     */

  GtkWidget          *box;
  GtkImage           *icon;
  GtkLabel           *title;
  GtkLabel           *detail;
  GtkWidget          *details_button;
  TarnMirrorVerdict  *verdict;
  GtkButton          *go_on_button;
  GtkWidget          *pause_button;
  GtkWidget          *stop_button;
  GtkWidget          *dismiss_button;
  GtkProgressBar     *progress;
  TarnIntervalsView  *picture;
};

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_CONNECT,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnMirrorBar, tarn_mirror_bar, GTK_TYPE_WIDGET)

static void
set_label (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), text[0] != '\0');
}

static char *
bar_dup_name (TarnMirrorBar *self)
{
  if (self->root != NULL && self->scope == TARN_MIRROR_SCOPE_WALK)
    return tarn_mirror_name (tarn_document_get_mib (self->document), self->root);

  return g_strdup (tarn_document_get_title (self->document));
}

static void
bar_show_picture (TarnMirrorBar *self)
{
  g_autoptr(GPtrArray) open = tarn_mirror_control_dup_open (self->control);
  g_autoptr(GPtrArray) asked = tarn_mirror_control_dup_asked (self->control);
  g_autoptr(TarnMirrorInfo) info = NULL;
  g_autoptr(GArray) stretches = NULL;

  if (open == NULL)
    info = tarn_mirror_control_dup_info (self->control);
  stretches = tarn_mirror_picture_new (tarn_document_get_store (self->document), open, asked,
                                       info != NULL ? info->gaps : NULL, NULL);
  /* Another process writes: the picture of a moment ago is good enough. */
  if (stretches != NULL)
    tarn_intervals_view_set_stretches (self->picture, stretches);
}

static void
bar_show_progress (TarnMirrorBar            *self,
                   const TarnMirrorProgress *progress)
{
  if (progress->fraction >= 0)
    gtk_progress_bar_set_fraction (self->progress, CLAMP (progress->fraction, 0, 1));
  else
    gtk_progress_bar_pulse (self->progress);
}

static void
bar_show_verdict (TarnMirrorBar *self)
{
  const TarnVerdict *verdict = tarn_mirror_control_get_verdict (self->control);
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_control_dup_info (self->control);
  const GPtrArray *gaps = info != NULL ? info->gaps : verdict != NULL ? verdict->gaps : NULL;
  const GPtrArray *counts = verdict != NULL ? verdict->anomalies
                            : info != NULL ? info->anomaly_counts : NULL;

  tarn_mirror_verdict_show (self->verdict, gaps, counts,
                            tarn_mirror_control_has_restarted (self->control),
                            tarn_document_get_mib (self->document));
}

static void
bar_update (TarnMirrorBar *self)
{
  TarnMirrorControlState state = tarn_mirror_control_get_state (self->control);
  gboolean running = state == TARN_MIRROR_CONTROL_RUNNING;
  gboolean busy = tarn_mirror_control_is_busy (self->control);
  g_autofree char *name = bar_dup_name (self);
  g_auto(TarnMirrorProgress) progress = { 0 };
  g_auto(TarnMirrorWords) words = { 0 };

  gtk_widget_set_visible (self->box, state != TARN_MIRROR_CONTROL_IDLE);
  if (state == TARN_MIRROR_CONTROL_IDLE)
    return;

  tarn_mirror_control_get_progress (self->control, &progress);
  tarn_mirror_words_init (&words, self->control, &progress, name,
                          tarn_document_get_mib (self->document));
  gtk_image_set_from_icon_name (self->icon, words.icon);
  set_label (self->title, words.title);
  set_label (self->detail, words.detail);
  gtk_widget_set_visible (GTK_WIDGET (self->go_on_button), words.go_on != NULL);
  if (words.go_on != NULL)
    gtk_button_set_label (self->go_on_button, words.go_on);
  gtk_widget_set_visible (self->pause_button, busy);
  gtk_widget_set_visible (self->stop_button, busy || state == TARN_MIRROR_CONTROL_PAUSED);
  gtk_widget_set_visible (self->dismiss_button,
                          !busy && state != TARN_MIRROR_CONTROL_PAUSED);
  gtk_widget_set_visible (self->details_button, !busy && state != TARN_MIRROR_CONTROL_FAILED);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mirror.pause", running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mirror.stop",
                                 running || state == TARN_MIRROR_CONTROL_PAUSED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mirror.go-on", words.go_on != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mirror.dismiss", !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), state != TARN_MIRROR_CONTROL_FAILED);

  if (busy)
    bar_show_progress (self, &progress);
  bar_show_picture (self);
}

static gboolean
update_cb (gpointer data)
{
  TarnMirrorBar *self = data;

  bar_update (self);
  if (tarn_mirror_control_is_busy (self->control))
    return G_SOURCE_CONTINUE;

  self->update_id = 0;
  return G_SOURCE_REMOVE;
}

static void
state_cb (TarnMirrorBar *self)
{
  if (tarn_mirror_control_is_busy (self->control) && self->update_id == 0)
    self->update_id = g_timeout_add (UPDATE_MS, update_cb, self);
  if (!tarn_mirror_control_is_busy (self->control))
    bar_show_verdict (self);
  bar_update (self);
}

static void
bar_run (TarnMirrorBar *self)
{
  if (self->scope == TARN_MIRROR_SCOPE_WALK)
    tarn_mirror_control_start (self->control, self->root);
  else
    tarn_mirror_control_go_on (self->control, self->scope);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(TarnMirrorBar) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnConnected) connected = tarn_connect_dialog_open_finish (result, &error);

  /* Whoever closes the dialog knows that nothing happens. */
  if (connected == NULL || self->document == NULL)
    return;

  tarn_document_set_device (self->document, connected->device);
  if (connected->note != NULL)
    tarn_ui_message (GTK_WIDGET (self), connected->note, NULL, NULL);
  bar_run (self);
}

/* The device of the document, or the one that the capture says that it is of. */
static void
bar_find_device (TarnMirrorBar *self)
{
  g_autoptr(TarnMirrorInfo) info = tarn_mirror_control_dup_info (self->control);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (tarn_document_get_device (self->document) != NULL)
    {
      bar_run (self);
      return;
    }
  if (info == NULL || self->connect == NULL || !GTK_IS_WINDOW (root))
    {
      tarn_ui_message (GTK_WIDGET (self), _("This capture is of no device that could be asked: "
                                            "open the device by its address"), NULL, NULL);
      return;
    }

  tarn_connect_dialog_open_async (self->connect, GTK_WINDOW (root), info->device,
                                  self->cancellable, connected_cb, g_object_ref (self));
}

void
tarn_mirror_bar_start (TarnMirrorBar *self,
                       const TarnOid *root)
{
  g_return_if_fail (TARN_IS_MIRROR_BAR (self));

  if (self->document == NULL)
    return;
  if (!tarn_document_is_writable (self->document))
    {
      tarn_ui_message (GTK_WIDGET (self), _("This capture cannot be written: save a copy of it, "
                                            "and mirror into that"), NULL, NULL);
      return;
    }
  if (tarn_document_get_mirror (self->document) != NULL)
    {
      tarn_ui_message (GTK_WIDGET (self), _("A mirror is running already"), NULL, NULL);
      return;
    }

  g_clear_pointer (&self->root, tarn_oid_unref);
  self->root = root != NULL ? tarn_oid_ref ((TarnOid *) root) : NULL;
  self->scope = TARN_MIRROR_SCOPE_WALK;
  bar_find_device (self);
}

static void
go_on_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  TarnMirrorBar *self = TARN_MIRROR_BAR (widget);
  const GError *error;

  if (self->control == NULL || tarn_mirror_control_is_busy (self->control))
    return;

  error = tarn_mirror_control_get_error (self->control);
  switch (tarn_mirror_control_get_state (self->control))
    {
    case TARN_MIRROR_CONTROL_FAILED:
      break;   /* the same once more */

    case TARN_MIRROR_CONTROL_DONE:
      /* What the device refused, if it told all the rest. */
      self->scope = error == NULL || tarn_mirror_control_is_silent (self->control)
                    || error->domain != TARN_ERROR
                    ? TARN_MIRROR_SCOPE_REST : TARN_MIRROR_SCOPE_GAPS;
      break;

    case TARN_MIRROR_CONTROL_IDLE:
    case TARN_MIRROR_CONTROL_RUNNING:
    case TARN_MIRROR_CONTROL_STOPPING:
    case TARN_MIRROR_CONTROL_PAUSED:
    case TARN_MIRROR_CONTROL_INTERRUPTED:
    default:
      self->scope = TARN_MIRROR_SCOPE_REST;
    }
  bar_find_device (self);
}

static void
pause_cb (GtkWidget  *widget,
          const char *action,
          GVariant   *parameter)
{
  TarnMirrorBar *self = TARN_MIRROR_BAR (widget);

  if (self->control != NULL)
    tarn_mirror_control_pause (self->control);
}

static void
stop_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  TarnMirrorBar *self = TARN_MIRROR_BAR (widget);

  if (self->control != NULL)
    tarn_mirror_control_cancel (self->control);
}

static void
dismiss_cb (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  TarnMirrorBar *self = TARN_MIRROR_BAR (widget);

  if (self->control != NULL)
    tarn_mirror_control_dismiss (self->control);
}

static void
bar_set_document (TarnMirrorBar *self,
                  TarnDocument  *document)
{
  if (self->control != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->control, self);
      tarn_mirror_control_cancel (self->control);
    }
  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_object (&self->control);
  g_clear_pointer (&self->root, tarn_oid_unref);
  self->scope = TARN_MIRROR_SCOPE_WALK;
  g_set_object (&self->document, document);
  if (document == NULL)
    {
      gtk_widget_set_visible (self->box, FALSE);
      return;
    }

  self->control = tarn_mirror_control_new (document);
  g_settings_bind (tarn_settings_get (), "gentle", self->control, "gentle", G_SETTINGS_BIND_GET);
  g_settings_bind (tarn_settings_get (), "max-requests", self->control, "max-requests",
                   G_SETTINGS_BIND_GET);
  g_signal_connect_swapped (self->control, "notify::state", G_CALLBACK (state_cb), self);
  state_cb (self);
}

static void
tarn_mirror_bar_dispose (GObject *object)
{
  TarnMirrorBar *self = TARN_MIRROR_BAR (object);

  g_cancellable_cancel (self->cancellable);
  if (self->document != NULL)
    bar_set_document (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_MIRROR_BAR);
  g_clear_object (&self->connect);

  G_OBJECT_CLASS (tarn_mirror_bar_parent_class)->dispose (object);
}

static void
tarn_mirror_bar_finalize (GObject *object)
{
  g_object_unref (TARN_MIRROR_BAR (object)->cancellable);

  G_OBJECT_CLASS (tarn_mirror_bar_parent_class)->finalize (object);
}

static void
tarn_mirror_bar_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TarnMirrorBar *self = TARN_MIRROR_BAR (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_CONNECT:
      g_value_set_object (value, self->connect);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_mirror_bar_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  TarnMirrorBar *self = TARN_MIRROR_BAR (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      if (self->document == g_value_get_object (value))
        return;
      bar_set_document (self, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_CONNECT:
      if (g_set_object (&self->connect, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_mirror_bar_class_init (TarnMirrorBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_mirror_bar_dispose;
  object_class->finalize = tarn_mirror_bar_finalize;
  object_class->get_property = tarn_mirror_bar_get_property;
  object_class->set_property = tarn_mirror_bar_set_property;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT, flags);
  properties[PROP_CONNECT] =
    g_param_spec_object ("connect", NULL, NULL, TARN_TYPE_CONNECT, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (TARN_TYPE_INTERVALS_VIEW);
  g_type_ensure (TARN_TYPE_MIRROR_LAYOUT);
  g_type_ensure (TARN_TYPE_MIRROR_VERDICT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-mirror-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, box);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, icon);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, title);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, detail);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, details_button);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, verdict);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, go_on_button);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, pause_button);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, stop_button);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, dismiss_button);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, progress);
  gtk_widget_class_bind_template_child (widget_class, TarnMirrorBar, picture);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "mirror.pause", NULL, pause_cb);
  gtk_widget_class_install_action (widget_class, "mirror.go-on", NULL, go_on_cb);
  gtk_widget_class_install_action (widget_class, "mirror.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "mirror.dismiss", NULL, dismiss_cb);
}

static void
tarn_mirror_bar_init (TarnMirrorBar *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

TarnMirrorControl *
tarn_mirror_bar_get_control (TarnMirrorBar *self)
{
  g_return_val_if_fail (TARN_IS_MIRROR_BAR (self), NULL);

  return self->control;
}
