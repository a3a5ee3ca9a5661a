/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-tree-expander.h"

#include <glib/gi18n.h>

/* Pixels that one level is to the right of the one above it. */
#define INDENT 12

struct _TarnTreeExpander
{
  GtkWidget  parent_instance;

  TarnNode  *node;          /* nullable */

  GtkWidget *triangle;
  GtkWidget *caption;

  /* As it is shown now: most rows that follow each other look alike, and setting an image or
   * a class to what it is costs more than all the rest. */
  int        depth;
  guint      is_expandable : 1;
  guint      is_expanded   : 1;
  guint      is_unfetched  : 1;
  guint      is_inferred   : 1;
  guint      is_described  : 1;
};

enum
{
  PROP_0,
  PROP_NODE,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (TarnTreeExpander, tarn_tree_expander, GTK_TYPE_WIDGET)

/* What is seen as colour, slant or a dot, in words. */
static char *
dup_description (TarnNode *node)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  if (tarn_node_has_changed (node))
    g_strv_builder_add (builder, _("changed just now"));
  if (tarn_node_is_unfetched (node))
    g_strv_builder_add (builder, _("not fetched from the device yet"));
  if (tarn_node_is_inferred (node))
    g_strv_builder_add (builder, _("in none of the MIB modules"));

  words = g_strv_builder_end (builder);
  return g_strjoinv (", ", words);
}

/* Pango puts a line where its first letters belong, so names in Latin letters would be far
 * from their triangle if all else is from right to left.  A mark says that the line is, too,
 * and an isolate leaves what it says in its own order. */
void
tarn_tree_inscribe (GtkWidget  *inscription,
                    const char *text)
{
  g_autofree char *marked = NULL;

  if (text != NULL && gtk_widget_get_direction (inscription) == GTK_TEXT_DIR_RTL)
    text = marked = g_strconcat ("\342\200\217\342\201\250", text, "\342\201\251", NULL);
  gtk_inscription_set_text (GTK_INSCRIPTION (inscription), text);
}

static void
describe (TarnTreeExpander *self)
{
  gboolean is_described = tarn_node_has_changed (self->node)
                          || tarn_node_is_unfetched (self->node)
                          || tarn_node_is_inferred (self->node);
  g_autofree char *description = NULL;

  if (!is_described && !self->is_described)
    return;

  self->is_described = is_described;
  description = dup_description (self->node);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

/* Asked for when it is wanted: setting one asks the display where the pointer is, and waits
 * for the answer, which for a screen of rows took 30 ms. */
static gboolean
query_tooltip_cb (TarnTreeExpander *self,
                  int               x,
                  int               y,
                  gboolean          by_keyboard,
                  GtkTooltip       *tooltip)
{
  g_autofree char *description = self->is_described ? dup_description (self->node) : NULL;

  gtk_tooltip_set_text (tooltip, description);
  return description != NULL;
}

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    is_set)
{
  if (is_set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_triangle (TarnTreeExpander *self)
{
  gboolean is_expandable = tarn_node_is_expandable (self->node);
  gboolean is_expanded = tarn_node_is_expanded (self->node);

  if (is_expandable == self->is_expandable && is_expanded == self->is_expanded)
    return;

  self->is_expandable = is_expandable;
  self->is_expanded = is_expanded;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->triangle),
                                is_expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_opacity (self->triangle, is_expandable ? 1 : 0);
  gtk_widget_set_can_target (self->triangle, is_expandable);
  if (is_expandable)
    gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                                 GTK_ACCESSIBLE_STATE_EXPANDED, is_expanded,
                                 -1);
  else
    gtk_accessible_reset_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED);
}

static void
show_depth (TarnTreeExpander *self)
{
  int depth = (int) tarn_node_get_depth (self->node);

  if (depth == self->depth)
    return;

  self->depth = depth;
  gtk_widget_set_margin_start (self->triangle, INDENT * depth);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LEVEL, depth + 1,
                                  -1);
}

static void
show_node (TarnTreeExpander *self)
{
  gboolean is_unfetched = tarn_node_is_unfetched (self->node);
  gboolean is_inferred = tarn_node_is_inferred (self->node);
  const char *caption = tarn_node_get_caption (self->node);
  g_autofree char *label = g_strconcat (caption, ", ", tarn_node_get_value_text (self->node), NULL);

  show_triangle (self);
  show_depth (self);
  tarn_tree_inscribe (self->caption, caption);
  if (is_unfetched != self->is_unfetched)
    set_class (self->caption, "dim-label", is_unfetched);
  if (is_inferred != self->is_inferred)
    set_class (self->caption, "tarn-inferred", is_inferred);
  self->is_unfetched = is_unfetched;
  self->is_inferred = is_inferred;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  describe (self);
}

static void
toggle (TarnTreeExpander *self)
{
  if (self->node != NULL)
    tarn_node_set_expanded (self->node, !tarn_node_is_expanded (self->node));
}

static void
pressed_cb (TarnTreeExpander *self,
            int               n_press,
            double            x,
            double            y,
            GtkGesture       *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  toggle (self);
}

typedef enum
{
  KEY_EXPAND,
  KEY_COLLAPSE,
  KEY_END,            /* to the end of a line: Right, or Left from right to left */
  KEY_START,
  KEY_TOGGLE,
} Key;

