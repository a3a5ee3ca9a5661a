/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-editor.h"

#include <glib/gi18n.h>

#include "tarn-editor-input.h"

/* Types that can be chosen where none is known. */
static const TarnKind kinds[] = {
  TARN_KIND_INTEGER,
  TARN_KIND_OCTET_STRING,
  TARN_KIND_OBJECT_ID,
  TARN_KIND_IP_ADDRESS,
  TARN_KIND_COUNTER32,
  TARN_KIND_GAUGE32,
  TARN_KIND_TIME_TICKS,
  TARN_KIND_COUNTER64,
  TARN_KIND_OPAQUE,
  TARN_KIND_NULL,
};

struct _TarnEditor
{
  GtkWidget        parent_instance;

  GtkWidget       *box;           /* the only child */
  GtkWidget       *type_box;
  GtkDropDown     *types;
  GtkBox          *place;         /* of @input      */
  GtkCheckButton  *as_octets;
  GtkLabel        *description;
  GtkLabel        *complaint;
  GtkCheckButton  *insist;

  TarnEditorInput *input;         /* nullable       */
  TarnMib         *mib;           /* nullable       */
  TarnMibNode     *node;          /* nullable: the object, whatever its type */
  TarnValue       *before;        /* nullable       */
  TarnValue       *value;         /* nullable: what was typed, if it may be used */
  TarnKind         kind;
  TarnEditorForm   form;
  gboolean         is_beginning;
};

enum
{
  PROP_0,
  PROP_VALID,
  N_PROPERTIES,
};

enum
{
  CHANGED,
  DONE,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (TarnEditor, tarn_editor, GTK_TYPE_WIDGET)

/* The module speaks for values of its own type only. */
static TarnEditorSubject
get_subject (TarnEditor *self)
{
  gboolean fits = self->node != NULL && tarn_editor_kind_of (self->node) == self->kind;

  return (TarnEditorSubject) { self->mib, fits ? self->node : NULL, self->kind };
}

static void
complain (TarnEditor *self,
          const char *text,
          gboolean    can_insist)
{
  gtk_label_set_label (self->complaint, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->insist), can_insist);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                            : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static void
input_changed_cb (TarnEditor *self)
{
  TarnEditorSubject subject = get_subject (self);
  g_autofree char *text = NULL;
  g_autoptr(TarnValue) value = NULL;
  g_autoptr(GError) error = NULL;
  gboolean is_allowed = TRUE;

  if (self->is_beginning || self->input == NULL)
    return;

  text = tarn_editor_input_dup_text (self->input);
  value = tarn_editor_parse (&subject, self->form, text, &error);
  if (value != NULL && subject.node != NULL)
    is_allowed = tarn_mib_node_check_value (subject.node, value, NULL, NULL, &error);
  complain (self, error != NULL ? error->message : NULL, value != NULL && !is_allowed);

  if (!is_allowed && !gtk_check_button_get_active (self->insist))
    g_clear_pointer (&value, tarn_value_unref);
  g_clear_pointer (&self->value, tarn_value_unref);
  self->value = g_steal_pointer (&value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALID]);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
input_done_cb (TarnEditor *self)
{
  if (self->value != NULL)
    g_signal_emit (self, signals[DONE], 0);
}

/* Another input, with @value (nullable) in it. */
static void
set_form (TarnEditor      *self,
          TarnEditorForm   form,
          const TarnValue *value)
{
  TarnEditorSubject subject = get_subject (self);
  g_autofree char *text = tarn_editor_format (&subject, form, value);
  g_autofree char *description = tarn_editor_describe (&subject, form);

  self->is_beginning = TRUE;
  self->form = form;
  if (self->input != NULL)
    gtk_box_remove (self->place, GTK_WIDGET (self->input));
  self->input = tarn_editor_input_new (form, &subject);
  gtk_box_append (self->place, GTK_WIDGET (self->input));
  tarn_editor_input_set_text (self->input, text);
  g_signal_connect_swapped (self->input, "changed", G_CALLBACK (input_changed_cb), self);
  g_signal_connect_swapped (self->input, "done", G_CALLBACK (input_done_cb), self);

  gtk_label_set_label (self->description, description != NULL ? description : "");
  gtk_widget_set_visible (GTK_WIDGET (self->description), description != NULL);
  gtk_check_button_set_active (self->insist, FALSE);
  self->is_beginning = FALSE;
  input_changed_cb (self);
}

/* Strings only can be had as octets instead; where they must be, there is no choice. */
static void
choose_form (TarnEditor *self)
{
  TarnEditorSubject subject = get_subject (self);
  TarnEditorForm natural = tarn_editor_choose_form (&subject, NULL);
  TarnEditorForm form = tarn_editor_choose_form (&subject, self->before);
  gboolean is_string = self->kind == TARN_KIND_OCTET_STRING && natural != TARN_EDITOR_AS_OCTETS;

  self->is_beginning = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->as_octets), is_string);
  gtk_check_button_set_active (self->as_octets, form == TARN_EDITOR_AS_OCTETS);
  self->is_beginning = FALSE;
  set_form (self, form, self->before);
}

