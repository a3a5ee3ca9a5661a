/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * The devices of a window: an address becomes a document, with a capture to keep what it tells.
 */
#include <glib/gi18n.h>

#include "tarn-connect-dialog.h"
#include "tarn-window-private.h"

/* The first thing that everybody wants to see of a device, and it is small. */
#define SYSTEM "1.3.6.1.2.1.1"

/* Where a device was kept the last time, or a new file.  The caller's to free. */
static char *
dup_capture_path (TarnWindow *self,
                  const char *address)
{
  TarnState *state = tarn_application_get_state (tarn_window_get_app (self));
  g_autoptr(GVariant) known = tarn_state_dup (state, "devices", address, "s");
  char *path;

  if (known != NULL && g_file_test (g_variant_get_string (known, NULL), G_FILE_TEST_EXISTS))
    return g_variant_dup_string (known, NULL);

  path = tarn_document_dup_new_path (address);
  tarn_state_set (state, "devices", address, g_variant_new_string (path));
  return path;
}

static void
show_device (TarnWindow    *self,
             TarnConnected *connected,
             const char    *target)
{
  TarnApplication *application = tarn_window_get_app (self);
  g_autofree char *address = tarn_address_to_string (tarn_device_get_address (connected->device));
  g_autofree char *path = dup_capture_path (self, address);
  g_autoptr(GError) error = NULL;
  g_autoptr(TarnCapture) capture = tarn_capture_open (path, TARN_CAPTURE_CREATE, &error);
  g_autoptr(TarnDocument) document = NULL;
  TarnDocumentView *view;

  if (capture == NULL)
    {
      tarn_window_show_message (self, error->message, NULL, NULL);
      return;
    }

  document = tarn_document_new (capture, tarn_application_get_session (application));
  view = tarn_window_add_document (self, document);
  tarn_document_set_device (tarn_document_view_get_document (view), connected->device);
  tarn_document_set_title (tarn_document_view_get_document (view),
                           connected->name != NULL && connected->name[0] != '\0'
                             ? connected->name : address);
  tarn_state_add_recent (tarn_application_get_state (application), target,
                         tarn_document_get_title (tarn_document_view_get_document (view)), TRUE);
  if (connected->oid != NULL)
    tarn_document_view_set_oid (view, connected->oid);
  if (tarn_store_count (TARN_STORE (capture), NULL, NULL) == 0)
    g_action_group_activate_action (tarn_document_view_get_actions (view), "mirror",
                                    g_variant_new_string (SYSTEM));
  if (connected->note != NULL)
    tarn_window_show_message (self, connected->note, NULL, NULL);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr(GTask) task = data;
  TarnWindow *self = g_task_get_source_object (task);
  g_autoptr(TarnConnected) connected = tarn_connect_dialog_open_finish (result, NULL);

  if (connected != NULL && !g_cancellable_is_cancelled (self->cancellable))
    show_device (self, connected, g_task_get_task_data (task));
}

void
tarn_window_open_device (TarnWindow *self,
                         const char *text)
{
  TarnConnect *connect = tarn_application_get_connect (tarn_window_get_app (self));
  GTask *task = g_task_new (self, self->cancellable, NULL, NULL);

  g_task_set_task_data (task, g_strdup (text), g_free);
  tarn_connect_dialog_open_async (connect, GTK_WINDOW (self), text, self->cancellable,
                                  connected_cb, task);
}

static void
open_device_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  tarn_window_open_device (data, g_variant_get_string (parameter, NULL));
}

static void
open_demo_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  TarnWindow *self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *address = tarn_application_dup_demo (tarn_window_get_app (self), &error);

  if (address != NULL)
    tarn_window_open_device (self, address);
  else
    tarn_window_show_message (self, error->message, NULL, NULL);
}

static const GActionEntry entries[] = {
  { "open-demo", open_demo_cb },
  { "open-device", open_device_cb, "s" },
};

void
tarn_window_add_device_actions (TarnWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
