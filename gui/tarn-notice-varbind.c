/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-notice-varbind.h"

#include <glib/gi18n.h>

#include "tarn-editor-value.h"
#include "tarn-path-entry.h"
#include "tarn-ui.h"

struct _TarnNoticeVarbind
{
  GtkWidget      parent_instance;

  TarnMib       *mib;     /* nullable */

  GtkWidget     *box;
  TarnPathEntry *name;
  GtkDropDown   *type;
  GtkEditable   *value;
};

/* Behind the first choice, which is that of the module. */
static const TarnKind kinds[] = {
  TARN_KIND_INTEGER, TARN_KIND_OCTET_STRING, TARN_KIND_OBJECT_ID, TARN_KIND_IP_ADDRESS,
  TARN_KIND_COUNTER32, TARN_KIND_GAUGE32, TARN_KIND_TIME_TICKS, TARN_KIND_COUNTER64,
};

static guint remove_signal;

G_DEFINE_FINAL_TYPE (TarnNoticeVarbind, tarn_notice_varbind, GTK_TYPE_WIDGET)

static void
remove_cb (TarnNoticeVarbind *self)
{
  g_signal_emit (self, remove_signal, 0);
}

static void
tarn_notice_varbind_dispose (GObject *object)
{
  TarnNoticeVarbind *self = TARN_NOTICE_VARBIND (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->mib);

  G_OBJECT_CLASS (tarn_notice_varbind_parent_class)->dispose (object);
}

static void
tarn_notice_varbind_class_init (TarnNoticeVarbindClass *class)
{
  G_OBJECT_CLASS (class)->dispose = tarn_notice_varbind_dispose;

  remove_signal = g_signal_new ("remove", TARN_TYPE_NOTICE_VARBIND, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (class), GTK_TYPE_BIN_LAYOUT);
}

static void
name_widget (gpointer    widget,
             const char *name)
{
  gtk_widget_set_tooltip_text (widget, name);
  gtk_accessible_update_property (widget, GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_types (void)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _("As its module says"));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, tarn_editor_kind_name (kinds[i]));
  return gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
}

static void
tarn_notice_varbind_init (TarnNoticeVarbind *self)
{
  GtkWidget *button = tarn_ui_icon_button ("list-remove-symbolic", _("Remove This Varbind"));

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->name = g_object_new (TARN_TYPE_PATH_ENTRY, "hexpand", TRUE, NULL);
  self->type = GTK_DROP_DOWN (make_types ());
  self->value = GTK_EDITABLE (gtk_entry_new ());
  gtk_widget_set_hexpand (GTK_WIDGET (self->value), TRUE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->value), _("Value"));
  gtk_entry_set_activates_default (GTK_ENTRY (self->value), TRUE);
  name_widget (self->type, _("Type"));
  name_widget (self->value, _("Value"));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_cb), self);

  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->name));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->type));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->value));
  gtk_box_append (GTK_BOX (self->box), button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* Something that most devices have, to be changed. */
static void
propose (TarnNoticeVarbind *self,
         TarnMibNode       *node)
{
  const TarnEditorSubject subject = { self->mib, node, tarn_editor_kind_of (node) };
  gboolean is_scalar = tarn_mib_node_get_kind (node) == TARN_MIB_KIND_SCALAR;
  g_autofree char *name = g_strconcat (tarn_mib_node_get_name (node), is_scalar ? ".0" : ".1",
                                       NULL);
  TarnEditorForm form;

  form = tarn_editor_choose_form (&subject, NULL);
  tarn_path_entry_set_text (self->name, name);
  if (form == TARN_EDITOR_AS_NUMBER || form == TARN_EDITOR_AS_ENUMERATION)
    gtk_editable_set_text (self->value, "1");
  else if (form == TARN_EDITOR_AS_TICKS)
    gtk_editable_set_text (self->value, "0");
  else if (form == TARN_EDITOR_AS_OID)
    gtk_editable_set_text (self->value, "0.0");
}

GtkWidget *
tarn_notice_varbind_new (TarnMib     *mib,
                         TarnMibNode *node)
{
  TarnNoticeVarbind *self = g_object_new (TARN_TYPE_NOTICE_VARBIND, NULL);

  g_set_object (&self->mib, mib);
  tarn_path_entry_set_mib (self->name, mib);
  if (node != NULL)
    propose (self, node);
  return GTK_WIDGET (self);
}

static TarnOid *
parse_name (TarnNoticeVarbind  *self,
            GError            **error)
{
  g_autofree char *text = g_strstrip (g_strdup (tarn_path_entry_get_text (self->name)));

  if (text[0] == '\0')
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("Each varbind needs a name: fill it in, or remove the row"));
      return NULL;
    }
  return self->mib != NULL ? tarn_mib_parse_oid (self->mib, text, error)
                           : tarn_oid_new (text, error);
}

TarnVarbind *
tarn_notice_varbind_make (TarnNoticeVarbind  *self,
                          GError            **error)
{
  TarnEditorSubject subject = { 0 };
  g_autoptr(TarnOid) oid = NULL;
  g_autoptr(TarnMibNode) node = NULL;
  g_autoptr(TarnValue) value = NULL;
  guint chosen;

  g_return_val_if_fail (TARN_IS_NOTICE_VARBIND (self), NULL);

  oid = parse_name (self, error);
  if (oid == NULL)
    return NULL;

  node = self->mib != NULL ? tarn_editor_find_object (self->mib, oid, NULL) : NULL;
  chosen = gtk_drop_down_get_selected (self->type);
  subject.mib = self->mib;
  subject.kind = node != NULL ? tarn_editor_kind_of (node) : TARN_KIND_NONE;
  if (chosen > 0 && subject.kind != kinds[chosen - 1])
    {
      g_clear_pointer (&node, tarn_mib_node_unref);
      subject.kind = kinds[chosen - 1];
    }
  subject.node = node;
  if (subject.kind == TARN_KIND_NONE)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   _("No module says of what type %s is: choose one"),
                   tarn_path_entry_get_text (self->name));
      return NULL;
    }

  value = tarn_editor_parse (&subject, tarn_editor_choose_form (&subject, NULL),
                             gtk_editable_get_text (self->value), error);
  if (value != NULL)
    return tarn_varbind_new (oid, value);

  g_prefix_error (error, "%s: ", tarn_path_entry_get_text (self->name));
  return NULL;
}
