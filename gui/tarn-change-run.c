/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change-run.h"

#include <glib/gi18n.h>

#include "tarn-change-row.h"
#include "tarn-settings.h"
#include "tarn-ui.h"

/* So many changes are told when it is asked whether they are meant. */
#define MAX_TOLD 8

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

/* What waits for an answer. */
typedef struct
{
  Run              *run;
  GPtrArray        *changes;      /* of TarnChange */
  TarnChangeManner  manner;
  GCancellable     *cancellable;  /* nullable      */
} Question;

static void
question_free (Question *self)
{
  g_clear_pointer (&self->run, run_free);
  g_ptr_array_unref (self->changes);
  g_clear_object (&self->cancellable);
  g_free (self);
}

/* The device may have gone while people thought about it. */
static void
question_send (Question *self)
{
  TarnDocument *document = self->run->document;
  TarnDevice *device = tarn_document_get_device (document);

  if (device != NULL)
    tarn_change_list_send_async (tarn_document_get_changes (document),
                                 tarn_document_get_session (document), device, self->changes,
                                 self->manner, self->cancellable, sent_cb,
                                 g_steal_pointer (&self->run));
}

static void
answered_cb (GtkDialog *dialog,
             int        response,
             gpointer   data)
{
  Question *question = data;

  if (response == GTK_RESPONSE_OK)
    question_send (question);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static char *
question_dup_text (Question *self)
{
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (tarn_document_get_mib (self->run->document));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (self->changes->len, MAX_TOLD); i++)
    {
      g_autofree char *name =
        tarn_text_style_dup_name (style, tarn_change_get_oid (self->changes->pdata[i]));
      g_autofree char *values = tarn_change_row_dup_text (self->changes->pdata[i], style);

      g_string_append_printf (text, "%s%s\n%s", i > 0 ? "\n\n" : "", name, values);
    }
  if (self->changes->len > MAX_TOLD)
    g_string_append_printf (text, ngettext ("\n\nand %u more", "\n\nand %u more",
                                            self->changes->len - MAX_TOLD),
                            self->changes->len - MAX_TOLD);
  return g_string_free (text, FALSE);
}

/* Takes @self.  Cancel is what Enter does. */
static void
question_ask (Question  *self,
              GtkWidget *from)
{
  TarnDevice *device = tarn_document_get_device (self->run->document);
  g_autofree char *address = tarn_address_to_string (tarn_device_get_address (device));
  g_autofree char *text = question_dup_text (self);
  GtkRoot *root = gtk_widget_get_root (from);
  GtkWidget *dialog, *set;

  dialog = gtk_message_dialog_new (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL,
                                   GTK_DIALOG_MODAL | GTK_DIALOG_DESTROY_WITH_PARENT,
                                   GTK_MESSAGE_OTHER, GTK_BUTTONS_NONE,
                                   ngettext ("Set %u value on %s?", "Set %u values on %s?",
                                             self->changes->len),
                                   self->changes->len, address);
  gtk_message_dialog_format_secondary_text (GTK_MESSAGE_DIALOG (dialog), "%s", text);
  gtk_dialog_add_button (GTK_DIALOG (dialog), _("_Cancel"), GTK_RESPONSE_CANCEL);
  set = gtk_dialog_add_button (GTK_DIALOG (dialog), C_("button", "_Set"), GTK_RESPONSE_OK);
  gtk_widget_add_css_class (set, "destructive-action");
  gtk_dialog_set_default_response (GTK_DIALOG (dialog), GTK_RESPONSE_CANCEL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), self,
                         (GClosureNotify) (GCallback) question_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
tarn_change_run_send (GtkWidget        *from,
                      TarnDocument     *document,
                      GPtrArray        *changes,
                      TarnChangeManner  manner,
                      GCancellable     *cancellable)
{
  g_autoptr(GPtrArray) picked = NULL;
  Question *question;

  if (tarn_document_get_device (document) == NULL)
    {
      tarn_ui_message (from, _("This document has no device to set anything on"), NULL, NULL);
      return;
    }

  picked = tarn_change_list_pick (tarn_document_get_changes (document), changes);
  question = g_new0 (Question, 1);
  question->run = run_new (from, document, picked);
  question->changes = g_steal_pointer (&picked);
  question->manner = manner;
  g_set_object (&question->cancellable, cancellable);
  if (g_settings_get_boolean (tarn_settings_get (), "ask-before-set"))
    {
      question_ask (question, from);
      return;
    }

  question_send (question);
  question_free (question);
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
