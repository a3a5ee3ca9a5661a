/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-table-pane-private.h"

#include "tarn-table-chooser.h"
#include "tarn-ui.h"

enum
{
  PROP_0,
  PROP_DOCUMENT,
  PROP_OID,
  PROP_STATE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnTablePane, tarn_table_pane, GTK_TYPE_WIDGET)

static void
set_oid_silently (TarnTablePane *self,
                  TarnOid       *oid)
{
  g_clear_pointer (&self->oid, tarn_oid_unref);
  self->oid = oid != NULL ? tarn_oid_ref (oid) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OID]);
}

TarnTableLine *
tarn_table_pane_dup_line (TarnTablePane *self)
{
  g_autoptr(GtkBitset) selected = NULL;

  if (self->selection == NULL)
    return NULL;

  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  if (gtk_bitset_is_empty (selected))
    return NULL;
  return g_list_model_get_item (G_LIST_MODEL (self->selection), gtk_bitset_get_minimum (selected));
}

/* The selected cell becomes what the other panes show. */
void
tarn_table_pane_show_field (TarnTablePane *self)
{
  g_autoptr(TarnTableLine) line = tarn_table_pane_dup_line (self);
  guint field = MAX (self->field, self->model != NULL
                                  ? tarn_table_model_get_n_index (self->model) : 0);
  g_autoptr(TarnOid) oid = line != NULL ? tarn_table_model_dup_oid (self->model, line, field) : NULL;

  if (oid != NULL && !self->selecting && (self->oid == NULL || !tarn_oid_equal (self->oid, oid)))
    set_oid_silently (self, oid);
  tarn_table_pane_update_actions (self);
}

static void
selection_changed_cb (TarnTablePane *self)
{
  tarn_table_pane_show_field (self);
}

/* Selects the cell of @oid, if it is one. */
static void
follow_oid (TarnTablePane *self)
{
  guint position, field;
  GtkWidget *list;

  if (self->model == NULL || self->oid == NULL
      || !tarn_table_model_find (self->model, self->oid, &position, &field))
    return;

  self->selecting = TRUE;
  tarn_table_pane_set_field (self, field);
  if (!gtk_selection_model_is_selected (GTK_SELECTION_MODEL (self->selection), position))
    {
      gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
      /* The action is one of the list inside of the view, its last child (GTK 4.8). */
      list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
      gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
    }
  self->selecting = FALSE;
}

/* What was put in another order has lost its selection. */
static void
told_cb (TarnTablePane *self)
{
  g_autoptr(GtkBitset) selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  tarn_table_pane_tell_summary (self);
  if (!tarn_table_model_is_busy (self->model) && gtk_bitset_is_empty (selected))
    follow_oid (self);
}

static void
drop_model (TarnTablePane *self)
{
  if (self->model == NULL)
    return;

  for (guint i = 0; i < self->export_jobs->len; i++)
    g_cancellable_cancel (self->export_jobs->pdata[i]);
  g_signal_handlers_disconnect_by_data (self->model, self);
  g_signal_handlers_disconnect_by_data (self->selection, self);
  self->loading = TRUE;
  g_clear_handle_id (&self->ordered_id, g_source_remove);
  gtk_column_view_set_model (self->view, NULL);
  tarn_table_pane_clear_columns (self);
  tarn_table_pane_clear_filters (self);
  self->loading = FALSE;
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
}