/* As in other trees: what is open already is gone into, what is closed is left. */
static gboolean
key_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   data)
{
  TarnTreeExpander *self = TARN_TREE_EXPANDER (widget);
  gint32 key = g_variant_get_int32 (args);
  gboolean expandable = self->node != NULL && tarn_node_is_expandable (self->node);
  gboolean expanded = self->node != NULL && tarn_node_is_expanded (self->node);

  if (self->node == NULL)
    return FALSE;
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL
      && (key == KEY_START || key == KEY_END))
    key = key == KEY_START ? KEY_END : KEY_START;

  if (key == KEY_TOGGLE && expandable)
    toggle (self);
  else if (key == KEY_START && !expanded)
    return gtk_widget_activate_action (widget, "tree.select-parent", NULL);
  else if (key == KEY_END && expanded)
    return gtk_widget_activate_action (widget, "tree.select-child", NULL);
  else if (expandable && key != KEY_TOGGLE)
    tarn_node_set_expanded (self->node, key == KEY_EXPAND || key == KEY_END);

  return TRUE;
}

static void
tarn_tree_expander_dispose (GObject *object)
{
  TarnTreeExpander *self = TARN_TREE_EXPANDER (object);

  tarn_tree_expander_set_node (self, NULL);
  g_clear_pointer (&self->triangle, gtk_widget_unparent);
  g_clear_pointer (&self->caption, gtk_widget_unparent);

  G_OBJECT_CLASS (tarn_tree_expander_parent_class)->dispose (object);
}

static void
tarn_tree_expander_get_property (GObject    *object,
                                 guint       id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_NODE:
      g_value_set_object (value, TARN_TREE_EXPANDER (object)->node);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_tree_expander_set_property (GObject      *object,
                                 guint         id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  switch (id)
    {
    case PROP_NODE:
      tarn_tree_expander_set_node (TARN_TREE_EXPANDER (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
tarn_tree_expander_class_init (TarnTreeExpanderClass *class)
{
  static const struct
  {
    guint keyval;
    Key   key;
  } keys[] = {
    { GDK_KEY_Right, KEY_END },
    { GDK_KEY_KP_Right, KEY_END },
    { GDK_KEY_Left, KEY_START },
    { GDK_KEY_KP_Left, KEY_START },
    { GDK_KEY_plus, KEY_EXPAND },
    { GDK_KEY_KP_Add, KEY_EXPAND },
    { GDK_KEY_minus, KEY_COLLAPSE },
    { GDK_KEY_KP_Subtract, KEY_COLLAPSE },
  };
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = tarn_tree_expander_dispose;
  object_class->get_property = tarn_tree_expander_get_property;
  object_class->set_property = tarn_tree_expander_set_property;

  properties[PROP_NODE] =
    g_param_spec_object ("node", NULL, NULL, TARN_TYPE_NODE,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "treeexpander");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TREE_ITEM);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].keyval, 0, key_cb, "i", keys[i].key);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_plus, GDK_SHIFT_MASK, key_cb, "i",
                                KEY_EXPAND);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, GDK_CONTROL_MASK, key_cb, "i",
                                KEY_TOGGLE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0,
                                       "tree.select-parent", NULL);
}

static void
tarn_tree_expander_init (TarnTreeExpander *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);

  self->depth = -1;
  self->triangle = gtk_image_new_from_icon_name ("pan-end-symbolic");
  gtk_widget_set_opacity (self->triangle, 0);
  gtk_widget_set_can_target (self->triangle, FALSE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->triangle, GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_parent (self->triangle, GTK_WIDGET (self));

  self->caption = gtk_inscription_new (NULL);
  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (self->caption),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->caption, TRUE);
  gtk_widget_set_parent (self->caption, GTK_WIDGET (self));
}

GtkWidget *
tarn_tree_expander_new (void)
{
  return g_object_new (TARN_TYPE_TREE_EXPANDER, NULL);
}

TarnNode *
tarn_tree_expander_get_node (TarnTreeExpander *self)
{
  g_return_val_if_fail (TARN_IS_TREE_EXPANDER (self), NULL);

  return self->node;
}

void
tarn_tree_expander_set_node (TarnTreeExpander *self,
                             TarnNode         *node)
{
  g_return_if_fail (TARN_IS_TREE_EXPANDER (self));
  g_return_if_fail (node == NULL || TARN_IS_NODE (node));

  if (self->node == node)
    return;

  if (self->node != NULL)
    g_signal_handlers_disconnect_by_func (self->node, show_node, self);
  g_set_object (&self->node, node);
  if (node != NULL)
    {
      g_signal_connect_swapped (node, "changed", G_CALLBACK (show_node), self);
      show_node (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NODE]);
}

GtkWidget *
tarn_tree_expander_find (GtkWidget *widget,
                         TarnNode  *node)
{
  if (TARN_IS_TREE_EXPANDER (widget))
    return tarn_tree_expander_get_node (TARN_TREE_EXPANDER (widget)) == node ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = tarn_tree_expander_find (child, node);

      if (found != NULL)
        return found;
    }

  return NULL;
}