static void
type_cb (TarnEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->types);

  if (self->is_beginning || selected >= G_N_ELEMENTS (kinds))
    return;
  self->kind = kinds[selected];
  choose_form (self);
}

/* What was typed goes along, if it can. */
static void
as_octets_cb (TarnEditor *self)
{
  TarnEditorSubject subject = get_subject (self);
  g_autoptr(TarnValue) value = NULL;

  if (self->is_beginning)
    return;

  value = self->value != NULL ? tarn_value_ref (self->value) : NULL;
  set_form (self, gtk_check_button_get_active (self->as_octets)
                    ? TARN_EDITOR_AS_OCTETS : tarn_editor_choose_form (&subject, NULL),
            value != NULL ? value : self->before);
}

static gboolean
tarn_editor_grab_focus (GtkWidget *widget)
{
  TarnEditor *self = TARN_EDITOR (widget);

  return self->input != NULL && gtk_widget_grab_focus (GTK_WIDGET (self->input));
}

static void
tarn_editor_dispose (GObject *object)
{
  TarnEditor *self = TARN_EDITOR (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_EDITOR);
  self->input = NULL;
  g_clear_object (&self->mib);
  g_clear_pointer (&self->node, tarn_mib_node_unref);
  g_clear_pointer (&self->before, tarn_value_unref);
  g_clear_pointer (&self->value, tarn_value_unref);

  G_OBJECT_CLASS (tarn_editor_parent_class)->dispose (object);
}

static void
tarn_editor_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  TarnEditor *self = TARN_EDITOR (object);

  switch (id)
    {
    case PROP_VALID:
      g_value_set_boolean (value, self->value != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_editor_class_init (TarnEditorClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_editor_dispose;
  object_class->get_property = tarn_editor_get_property;
  widget_class->grab_focus = tarn_editor_grab_focus;

  properties[PROP_VALID] = g_param_spec_boolean ("valid", NULL, NULL, FALSE,
                                                 G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[CHANGED] = g_signal_new ("changed", TARN_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[DONE] = g_signal_new ("done", TARN_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/tarn/Browser/tarn-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, box);
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, type_box);
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, types);
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, place);
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, as_octets);
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, description);
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, complaint);
  gtk_widget_class_bind_template_child (widget_class, TarnEditor, insist);
  gtk_widget_class_bind_template_callback (widget_class, type_cb);
  gtk_widget_class_bind_template_callback (widget_class, as_octets_cb);
  gtk_widget_class_bind_template_callback (widget_class, input_changed_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
tarn_editor_init (TarnEditor *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->is_beginning = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_string_list_append (names, tarn_editor_kind_name (kinds[i]));
  gtk_drop_down_set_model (self->types, G_LIST_MODEL (names));
  self->is_beginning = FALSE;
}

GtkWidget *
tarn_editor_new (void)
{
  return g_object_new (TARN_TYPE_EDITOR, NULL);
}

/* What module and value agree on, else the value: an agent that has another type than its
 * module says (F-86) wants that one. */
static TarnKind
guess_kind (TarnEditor *self)
{
  TarnKind told = self->node != NULL ? tarn_editor_kind_of (self->node) : TARN_KIND_NONE;
  TarnKind seen = self->before != NULL && !tarn_value_is_exception (self->before)
                    ? tarn_value_get_kind (self->before) : TARN_KIND_NONE;

  if (seen != TARN_KIND_NONE)
    return seen;
  return told != TARN_KIND_NONE ? told : TARN_KIND_OCTET_STRING;
}

static void
show_kind (TarnEditor *self)
{
  gboolean is_told = self->node != NULL && tarn_editor_kind_of (self->node) == self->kind;

  self->is_beginning = TRUE;
  gtk_widget_set_visible (self->type_box, !is_told);
  gtk_drop_down_set_selected (self->types, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == self->kind)
      gtk_drop_down_set_selected (self->types, i);
  self->is_beginning = FALSE;
}

void
tarn_editor_begin (TarnEditor *self,
                   TarnMib    *mib,
                   TarnOid    *oid,
                   TarnValue  *value)
{
  g_autoptr(TarnMibNode) node = NULL;

  g_return_if_fail (TARN_IS_EDITOR (self));
  g_return_if_fail (mib == NULL || TARN_IS_MIB (mib));
  g_return_if_fail (oid != NULL);

  node = mib != NULL ? tarn_editor_find_object (mib, oid, NULL) : NULL;
  if (node != NULL && tarn_editor_kind_of (node) == TARN_KIND_NONE)
    g_clear_pointer (&node, tarn_mib_node_unref);

  g_set_object (&self->mib, mib);
  g_clear_pointer (&self->node, tarn_mib_node_unref);
  self->node = g_steal_pointer (&node);
  g_clear_pointer (&self->before, tarn_value_unref);
  self->before = value != NULL ? tarn_value_ref (value) : NULL;
  self->kind = guess_kind (self);
  show_kind (self);
  choose_form (self);
}

TarnValue *
tarn_editor_dup_value (TarnEditor *self)
{
  g_return_val_if_fail (TARN_IS_EDITOR (self), NULL);

  return self->value != NULL ? tarn_value_ref (self->value) : NULL;
}
