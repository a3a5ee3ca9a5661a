/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-popover.h"

#include "tarn-change-run.h"
#include "tarn-editor.h"

struct _TarnEditorPopover
{
  GtkPopover    parent_instance;

  GtkLabel     *title;
  TarnEditor   *editor;
  GtkWidget    *gather;
  GtkWidget    *write;
  GtkWidget    *send;

  TarnDocument *document;   /* nullable */
  TarnOid      *oid;        /* nullable */
  TarnValue    *before;     /* nullable */
};

G_DEFINE_FINAL_TYPE (TarnEditorPopover, tarn_editor_popover, GTK_TYPE_POPOVER)

static void
update_cb (TarnEditorPopover *self)
{
  g_autoptr(TarnValue) value = tarn_editor_dup_value (self->editor);
  gboolean is_valid = value != NULL && self->document != NULL;

  gtk_widget_set_sensitive (self->gather, is_valid);
  gtk_widget_set_sensitive (self->write,
                            is_valid && tarn_document_is_writable (self->document));
  gtk_widget_set_sensitive (self->send, is_valid);
}

/* Into the list, and the popover is done.  NULL: it changes nothing.  The caller's to free:
 * the change alone. */
static GPtrArray *
gather (TarnEditorPopover *self)
{
  g_autoptr(TarnValue) value = tarn_editor_dup_value (self->editor);
  TarnChange *change;
  GPtrArray *alone;

  if (value == NULL)
    return NULL;

  change = tarn_change_list_add (tarn_document_get_changes (self->document), self->oid,
                                 self->before, value);
  gtk_popover_popdown (GTK_POPOVER (self));
  if (change == NULL)
    return NULL;

  alone = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (alone, g_object_ref (change));
  return alone;
}

static void
gather_cb (TarnEditorPopover *self)
{
  g_autoptr(GPtrArray) change = gather (self);
}

/* Messages come from what the popover hangs on: it is there when they come. */
static void
write_cb (TarnEditorPopover *self)
{
  g_autoptr(TarnDocument) document = g_object_ref (self->document);
  g_autoptr(GPtrArray) change = gather (self);

  if (change != NULL)
    tarn_change_run_write (gtk_widget_get_parent (GTK_WIDGET (self)), document, change);
}

static void
send_cb (TarnEditorPopover *self)
{
  g_autoptr(TarnDocument) document = g_object_ref (self->document);
  g_autoptr(GPtrArray) change = gather (self);

  if (change != NULL)
    tarn_change_run_send (gtk_widget_get_parent (GTK_WIDGET (self)), document, change,
                          TARN_CHANGE_AT_ONCE, NULL);
}

/* Enter never tells a device anything. */
static void
done_cb (TarnEditorPopover *self)
{
  if (tarn_document_get_device (self->document) == NULL
      && tarn_document_is_writable (self->document))
    write_cb (self);
  else
    gather_cb (self);
}

/* Closed, it keeps no document alive. */
static void
tarn_editor_popover_closed (GtkPopover *popover)
{
  g_clear_object (&TARN_EDITOR_POPOVER (popover)->document);
}

static void
tarn_editor_popover_dispose (GObject *object)
{
  TarnEditorPopover *self = TARN_EDITOR_POPOVER (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_pointer (&self->before, tarn_value_unref);

  G_OBJECT_CLASS (tarn_editor_popover_parent_class)->dispose (object);
}

static void
tarn_editor_popover_class_init (TarnEditorPopoverClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_editor_popover_dispose;
  GTK_POPOVER_CLASS (class)->closed = tarn_editor_popover_closed;

  g_type_ensure (TARN_TYPE_EDITOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-editor-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnEditorPopover, title);
  gtk_widget_class_bind_template_child (widget_class, TarnEditorPopover, editor);
  gtk_widget_class_bind_template_child (widget_class, TarnEditorPopover, gather);
  gtk_widget_class_bind_template_child (widget_class, TarnEditorPopover, write);
  gtk_widget_class_bind_template_child (widget_class, TarnEditorPopover, send);
  gtk_widget_class_bind_template_callback (widget_class, done_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, gather_cb);
  gtk_widget_class_bind_template_callback (widget_class, write_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
}

static void
tarn_editor_popover_init (TarnEditorPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tarn_editor_popover_new (void)
{
  return g_object_new (TARN_TYPE_EDITOR_POPOVER, NULL);
}

void
tarn_editor_popover_begin (TarnEditorPopover *self,
                           TarnDocument      *document,
                           TarnOid           *oid,
                           TarnValue         *value)
{
  g_autoptr(TarnTextStyle) style = NULL;
  g_autofree char *name = NULL;
  gboolean has_device;
  TarnChange *change;

  g_return_if_fail (TARN_IS_EDITOR_POPOVER (self));
  g_return_if_fail (TARN_IS_DOCUMENT (document));
  g_return_if_fail (oid != NULL);

  g_set_object (&self->document, document);
  tarn_oid_ref (oid);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  self->oid = oid;
  g_clear_pointer (&self->before, tarn_value_unref);
  self->before = value != NULL ? tarn_value_ref (value) : NULL;

  style = tarn_text_style_new (tarn_document_get_mib (document));
  name = tarn_text_style_dup_name (style, oid);
  gtk_label_set_label (self->title, name);
  has_device = tarn_document_get_device (document) != NULL;
  gtk_widget_set_visible (self->send, has_device);
  gtk_widget_remove_css_class (has_device ? self->write : self->gather, "suggested-action");
  gtk_widget_add_css_class (has_device ? self->gather : self->write, "suggested-action");

  /* An edit that waits is gone on with. */
  change = tarn_change_list_find (tarn_document_get_changes (document), oid);
  if (change != NULL && tarn_change_get_state (change) != TARN_CHANGE_DONE
      && tarn_change_get_after (change) != NULL)
    value = tarn_change_get_after (change);
  tarn_editor_begin (self->editor, tarn_document_get_mib (document), oid, value);
  update_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}
