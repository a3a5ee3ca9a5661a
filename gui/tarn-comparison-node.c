/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Nodes of what is different, and the lists that they are in.  Both are made when they are
 * asked for, and know nothing but numbers of differences.
 */
#include "tarn-comparison-private.h"

#include <string.h>

struct _TarnComparisonNode
{
  GObject              parent_instance;

  TarnComparisonSource *source;
  TarnComparisonLevel  level;
  guint                first;
  guint                n;
  GArray              *starts;      /* of its children; nullable                 */
};

G_DEFINE_FINAL_TYPE (TarnComparisonNode, tarn_comparison_node, G_TYPE_OBJECT)

/* --- children ------------------------------------------------------------------------------- */

#define TARN_TYPE_COMPARISON_LIST (tarn_comparison_list_get_type ())
G_DECLARE_FINAL_TYPE (TarnComparisonList, tarn_comparison_list, TARN, COMPARISON_LIST, GObject)

struct _TarnComparisonList
{
  GObject              parent_instance;

  TarnComparisonNode  *node;
  GArray              *starts;      /* of guint */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnComparisonList, tarn_comparison_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *list)
{
  return TARN_TYPE_COMPARISON_NODE;
}

static guint
get_n_items (GListModel *list)
{
  return TARN_COMPARISON_LIST (list)->starts->len;
}

static gpointer
get_item (GListModel *list,
          guint       position)
{
  TarnComparisonList *self = TARN_COMPARISON_LIST (list);
  TarnComparisonSource *source = self->node->source;
  TarnDiff *diff = source->diff;
  guint first, n, n_shown = 0;

  if (position >= self->starts->len)
    return NULL;

  first = g_array_index (self->starts, guint, position);
  if (self->node->level == TARN_COMPARISON_ROW || tarn_diff_get_entry (diff, first) == NULL)
    return tarn_comparison_node_new (source, TARN_COMPARISON_VALUE, first, 1, NULL);

  n = tarn_diff_get_row (diff, first, NULL);
  for (guint i = 0; i < n; i++)
    n_shown += tarn_comparison_shows (source, first + i);
  return tarn_comparison_node_new (source, TARN_COMPARISON_ROW, first, n_shown, NULL);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
tarn_comparison_list_finalize (GObject *object)
{
  TarnComparisonList *self = TARN_COMPARISON_LIST (object);

  g_clear_object (&self->node);
  g_clear_pointer (&self->starts, g_array_unref);

  G_OBJECT_CLASS (tarn_comparison_list_parent_class)->finalize (object);
}

static void
tarn_comparison_list_class_init (TarnComparisonListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_comparison_list_finalize;
}

static void
tarn_comparison_list_init (TarnComparisonList *self)
{
}

/* --- what they are of ----------------------------------------------------------------------- */

static void
source_clear (gpointer data)
{
  TarnComparisonSource *self = data;

  g_clear_object (&self->diff);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->style, tarn_text_style_unref);
}

TarnComparisonSource *
tarn_comparison_source_ref (TarnComparisonSource *self)
{
  return g_rc_box_acquire (self);
}

void
tarn_comparison_source_unref (TarnComparisonSource *self)
{
  g_rc_box_release_full (self, source_clear);
}

gboolean
tarn_comparison_shows (TarnComparisonSource *self,
                       guint                 n)
{
  return self->show_moving || !tarn_diff_is_moving (self->diff, n);
}

/* --- nodes ---------------------------------------------------------------------------------- */

static void
tarn_comparison_node_finalize (GObject *object)
{
  TarnComparisonNode *self = TARN_COMPARISON_NODE (object);

  g_clear_pointer (&self->source, tarn_comparison_source_unref);
  g_clear_pointer (&self->starts, g_array_unref);

  G_OBJECT_CLASS (tarn_comparison_node_parent_class)->finalize (object);
}

static void
tarn_comparison_node_class_init (TarnComparisonNodeClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_comparison_node_finalize;
}

static void
tarn_comparison_node_init (TarnComparisonNode *self)
{
}

