/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-change-row.h"

#include <glib/gi18n.h>

/* By state: an icon, a word, a class of the style sheet. */
static const struct
{
  const char *icon;
  const char *word;
  const char *css;
} states[] = {
  [TARN_CHANGE_PENDING] = { "document-edit-symbolic", N_("Not applied yet"), "dim-label" },
  [TARN_CHANGE_SENDING] = { "network-transmit-symbolic", N_("Being set"), "dim-label" },
  [TARN_CHANGE_DONE] = { "object-select-symbolic", N_("Done"), "success" },
  [TARN_CHANGE_FAILED] = { "dialog-error-symbolic", N_("Failed"), "error" },
  [TARN_CHANGE_UNKNOWN] = { "dialog-question-symbolic", N_("Not known"), "warning" },
};

struct _TarnChangeRow
{
  GtkWidget     parent_instance;

  GtkWidget    *box;        /* the only child */
  GtkImage     *icon;
  GtkLabel     *name;
  GtkLabel     *values;
  GtkLabel     *state;
  GtkWidget    *remove;

  TarnDocument *document;   /* nullable */
  TarnChange   *change;     /* nullable */
};

G_DEFINE_FINAL_TYPE (TarnChangeRow, tarn_change_row, GTK_TYPE_WIDGET)

static void
state_cb (TarnChangeRow *self)
{
  TarnChangeState state = tarn_change_get_state (self->change);
  const char *text = tarn_change_get_text (self->change);

  gtk_image_set_from_icon_name (self->icon, states[state].icon);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->icon), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(states[state].word), -1);
  gtk_label_set_label (self->state, text != NULL ? text : _(states[state].word));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->state), states[i].css);
  gtk_widget_add_css_class (GTK_WIDGET (self->state), states[state].css);
  gtk_widget_set_sensitive (self->remove, state != TARN_CHANGE_SENDING);
}

static void
remove_cb (TarnChangeRow *self)
{
  if (self->document != NULL)
    tarn_change_list_remove (tarn_document_get_changes (self->document), self->change);
}

static void
tarn_change_row_dispose (GObject *object)
{
  TarnChangeRow *self = TARN_CHANGE_ROW (object);

  tarn_change_row_show (self, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_CHANGE_ROW);

  G_OBJECT_CLASS (tarn_change_row_parent_class)->dispose (object);
}

static void
tarn_change_row_class_init (TarnChangeRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = tarn_change_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnChangeRow, box);
  gtk_widget_class_bind_template_child (widget_class, TarnChangeRow, icon);
  gtk_widget_class_bind_template_child (widget_class, TarnChangeRow, name);
  gtk_widget_class_bind_template_child (widget_class, TarnChangeRow, values);
  gtk_widget_class_bind_template_child (widget_class, TarnChangeRow, state);
  gtk_widget_class_bind_template_child (widget_class, TarnChangeRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_change_row_init (TarnChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
tarn_change_row_new (void)
{
  return g_object_new (TARN_TYPE_CHANGE_ROW, NULL);
}

static char *
dup_value (TarnChange    *change,
           TarnTextStyle *style,
           TarnValue     *value)
{
  g_autoptr(TarnVarbind) varbind = NULL;
  char *text;

  if (value == NULL)
    return g_strdup (_("nothing"));

  varbind = tarn_varbind_new (tarn_change_get_oid (change), value);
  text = tarn_text_style_dup_value (style, varbind);
  if (text[0] != '\0')
    return text;
  g_free (text);
  return g_strdup (_("(empty)"));
}

char *
tarn_change_row_dup_text (TarnChange    *change,
                          TarnTextStyle *style)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_return_val_if_fail (TARN_IS_CHANGE (change), NULL);

  before = dup_value (change, style, tarn_change_get_before (change));
  after = dup_value (change, style, tarn_change_get_after (change));
  /* Translators: a value before and after a change */
  return tarn_change_get_after (change) != NULL ? g_strdup_printf (_("%s → %s"), before, after)
                                                : g_strdup_printf (_("%s → deleted"), before);
}

static void
show_values (TarnChangeRow *self)
{
  g_autoptr(TarnTextStyle) style = tarn_text_style_new (tarn_document_get_mib (self->document));
  g_autofree char *name = tarn_text_style_dup_name (style, tarn_change_get_oid (self->change));
  g_autofree char *text = tarn_change_row_dup_text (self->change, style);

  gtk_label_set_label (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), name);
  gtk_label_set_label (self->values, text);
}

void
tarn_change_row_show (TarnChangeRow *self,
                      TarnDocument  *document,
                      TarnChange    *change)
{
  g_return_if_fail (TARN_IS_CHANGE_ROW (self));

  if (self->change != NULL)
    g_signal_handlers_disconnect_by_func (self->change, state_cb, self);
  g_set_object (&self->document, document);
  g_set_object (&self->change, change);
  if (change == NULL)
    return;

  g_signal_connect_swapped (change, "notify::state", G_CALLBACK (state_cb), self);
  show_values (self);
  state_cb (self);
}
