/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor-input.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *child;
} TarnEditorInputPrivate;

enum
{
  CHANGED,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (TarnEditorInput, tarn_editor_input, GTK_TYPE_WIDGET)

static void
tarn_editor_input_dispose (GObject *object)
{
  TarnEditorInputPrivate *priv =
    tarn_editor_input_get_instance_private (TARN_EDITOR_INPUT (object));

  g_clear_pointer (&priv->child, gtk_widget_unparent);

  G_OBJECT_CLASS (tarn_editor_input_parent_class)->dispose (object);
}

static gboolean
tarn_editor_input_grab_focus (GtkWidget *widget)
{
  TarnEditorInputPrivate *priv =
    tarn_editor_input_get_instance_private (TARN_EDITOR_INPUT (widget));

  return priv->child != NULL && gtk_widget_child_focus (priv->child, GTK_DIR_TAB_FORWARD);
}

static void
tarn_editor_input_class_init (TarnEditorInputClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_editor_input_dispose;
  widget_class->grab_focus = tarn_editor_input_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", TARN_TYPE_EDITOR_INPUT, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", TARN_TYPE_EDITOR_INPUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_editor_input_init (TarnEditorInput *self)
{
}

TarnEditorInput *
tarn_editor_input_new (TarnEditorForm           form,
                       const TarnEditorSubject *subject)
{
  switch (form)
    {
    case TARN_EDITOR_AS_ENUMERATION:
      return tarn_editor_choice_new (subject);
    case TARN_EDITOR_AS_BITS:
      return tarn_editor_bits_new (subject);
    case TARN_EDITOR_AS_OCTETS:
      return tarn_editor_hex_new ();
    case TARN_EDITOR_AS_DATE:
      return tarn_editor_date_new ();
    case TARN_EDITOR_AS_TICKS:
      return tarn_editor_ticks_new ();
    case TARN_EDITOR_AS_NUMBER:
    case TARN_EDITOR_AS_TEXT:
    case TARN_EDITOR_AS_OID:
    case TARN_EDITOR_AS_FLOAT:
    case TARN_EDITOR_AS_DOUBLE:
    case TARN_EDITOR_AS_NOTHING:
    default:
      return tarn_editor_entry_new (form, subject->mib);
    }
}

char *
tarn_editor_input_dup_text (TarnEditorInput *self)
{
  g_return_val_if_fail (TARN_IS_EDITOR_INPUT (self), NULL);

  return TARN_EDITOR_INPUT_GET_CLASS (self)->dup_text (self);
}

void
tarn_editor_input_set_text (TarnEditorInput *self,
                            const char      *text)
{
  g_return_if_fail (TARN_IS_EDITOR_INPUT (self));
  g_return_if_fail (text != NULL);

  TARN_EDITOR_INPUT_GET_CLASS (self)->set_text (self, text);
}

void
tarn_editor_input_set_child (TarnEditorInput *self,
                             GtkWidget       *child)
{
  TarnEditorInputPrivate *priv = tarn_editor_input_get_instance_private (self);

  priv->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

void
tarn_editor_input_changed (TarnEditorInput *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

void
tarn_editor_input_done (TarnEditorInput *self)
{
  g_signal_emit (self, signals[DONE], 0);
}
