/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-document-view-private.h"

#include "tarn-paned.h"

/* Below this width, in pixels, the detail is under the views instead of beside them. */
#define NARROW 900

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_OID,
  PROP_VIEW,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnDocumentView, tarn_document_view, GTK_TYPE_WIDGET)

static gboolean
turn_cb (gpointer data)
{
  TarnDocumentView *self = data;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW;
  int extent;

  self->turn_id = 0;
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->paned),
                                  narrow ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL);
  if (tarn_paned_restore (self->paned))
    return G_SOURCE_REMOVE;

  /* A place in pixels means nothing in the other direction. */
  extent = narrow ? gtk_widget_get_height (GTK_WIDGET (self->paned))
                  : gtk_widget_get_width (GTK_WIDGET (self->paned));
  gtk_paned_set_position (GTK_PANED (self->paned), extent * 58 / 100);
  return G_SOURCE_REMOVE;
}

/* A widget must not ask for another size while it is given one: that is done when the loop
 * comes round. */
static void
tarn_document_view_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  TarnDocumentView *self = TARN_DOCUMENT_VIEW (widget);
  GtkOrientation wanted = width < NARROW ? GTK_ORIENTATION_VERTICAL : GTK_ORIENTATION_HORIZONTAL;

  gtk_widget_allocate (GTK_WIDGET (self->box), width, height, baseline, NULL);
  if (self->turn_id == 0
      && gtk_orientable_get_orientation (GTK_ORIENTABLE (self->paned)) != wanted)
    self->turn_id = g_idle_add (turn_cb, self);
}

static void
tarn_document_view_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  TarnDocumentView *self = TARN_DOCUMENT_VIEW (widget);

  gtk_widget_measure (GTK_WIDGET (self->box), orientation, for_size, minimum, natural,
                      minimum_baseline, natural_baseline);
}

static void
tarn_document_view_dispose (GObject *object)
{
  TarnDocumentView *self = TARN_DOCUMENT_VIEW (object);

  g_clear_handle_id (&self->turn_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_DOCUMENT_VIEW);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_object (&self->document);
  g_clear_object (&self->actions);

  G_OBJECT_CLASS (tarn_document_view_parent_class)->dispose (object);
}

static void
tarn_document_view_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  TarnDocumentView *self = TARN_DOCUMENT_VIEW (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_OID:
      g_value_set_boxed (value, self->oid);
      break;
    case PROP_VIEW:
      g_value_set_string (value, gtk_stack_get_visible_child_name (self->views));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_document_view_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  TarnDocumentView *self = TARN_DOCUMENT_VIEW (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      if (g_set_object (&self->document, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_OID:
      tarn_document_view_set_oid (self, g_value_get_boxed (value));
      break;
    case PROP_VIEW:
      tarn_document_view_show (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_document_view_class_init (TarnDocumentViewClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_document_view_dispose;
  object_class->get_property = tarn_document_view_get_property;
  object_class->set_property = tarn_document_view_set_property;
  widget_class->measure = tarn_document_view_measure;
  widget_class->size_allocate = tarn_document_view_size_allocate;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT, flags);
  properties[PROP_OID] = g_param_spec_boxed ("oid", NULL, NULL, TARN_TYPE_OID, flags);
  properties[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (TARN_TYPE_CHANGE_PANE);
  g_type_ensure (TARN_TYPE_COMPARE_PANE);
  g_type_ensure (TARN_TYPE_DETAIL_PANE);
  g_type_ensure (TARN_TYPE_LOG_PANE);
  g_type_ensure (TARN_TYPE_MIRROR_BAR);
  g_type_ensure (TARN_TYPE_PATH_BAR);
  g_type_ensure (TARN_TYPE_SEARCH_BAR);
  g_type_ensure (TARN_TYPE_TABLE_PANE);
  g_type_ensure (TARN_TYPE_TREE_PANE);
  g_type_ensure (TARN_TYPE_WATCH_PANE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-document-view.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, box);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, paned);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, views);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, path_bar);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, tree);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, table);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, detail);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, watch);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, compare);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, log);
  gtk_widget_class_bind_template_child (widget_class, TarnDocumentView, mirror_bar);
}

static void
view_cb (TarnDocumentView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
}

static void
tarn_document_view_init (TarnDocumentView *self)
{
  self->actions = g_simple_action_group_new ();
  tarn_document_view_add_actions (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "document", G_ACTION_GROUP (self->actions));
  g_signal_connect_object (self->views, "notify::visible-child-name", G_CALLBACK (view_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
tarn_document_view_new (TarnDocument *document)
{
  return g_object_new (TARN_TYPE_DOCUMENT_VIEW, "document", document, NULL);
}

TarnDocument *
tarn_document_view_get_document (TarnDocumentView *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT_VIEW (self), NULL);

  return self->document;
}

void
tarn_document_view_set_connect (TarnDocumentView *self,
                                TarnConnect      *connect)
{
  g_return_if_fail (TARN_IS_DOCUMENT_VIEW (self));

  g_object_set (self->mirror_bar, "connect", connect, NULL);
}

GActionGroup *
tarn_document_view_get_actions (TarnDocumentView *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT_VIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

TarnOid *
tarn_document_view_get_oid (TarnDocumentView *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT_VIEW (self), NULL);

  return self->oid;
}

void
tarn_document_view_set_oid (TarnDocumentView *self,
                            TarnOid          *oid)
{
  g_return_if_fail (TARN_IS_DOCUMENT_VIEW (self));

  if (self->oid == oid || (self->oid != NULL && oid != NULL && tarn_oid_equal (self->oid, oid)))
    return;

  g_clear_pointer (&self->oid, tarn_oid_unref);
  self->oid = oid != NULL ? tarn_oid_ref (oid) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OID]);
}

void
tarn_document_view_set_state (TarnDocumentView *self,
                              TarnState        *state)
{
  g_return_if_fail (TARN_IS_DOCUMENT_VIEW (self));

  g_object_set (self->table, "state", state, NULL);
  g_object_set (self->tree, "state", state, NULL);
  g_object_set (self->watch, "state", state, NULL);
  tarn_log_pane_set_state (self->log, state);
  tarn_paned_remember (self->paned, state, "document");
}

const char *
tarn_document_view_get_shown (TarnDocumentView *self)
{
  g_return_val_if_fail (TARN_IS_DOCUMENT_VIEW (self), NULL);

  return gtk_stack_get_visible_child_name (self->views);
}

void
tarn_document_view_show (TarnDocumentView *self,
                         const char       *name)
{
  g_return_if_fail (TARN_IS_DOCUMENT_VIEW (self));

  if (name != NULL && gtk_stack_get_child_by_name (self->views, name) != NULL)
    gtk_stack_set_visible_child_name (self->views, name);
}