void
tarn_table_pane_reload (TarnTablePane *self)
{
  g_autoptr(GError) error = NULL;

  drop_model (self);
  tarn_table_wish_clear (&self->wish);
  self->field = 0;
  if (self->document != NULL && self->entry != NULL)
    self->model = tarn_table_model_new (tarn_document_get_store (self->document),
                                        tarn_document_get_mib (self->document), self->entry,
                                        self->joins, &error);
  if (g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    self->late = TRUE;   /* the next change tries again */
  else if (error != NULL)
    tarn_ui_message (GTK_WIDGET (self), error->message, NULL, NULL);

  gtk_stack_set_visible_child_name (self->pages, self->model != NULL ? "table" : "list");
  if (self->model == NULL)
    {
      tarn_table_pane_update_actions (self);
      return;
    }

  self->loading = TRUE;
  tarn_table_pane_tell_title (self);
  tarn_table_pane_add_columns (self);
  self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  g_signal_connect_swapped (self->selection, "selection-changed",
                            G_CALLBACK (selection_changed_cb), self);
  g_signal_connect_swapped (self->model, "notify", G_CALLBACK (told_cb), self);
  g_signal_connect_swapped (self->model, "columns-changed", G_CALLBACK (tarn_table_pane_reload),
                            self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  if (gtk_editable_get_text (self->filter)[0] != '\0')
    gtk_editable_set_text (self->filter, "");
  tarn_table_pane_restore (self);
  self->loading = FALSE;
  tarn_table_pane_tell_summary (self);
  tarn_table_pane_fill_choices (self);
  tarn_table_pane_update_actions (self);
}

/* Shows the table that @oid belongs to. */
static void
catch_up (TarnTablePane *self)
{
  g_autoptr(TarnOid) entry = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->late = TRUE;
      return;
    }

  self->late = FALSE;
  if (self->document != NULL && self->oid != NULL)
    entry = tarn_table_find_entry (tarn_document_get_store (self->document),
                                   tarn_document_get_mib (self->document), self->oid);

  if (entry == NULL || self->entry == NULL || self->model == NULL
      || (!tarn_oid_equal (entry, self->entry)
          && !tarn_oid_has_prefix (self->oid, self->entry)))
    {
      guint position, field;

      /* A cell of a table beside this one is here, too. */
      if (entry == NULL || self->model == NULL
          || !tarn_table_model_find (self->model, self->oid, &position, &field))
        {
          g_clear_pointer (&self->entry, tarn_oid_unref);
          self->entry = g_steal_pointer (&entry);
          g_ptr_array_set_size (self->joins, 0);
          tarn_table_pane_reload (self);
        }
    }
  follow_oid (self);
}

static void
mib_cb (TarnTablePane *self)
{
  g_clear_pointer (&self->entry, tarn_oid_unref);
  drop_model (self);
  catch_up (self);
}

static void
store_changed_cb (TarnTablePane *self)
{
  if (self->late && gtk_widget_get_mapped (GTK_WIDGET (self)))
    catch_up (self);
}

static void
set_document (TarnTablePane *self,
              TarnDocument  *document)
{
  if (self->document == document)
    return;

  drop_model (self);
  g_clear_pointer (&self->entry, tarn_oid_unref);
  if (self->document != NULL)
    {
      g_signal_handlers_disconnect_by_data (tarn_document_get_store (self->document), self);
      g_signal_handlers_disconnect_by_data (self->document, self);
    }
  g_set_object (&self->document, document);
  if (document != NULL)
    {
      g_signal_connect_swapped (document, "notify::mib", G_CALLBACK (mib_cb), self);
      g_signal_connect_swapped (document, "notify::device",
                                G_CALLBACK (tarn_table_pane_update_actions), self);
      g_signal_connect_swapped (tarn_document_get_store (document), "changed",
                                G_CALLBACK (store_changed_cb), self);
    }

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    tarn_table_pane_reload (self);
  catch_up (self);
}

static void
filter_changed_cb (TarnTablePane *self)
{
  const char *text = gtk_editable_get_text (self->filter);

  g_clear_pointer (&self->wish.text, g_free);
  if (text[0] != '\0')
    self->wish.text = g_strdup (text);
  if (self->model != NULL)
    tarn_table_model_arrange (self->model, &self->wish);
  tarn_table_pane_tell_summary (self);
}

static void
stop_filter_cb (TarnTablePane *self)
{
  gtk_editable_set_text (self->filter, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
activate_cb (TarnTablePane *self,
             guint          position)
{
  gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "table.edit", NULL);
}

/* Left and right choose the cell of the row; at the ends they do nothing. */
static gboolean
key_cb (TarnTablePane         *self,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        GtkEventControllerKey *controller)
{
  gboolean left = key == GDK_KEY_Left || key == GDK_KEY_KP_Left;
  gboolean right = key == GDK_KEY_Right || key == GDK_KEY_KP_Right;
  int step;

  if ((!left && !right) || (modifiers & gtk_accelerator_get_default_mod_mask ()) != 0
      || self->columns == NULL)
    return GDK_EVENT_PROPAGATE;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    left = !left;
  step = left ? -1 : 1;
  for (int field = (int) self->field + step; field >= 0 && field < (int) self->columns->len;
       field += step)
    if (gtk_column_view_column_get_visible (self->columns->pdata[field]))
      {
        tarn_table_pane_set_field (self, (guint) field);
        break;
      }

  return GDK_EVENT_STOP;
}

static void
tarn_table_pane_map (GtkWidget *widget)
{
  TarnTablePane *self = TARN_TABLE_PANE (widget);

  GTK_WIDGET_CLASS (tarn_table_pane_parent_class)->map (widget);

  if (self->late || self->model == NULL)
    catch_up (self);
}

static void
tarn_table_pane_dispose (GObject *object)
{
  TarnTablePane *self = TARN_TABLE_PANE (object);

  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_sorter (self->view), self);
      g_signal_handlers_disconnect_by_data (gtk_column_view_get_columns (self->view), self);
      drop_model (self);
      set_document (self, NULL);
    }
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), TARN_TYPE_TABLE_PANE);
  self->view = NULL;
  g_clear_object (&self->state);
  g_clear_pointer (&self->oid, tarn_oid_unref);

  G_OBJECT_CLASS (tarn_table_pane_parent_class)->dispose (object);
}

