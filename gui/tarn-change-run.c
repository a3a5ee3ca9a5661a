/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change-run.h"

#include <glib/gi18n.h>

#include "tarn-ui.h"

typedef struct
{
  GWeakRef      from;
  TarnDocument *document;
  guint         n;       /* how many are to be applied */
} Run;

static Run *
run_new (GtkWidget    *from,
         TarnDocument *document,
         GPtrArray    *changes)
{
  Run *self = g_new0 (Run, 1);

  g_weak_ref_init (&self->from, from);
  self->document = g_object_ref (document);
  self->n = changes != NULL
              ? changes->len
              : g_list_model_get_n_items (G_LIST_MODEL (tarn_document_get_changes (document)));
  return self;
}

static void
run_free (Run *self)
{
  g_weak_ref_clear (&self->from);
  g_object_unref (self->document);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

static void
tell (Run        *self,
      const char *text,
      const char *label,
      const char *action)
{
  g_autoptr(GtkWidget) from = g_weak_ref_get (&self->from);

  if (from != NULL)
    tarn_ui_message (from, text, label, action);
}

static void
wrote_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Run) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!tarn_change_list_write_finish (TARN_CHANGE_LIST (source), result, &error))
    {
      tell (self, error->message, NULL, NULL);
      return;
    }

  text = g_strdup_printf (ngettext ("%u value changed in the capture",
                                    "%u values changed in the capture", self->n), self->n);
  tell (self, text, C_("button", "Undo"), "document.undo");
}

void
tarn_change_run_write (GtkWidget    *from,
                       TarnDocument *document,
                       GPtrArray    *changes)
{
  tarn_change_list_write_async (tarn_document_get_changes (document), changes, NULL, wrote_cb,
                                run_new (from, document, changes));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(Run) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!tarn_change_list_send_finish (TARN_CHANGE_LIST (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        tell (self, error->message, _("Show Changes"), "document.show-view::changes");
      return;
    }

  text = g_strdup_printf (ngettext ("%u value set on the device and read again",
                                    "%u values set on the device and read again", self->n),
                          self->n);
  tell (self, text, _("Show Changes"), "document.show-view::changes");
}

void
tarn_change_run_send (GtkWidget        *from,
                      TarnDocument     *document,
                      GPtrArray        *changes,
                      TarnChangeManner  manner,
                      GCancellable     *cancellable)
{
  TarnDevice *device = tarn_document_get_device (document);

  if (device == NULL)
    {
      tarn_ui_message (from, _("This document has no device to set anything on"), NULL, NULL);
      return;
    }
  tarn_change_list_send_async (tarn_document_get_changes (document),
                               tarn_document_get_session (document), device, changes, manner,
                               cancellable, sent_cb, run_new (from, document, changes));
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Run) self = data;
  g_autoptr(GError) error = NULL;

  if (!tarn_change_list_send_finish (TARN_CHANGE_LIST (source), result, &error))
    tell (self, error->message, NULL, NULL);
}

void
tarn_change_run_verify (GtkWidget    *from,
                        TarnDocument *document)
{
  TarnDevice *device = tarn_document_get_device (document);

  if (device != NULL)
    tarn_change_list_verify_async (tarn_document_get_changes (document),
                                   tarn_document_get_session (document), device, NULL,
                                   verified_cb, run_new (from, document, NULL));
}

static void
moved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(Run) self = data;
  g_autoptr(GError) error = NULL;

  if (!tarn_change_list_undo_finish (TARN_CHANGE_LIST (source), result, &error))
    tell (self, error->message, NULL, NULL);
}

void
tarn_change_run_undo (GtkWidget    *from,
                      TarnDocument *document)
{
  TarnChangeList *changes = tarn_document_get_changes (document);

  if (tarn_change_list_can_undo (changes))
    tarn_change_list_undo_async (changes, moved_cb, run_new (from, document, NULL));
}

void
tarn_change_run_redo (GtkWidget    *from,
                      TarnDocument *document)
{
  TarnChangeList *changes = tarn_document_get_changes (document);

  if (tarn_change_list_can_redo (changes))
    tarn_change_list_redo_async (changes, moved_cb, run_new (from, document, NULL));
}
