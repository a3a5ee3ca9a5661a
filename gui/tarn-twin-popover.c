/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-twin-popover.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tarn-twin-more.h"
#include "tarn-twin-status-view.h"
#include "tarn-ui.h"
#include "tarn-written-window.h"
#include "tarn-written.h"

#define HIGH_PORT 1161

struct _TarnTwinPopover
{
  GtkPopover      parent_instance;

  GListStore     *twins;       /* nullable, of TarnTwin                    */
  TarnDocument   *document;    /* nullable                                 */
  TarnTwin       *twin;        /* nullable: of @document                   */
  TarnTwin       *died;        /* nullable: that people were told of last  */

  GtkStack       *stack;
  GtkEntry       *address;
  GtkSpinButton  *port;
  GtkEntry       *community;
  GtkCheckButton *writable;
  GtkEntry       *write_community;
  GtkEntry       *faults;
  TarnTwinMore   *more;
  GtkLabel       *notice;
  GtkButton      *cure;
  GtkButton      *serve;
  TarnTwinStatus *status;
  GtkWidget      *written;
};

G_DEFINE_FINAL_TYPE (TarnTwinPopover, tarn_twin_popover, GTK_TYPE_POPOVER)

static const char *
get_text (GtkEntry *entry)
{
  return gtk_editable_get_text (GTK_EDITABLE (entry));
}

static gboolean
is_loopback (const char *address)
{
  return g_str_has_prefix (address, "127.") || strcmp (address, "::1") == 0;
}

/* What is wrong with the settings, or what they open; NULL: nothing to say.  The caller's to
 * free. */
static char *
judge (TarnTwinPopover *self,
       gboolean        *possible)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (get_text (self->address));
  TarnMib *mib = self->document != NULL ? tarn_document_get_mib (self->document) : NULL;
  TarnTwinSettings settings = { .path = "" };
  g_autoptr(GError) error = NULL;

  *possible = FALSE;
  if (address == NULL)
    return g_strdup (_("An address of this computer in numbers: 127.0.0.1 is for this computer "
                       "only, 0.0.0.0 for everybody"));
  if (get_text (self->community)[0] == '\0')
    return g_strdup (_("Without a community nobody can ask"));
  if (gtk_check_button_get_active (self->writable)
      && get_text (self->write_community)[0] == '\0')
    return g_strdup (_("A community is needed for those who may set values"));
  if (!tarn_twin_more_fill (self->more, mib, &settings, &error))
    return g_strdup (error->message);

  *possible = TRUE;
  if (!is_loopback (get_text (self->address)))
    return g_strdup (_("Others in the network will be able to ask this agent; communities travel "
                       "in the clear"));
  return NULL;
}

static void
settings_changed_cb (TarnTwinPopover *self)
{
  gboolean by_community = tarn_twin_more_by_community (self->more);
  gboolean possible;
  g_autofree char *notice = judge (self, &possible);

  gtk_widget_set_sensitive (GTK_WIDGET (self->community), !by_community);
  gtk_widget_set_sensitive (GTK_WIDGET (self->writable), !by_community);
  gtk_widget_set_sensitive (GTK_WIDGET (self->serve), possible);
  gtk_widget_set_visible (GTK_WIDGET (self->cure), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->notice), notice != NULL);
  gtk_label_set_label (self->notice, notice != NULL ? notice : "");
}

static void
show_failure (TarnTwinPopover *self)
{
  TarnTwinCure cure = tarn_twin_get_cure (self->twin);

  settings_changed_cb (self);
  gtk_label_set_label (self->notice, tarn_twin_get_error (self->twin));
  gtk_widget_set_visible (GTK_WIDGET (self->notice), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->cure), cure != TARN_TWIN_CURE_NONE);
  gtk_button_set_label (self->cure, cure == TARN_TWIN_CURE_FREE_PORT ? _("Use Any Free Port")
                                                                      : _("Use Port 1161"));
}

static void
forget_twin (TarnTwinPopover *self)
{
  guint position;

  if (self->twins != NULL && g_list_store_find (self->twins, self->twin, &position))
    g_list_store_remove (self->twins, position);
}