static void
tarn_table_pane_finalize (GObject *object)
{
  TarnTablePane *self = TARN_TABLE_PANE (object);

  g_ptr_array_unref (self->joins);
  g_ptr_array_unref (self->filters);
  g_ptr_array_unref (self->export_jobs);
  tarn_table_wish_clear (&self->wish);

  G_OBJECT_CLASS (tarn_table_pane_parent_class)->finalize (object);
}

static void
tarn_table_pane_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  TarnTablePane *self = TARN_TABLE_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_OID:
      g_value_set_boxed (value, self->oid);
      break;
    case PROP_STATE:
      g_value_set_object (value, self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_table_pane_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  TarnTablePane *self = TARN_TABLE_PANE (object);

  switch (id)
    {
    case PROP_DOCUMENT:
      set_document (self, g_value_get_object (value));
      break;
    case PROP_OID:
      tarn_table_pane_set_oid (self, g_value_get_boxed (value));
      break;
    case PROP_STATE:
      if (g_set_object (&self->state, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_table_pane_class_init (TarnTablePaneClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = tarn_table_pane_dispose;
  object_class->finalize = tarn_table_pane_finalize;
  object_class->get_property = tarn_table_pane_get_property;
  object_class->set_property = tarn_table_pane_set_property;
  widget_class->map = tarn_table_pane_map;

  properties[PROP_DOCUMENT] =
    g_param_spec_object ("document", NULL, NULL, TARN_TYPE_DOCUMENT, flags);
  properties[PROP_OID] = g_param_spec_boxed ("oid", NULL, NULL, TARN_TYPE_OID, flags);
  properties[PROP_STATE] = g_param_spec_object ("state", NULL, NULL, TARN_TYPE_STATE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (TARN_TYPE_TABLE_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/tarn/Browser/tarn-table-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, pages);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, chooser);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, title);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, summary);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, nothing);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, filter);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, filter_box);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, choices);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, columns_button);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, scroller);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, view);
  gtk_widget_class_bind_template_child (widget_class, TarnTablePane, row_menu);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  tarn_table_pane_add_actions (widget_class);
  tarn_table_pane_add_filter_actions (widget_class);
}

static void
tarn_table_pane_init (TarnTablePane *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->joins = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);
  self->filters = g_ptr_array_new ();
  self->export_jobs = g_ptr_array_new_with_free_func (g_object_unref);
  tarn_table_wish_clear (&self->wish);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (tarn_table_pane_sort_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_column_view_get_columns (self->view), "items-changed",
                           G_CALLBACK (tarn_table_pane_columns_changed), self, G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
  tarn_table_pane_update_actions (self);
}

GtkWidget *
tarn_table_pane_new (void)
{
  return g_object_new (TARN_TYPE_TABLE_PANE, NULL);
}

TarnOid *
tarn_table_pane_get_oid (TarnTablePane *self)
{
  g_return_val_if_fail (TARN_IS_TABLE_PANE (self), NULL);

  return self->oid;
}

void
tarn_table_pane_set_oid (TarnTablePane *self,
                         TarnOid       *oid)
{
  g_return_if_fail (TARN_IS_TABLE_PANE (self));

  if (self->oid == oid || (self->oid != NULL && oid != NULL && tarn_oid_equal (self->oid, oid)))
    return;

  set_oid_silently (self, oid);
  catch_up (self);
}