TarnComparisonNode *
tarn_comparison_node_new (TarnComparisonSource *source,
                          TarnComparisonLevel   level,
                          guint                 first,
                          guint                 n,
                          GArray               *starts)
{
  TarnComparisonNode *self = g_object_new (TARN_TYPE_COMPARISON_NODE, NULL);

  self->source = tarn_comparison_source_ref (source);
  self->level = level;
  self->first = first;
  self->n = n;
  self->starts = starts != NULL ? g_array_ref (starts) : NULL;
  return self;
}

TarnComparisonLevel
tarn_comparison_node_get_level (TarnComparisonNode *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), TARN_COMPARISON_VALUE);

  return self->level;
}

TarnDifference
tarn_comparison_node_get_kind (TarnComparisonNode *self)
{
  TarnDifference kind = TARN_DIFFERENCE_CHANGED;

  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), kind);

  if (self->level == TARN_COMPARISON_VALUE)
    return tarn_diff_get_kind (self->source->diff, self->first);
  if (self->level == TARN_COMPARISON_ROW)
    tarn_diff_get_row (self->source->diff, self->first, &kind);
  return kind;
}

gboolean
tarn_comparison_node_is_moving (TarnComparisonNode *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), FALSE);

  return self->level == TARN_COMPARISON_VALUE && tarn_diff_is_moving (self->source->diff, self->first);
}

guint
tarn_comparison_node_get_n (TarnComparisonNode *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), 0);

  return self->n;
}

TarnOid *
tarn_comparison_node_dup_oid (TarnComparisonNode *self)
{
  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), NULL);

  return tarn_diff_dup_oid (self->source->diff, self->first);
}

/* The arcs of @oid from the n-th one on, with dots between. */
static char *
dup_arcs (TarnOid *oid,
          guint    n,
          guint    end)
{
  g_autofree guint32 *arcs = NULL;
  GString *text = g_string_new (NULL);
  gsize n_arcs;

  arcs = tarn_oid_get_arcs (oid, &n_arcs);
  for (gsize i = n; i < MIN (n_arcs, end); i++)
    g_string_append_printf (text, "%s%u", i > n ? "." : "", arcs[i]);
  return g_string_free (text, FALSE);
}

/* What is above the object: "system"; without a module the arcs but the last two, which are
 * the object and its instance. */
char *
tarn_comparison_dup_group_title (TarnComparisonSource *self,
                                 guint                 n)
{
  g_autoptr(TarnOid) oid = tarn_diff_dup_oid (self->diff, n);
  TarnOid *entry = tarn_diff_get_entry (self->diff, n);
  g_autoptr(TarnMibNode) node = NULL, above = NULL;
  guint n_arcs = MAX (tarn_oid_get_n_arcs (oid), 2) - 2;
  guint n_left = 0;

  if (self->mib != NULL)
    node = tarn_mib_find_node (self->mib, entry != NULL ? entry : oid, &n_left);
  if (node != NULL)
    above = tarn_mib_node_get_parent (node);

  if (entry != NULL)
    return node != NULL && above != NULL && n_left == 0
           ? g_strdup (tarn_mib_node_get_name (above))
           : dup_arcs (entry, 0, tarn_oid_get_n_arcs (entry) - 1);
  /* Some instances have a name of their own: sysUpTimeInstance. */
  if (above != NULL && tarn_mib_node_get_kind (above) == TARN_MIB_KIND_SCALAR)
    {
      g_autoptr(TarnMibNode) object = g_steal_pointer (&above);

      above = tarn_mib_node_get_parent (object);
      return above != NULL ? g_strdup (tarn_mib_node_get_name (above)) : dup_arcs (oid, 0, n_arcs);
    }
  if (above != NULL && tarn_mib_node_get_kind (node) == TARN_MIB_KIND_SCALAR)
    return g_strdup (tarn_mib_node_get_name (above));
  return dup_arcs (oid, 0, n_arcs);
}