static void
state_changed_cb (TarnTwinPopover *self)
{
  TarnTwinState state = self->twin != NULL ? tarn_twin_get_state (self->twin)
                                           : TARN_TWIN_STOPPED;

  gtk_stack_set_visible_child_name (self->stack,
                                    state == TARN_TWIN_RUNNING ? "running" : "settings");
  gtk_widget_set_sensitive (GTK_WIDGET (self->serve), state != TARN_TWIN_STARTING);
  switch (state)
    {
    case TARN_TWIN_RUNNING:
      tarn_twin_status_show (self->status, self->twin, tarn_document_get_mib (self->document));
      break;
    case TARN_TWIN_FAILED:
      show_failure (self);
      forget_twin (self);
      break;
    case TARN_TWIN_STOPPED:
      settings_changed_cb (self);
      if (self->twin != NULL)
        forget_twin (self);
      break;
    case TARN_TWIN_STARTING:
    default:
      break;
    }
}

static void
set_twin (TarnTwinPopover *self,
          TarnTwin        *twin)
{
  if (self->twin != NULL)
    g_signal_handlers_disconnect_by_func (self->twin, state_changed_cb, self);
  g_set_object (&self->twin, twin);
  if (twin != NULL)
    g_signal_connect_swapped (twin, "notify::state", G_CALLBACK (state_changed_cb), self);
  state_changed_cb (self);
}

/* Of one that was started here: also when another document is looked at by now. */
static void
died_cb (TarnTwinPopover *self,
         GParamSpec      *pspec,
         TarnTwin        *twin)
{
  guint position;

  if (tarn_twin_get_state (twin) != TARN_TWIN_FAILED)
    return;
  if (self->twins != NULL && g_list_store_find (self->twins, twin, &position))
    g_list_store_remove (self->twins, position);
  if (twin == self->twin && gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  g_set_object (&self->died, twin);
  tarn_ui_message (GTK_WIDGET (self), tarn_twin_get_error (twin),
                   tarn_twin_is_ours (twin) ? C_("an agent", "Start Again") : NULL,
                   tarn_twin_is_ours (twin) ? "win.serve-again" : NULL);
}

/* Also of one that was left running, and found. */
static void
watch_twin (TarnTwinPopover *self,
            TarnTwin        *twin)
{
  g_signal_connect_object (twin, "notify::state", G_CALLBACK (died_cb), self, G_CONNECT_SWAPPED);
}

static void
take_twin (TarnTwinPopover *self,
           TarnTwin        *twin)
{
  if (self->twins != NULL)
    g_list_store_append (self->twins, twin);
  watch_twin (self, twin);
}

static void
start (TarnTwinPopover *self)
{
  g_auto(GStrv) faults = g_strsplit_set (get_text (self->faults), " ,", -1);
  g_autoptr(GPtrArray) given = g_ptr_array_new ();
  g_autoptr(TarnTwin) twin = NULL;
  TarnTwinSettings settings = {
    .path = tarn_capture_get_path (tarn_document_get_capture (self->document)),
    .address = get_text (self->address),
    .port = (guint16) gtk_spin_button_get_value_as_int (self->port),
    .community = get_text (self->community),
    .write_community =
      gtk_check_button_get_active (self->writable) ? get_text (self->write_community) : "",
  };

  for (guint i = 0; faults[i] != NULL; i++)
    if (faults[i][0] != '\0')
      g_ptr_array_add (given, faults[i]);
  g_ptr_array_add (given, NULL);
  settings.faults = (const char *const *) given->pdata;
  if (!tarn_twin_more_fill (self->more, tarn_document_get_mib (self->document), &settings, NULL))
    return;

  twin = tarn_twin_start (&settings);
  take_twin (self, twin);
  set_twin (self, twin);
}

static void
serve_cb (TarnTwinPopover *self)
{
  if (self->document != NULL)
    start (self);
}

static void
cure_cb (TarnTwinPopover *self)
{
  gtk_spin_button_set_value (self->port,
                             tarn_twin_get_cure (self->twin) == TARN_TWIN_CURE_FREE_PORT
                               ? 0 : HIGH_PORT);
  serve_cb (self);
}

/* With other settings: they are shown when it has ended. */
static void
restart_cb (TarnTwinPopover *self)
{
  g_autofree char *text = NULL;
  const char *address = tarn_twin_get_address (self->twin);
  const char *colon = strrchr (address, ':');

  if (colon != NULL)
    {
      text = g_strndup (address, colon - address);
      gtk_editable_set_text (GTK_EDITABLE (self->address), text);
      gtk_spin_button_set_value (self->port, (double) g_ascii_strtoull (colon + 1, NULL, 10));
    }
  tarn_twin_stop (self->twin);
}

static void
written_cb (TarnTwinPopover *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWindow *window;

  if (self->document == NULL)
    return;
  window = tarn_written_window_new (self->document);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (window, GTK_WINDOW (root));
  gtk_popover_popdown (GTK_POPOVER (self));
  gtk_window_present (window);
}

/* What managers have set so far. */
static void
mapped_cb (TarnTwinPopover *self)
{
  gtk_widget_set_visible (self->written,
                          self->document != NULL && tarn_document_is_writable (self->document)
                          && tarn_written_has_any (tarn_document_get_store (self->document)));
}

static void
tarn_twin_popover_dispose (GObject *object)
{
  TarnTwinPopover *self = TARN_TWIN_POPOVER (object);

  if (self->twin != NULL)
    g_signal_handlers_disconnect_by_func (self->twin, state_changed_cb, self);
  g_clear_object (&self->twin);
  g_clear_object (&self->died);
  g_clear_object (&self->twins);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (tarn_twin_popover_parent_class)->dispose (object);
}

static void
tarn_twin_popover_class_init (TarnTwinPopoverClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_twin_popover_dispose;

  g_type_ensure (TARN_TYPE_TWIN_MORE);
  g_type_ensure (TARN_TYPE_TWIN_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-twin-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, stack);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, address);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, port);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, community);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, writable);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, write_community);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, faults);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, more);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, notice);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, cure);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, serve);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, status);
  gtk_widget_class_bind_template_child (widget_class, TarnTwinPopover, written);
  gtk_widget_class_bind_template_callback (widget_class, settings_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, serve_cb);
  gtk_widget_class_bind_template_callback (widget_class, cure_cb);
  gtk_widget_class_bind_template_callback (widget_class, restart_cb);
  gtk_widget_class_bind_template_callback (widget_class, written_cb);
}