/* The parts of the index as people write them; without a module the arcs. */
static char *
dup_row_title (TarnComparisonNode *self,
               TarnOid            *oid)
{
  TarnOid *entry = tarn_diff_get_entry (self->source->diff, self->first);
  TarnMib *mib = self->source->mib;
  g_autoptr(TarnMibNode) node = mib != NULL ? tarn_mib_find_node (mib, oid, NULL) : NULL;
  g_auto(GStrv) parts = NULL;

  if (node != NULL && tarn_mib_node_get_kind (node) == TARN_MIB_KIND_COLUMN)
    parts = tarn_mib_node_format_index (node, oid, TARN_MIB_VALUE_PERSON, NULL);
  return parts != NULL && parts[0] != NULL ? g_strjoinv (", ", parts)
                                           : dup_arcs (oid, tarn_oid_get_n_arcs (entry) + 1,
                                                       G_MAXUINT);
}

/* The name of the column; of an object in no table with its instance. */
static char *
dup_value_title (TarnComparisonNode *self,
                 TarnOid            *oid)
{
  TarnOid *entry = tarn_diff_get_entry (self->source->diff, self->first);
  TarnMib *mib = self->source->mib;
  g_autoptr(TarnMibNode) node = NULL;

  if (entry == NULL)
    return mib != NULL ? tarn_mib_oid_to_text (mib, oid, TARN_MIB_NAME_SUFFIX)
                       : dup_arcs (oid, 0, G_MAXUINT);
  if (mib != NULL)
    node = tarn_mib_find_node (mib, oid, NULL);
  return node != NULL && tarn_mib_node_get_kind (node) == TARN_MIB_KIND_COLUMN
         ? g_strdup (tarn_mib_node_get_name (node))
         : dup_arcs (oid, tarn_oid_get_n_arcs (entry), tarn_oid_get_n_arcs (entry) + 1);
}

char *
tarn_comparison_node_dup_title (TarnComparisonNode *self)
{
  g_autoptr(TarnOid) oid = NULL;

  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), NULL);

  if (self->level == TARN_COMPARISON_GROUP)
    return tarn_comparison_dup_group_title (self->source, self->first);

  oid = tarn_diff_dup_oid (self->source->diff, self->first);
  return self->level == TARN_COMPARISON_ROW ? dup_row_title (self, oid)
                                            : dup_value_title (self, oid);
}

TarnValue *
tarn_comparison_node_dup_value (TarnComparisonNode *self,
                                gboolean            after)
{
  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), NULL);

  return self->level == TARN_COMPARISON_VALUE
         ? tarn_diff_dup_value (self->source->diff, self->first, after, NULL) : NULL;
}

char *
tarn_comparison_node_dup_text (TarnComparisonNode *self,
                               gboolean            after)
{
  g_autoptr(TarnValue) value = tarn_comparison_node_dup_value (self, after);
  g_autoptr(TarnVarbind) varbind = NULL;
  g_autoptr(TarnOid) oid = NULL;
  g_autofree char *text = NULL;

  if (value == NULL)
    return NULL;

  oid = tarn_comparison_node_dup_oid (self);
  varbind = tarn_varbind_new (oid, value);
  text = tarn_text_style_dup_value (self->source->style, varbind);
  return g_utf8_make_valid (text, -1);
}

/* Cells of a row that are shown. */
static GArray *
list_cells (TarnComparisonNode *self)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = tarn_diff_get_row (self->source->diff, self->first, NULL);

  for (guint i = self->first; i < self->first + n; i++)
    if (tarn_comparison_shows (self->source, i))
      g_array_append_val (starts, i);

  return starts;
}

GListModel *
tarn_comparison_node_dup_children (TarnComparisonNode *self)
{
  TarnComparisonList *list;

  g_return_val_if_fail (TARN_IS_COMPARISON_NODE (self), NULL);

  if (self->level == TARN_COMPARISON_VALUE)
    return NULL;

  list = g_object_new (TARN_TYPE_COMPARISON_LIST, NULL);
  list->node = g_object_ref (self);
  list->starts = self->starts != NULL ? g_array_ref (self->starts) : list_cells (self);
  return G_LIST_MODEL (list);
}