static void
tarn_twin_popover_init (TarnTwinPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_popover_set_default_widget (GTK_POPOVER (self), GTK_WIDGET (self->serve));
  g_signal_connect (self, "map", G_CALLBACK (mapped_cb), NULL);
}

void
tarn_twin_popover_set_twins (TarnTwinPopover *self,
                             GListStore      *twins)
{
  g_return_if_fail (TARN_IS_TWIN_POPOVER (self));

  if (!g_set_object (&self->twins, twins) || twins == NULL)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (twins)); i++)
    {
      g_autoptr(TarnTwin) twin = g_list_model_get_item (G_LIST_MODEL (twins), i);

      if (!tarn_twin_is_ours (twin))
        watch_twin (self, twin);
    }
}

/* The one that serves @document's capture, if there is one. */
static TarnTwin *
find_twin (TarnTwinPopover *self)
{
  const char *path = tarn_capture_get_path (tarn_document_get_capture (self->document));
  guint n = self->twins != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->twins)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnTwin) twin = g_list_model_get_item (G_LIST_MODEL (self->twins), i);
      g_autofree char *here = g_canonicalize_filename (path, NULL);

      if (tarn_twin_serves (twin, here))
        return twin;
    }

  return NULL;
}

void
tarn_twin_popover_set_document (TarnTwinPopover *self,
                                TarnDocument    *document)
{
  g_return_if_fail (TARN_IS_TWIN_POPOVER (self));

  if (g_set_object (&self->document, document) && document != NULL)
    set_twin (self, find_twin (self));
}

void
tarn_twin_popover_serve_again (TarnTwinPopover *self)
{
  g_autoptr(TarnTwin) twin = NULL;

  g_return_if_fail (TARN_IS_TWIN_POPOVER (self));

  twin = self->died != NULL ? tarn_twin_start_again (self->died) : NULL;
  if (twin == NULL)
    return;

  take_twin (self, twin);
  if (self->twin == self->died)
    set_twin (self, twin);
  g_clear_object (&self->died);
}
