/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-tree-scan.h"

/* So many children are listed; more are shown as a run of all varbinds below.  A node that
 * no module describes and that has so many is a column, or might as well be. */
#define MAX_CHILDREN         1024
#define MAX_UNKNOWN_CHILDREN 64

/* How deep to look for an object below a node of the modules. */
#define MAX_DEPTH 128

/* A child that no module describes: is it a column of a table? */
typedef struct
{
  guint    n;             /* among the children                            */
  guint64  n_rows;
  GBytes  *first;         /* what is behind its arc in its first varbind …  */
  GBytes  *last;          /* … and in its last                             */
} Unknown;

typedef struct
{
  const TarnTreeSource *source;
  TarnTreeBranch       *branch;
  gint64                first;
  gint64                last;
  GArray               *children;
  GArray               *unknown;
} Scan;

TarnSpan
tarn_tree_span (const TarnOid *oid)
{
  const guint8 *octets;
  gsize n_octets;

  if (oid == NULL)
    return tarn_span (NULL, 0);

  octets = tarn_oid_get_octets (oid, &n_octets);
  return tarn_span (octets, n_octets);
}

guint32
tarn_tree_get_arc (TarnSpan  name,
                   gsize     at,
                   gsize    *end)
{
  guint32 arc = 0;

  while (at < name.len)
    {
      guint8 octet = name.data[at++];

      arc = arc << 7 | (octet & 0x7f);
      if (!(octet & 0x80))
        break;
    }

  if (end != NULL)
    *end = at;
  return arc;
}

TarnOid *
tarn_tree_make_oid (TarnOid *prefix,
                    gint64   arc)
{
  TarnSpan before = tarn_tree_span (prefix);
  g_autofree guint8 *octets = g_malloc (before.len + 5);
  gsize n = before.len;

  if (arc == TARN_TREE_OWN)
    return tarn_oid_ref (prefix);

  if (n > 0)
    memcpy (octets, before.data, n);
  for (int shift = 28; shift > 0; shift -= 7)
    if (arc >> shift != 0)
      octets[n++] = (guint8) (0x80 | ((arc >> shift) & 0x7f));
  octets[n++] = (guint8) (arc & 0x7f);

  return tarn_oid_new_octets (octets, n, NULL);
}

static TarnMibNode *
find_mib_node (const TarnTreeSource *source,
               const TarnOid        *oid)
{
  g_autoptr(TarnMibNode) node = NULL;
  guint n_left;

  if (source->mib == NULL || oid == NULL)
    return NULL;

  node = tarn_mib_find_node (source->mib, oid, &n_left);
  return n_left == 0 ? g_steal_pointer (&node) : NULL;
}

static TarnNodeKind
find_kind (TarnMibNode *node,
           guint64      n_rows)
{
  switch (tarn_mib_node_get_kind (node))
    {
    case TARN_MIB_KIND_TABLE:
      return TARN_NODE_TABLE;

    case TARN_MIB_KIND_COLUMN:
      return TARN_NODE_COLUMN;

    case TARN_MIB_KIND_SCALAR:
      return n_rows <= 1 ? TARN_NODE_VALUE : TARN_NODE_COLUMN;

    case TARN_MIB_KIND_NODE:
    case TARN_MIB_KIND_ROW:
    case TARN_MIB_KIND_NOTIFICATION:
    case TARN_MIB_KIND_GROUP:
    case TARN_MIB_KIND_COMPLIANCE:
    case TARN_MIB_KIND_CAPABILITIES:
    default:
      return n_rows == 1 && tarn_mib_node_get_n_children (node) == 0 ? TARN_NODE_VALUE
                                                                     : TARN_NODE_PART;
    }
}

static GBytes *
dup_behind (TarnSpan name,
            gsize    at)
{
  return g_bytes_new (name.data + at, name.len - at);
}

static void
unknown_clear (gpointer data)
{
  Unknown *unknown = data;

  g_clear_pointer (&unknown->first, g_bytes_unref);
  g_clear_pointer (&unknown->last, g_bytes_unref);
}

/* The columns of a table have instances of the same names.  That the first and the last are
 * of different arcs keeps tables of the same shape from looking like columns: all that is in
 * a table begins with the arc of its row. */
static gboolean
look_like_columns (const Unknown *a,
                   const Unknown *b)
{
  TarnSpan first = tarn_span (g_bytes_get_data (a->first, NULL), g_bytes_get_size (a->first));
  TarnSpan last = tarn_span (g_bytes_get_data (a->last, NULL), g_bytes_get_size (a->last));

  return a->n_rows == b->n_rows && g_bytes_equal (a->first, b->first)
         && g_bytes_equal (a->last, b->last)
         && tarn_tree_get_arc (first, 0, NULL) != tarn_tree_get_arc (last, 0, NULL);
}

static void
infer_columns (Scan *scan)
{
  guint n = scan->unknown->len, n_alike = 0;

  for (guint i = 1; i < n; i++)
    n_alike += look_like_columns (&g_array_index (scan->unknown, Unknown, i - 1),
                                  &g_array_index (scan->unknown, Unknown, i));

  if (n_alike == 0 || 2 * n_alike < n - 1)
    return;

  for (guint i = 0; i < n; i++)
    {
      guint at = g_array_index (scan->unknown, Unknown, i).n;

      g_array_index (scan->children, TarnTreeChild, at).kind = TARN_NODE_COLUMN;
    }
}

/* @cursor stands on the first varbind of @oid; afterwards on its last, if that was looked
 * for. */
static void
add_unknown (Scan          *scan,
             TarnTreeChild *child,
             TarnOid       *oid,
             guint64        n_rows,
             TarnCursor    *cursor)
{
  gsize at = tarn_tree_span (oid).len;
  Unknown unknown = { .n = scan->children->len, .n_rows = n_rows };

  child->is_inferred = TRUE;
  if (n_rows == 1)
    {
      child->kind = TARN_NODE_VALUE;
      return;
    }

  if (scan->branch->mib_node != NULL)
    {
      /* What a newer module than ours adds to a row is a column. */
      child->kind = tarn_mib_node_get_kind (scan->branch->mib_node) == TARN_MIB_KIND_ROW
                      ? TARN_NODE_COLUMN : TARN_NODE_PART;
      return;
    }

  child->kind = TARN_NODE_PART;
  unknown.first = dup_behind (cursor->row.name, at);
  if (tarn_cursor_seek_nth (cursor, tarn_tree_scan_rank (scan->source->store, oid) + n_rows - 1))
    unknown.last = dup_behind (cursor->row.name, at);
  else
    unknown.last = g_bytes_new (NULL, 0);
  g_array_append_val (scan->unknown, unknown);
}

static gboolean
seek_behind (TarnCursor *cursor,
             TarnOid    *oid)
{
  g_autoptr(TarnOid) end = tarn_oid_dup_end (oid);

  return end != NULL && tarn_cursor_seek (cursor, tarn_tree_span (end), TRUE);
}

/* From one child to the next, whatever is below them. */
static gboolean
scan_varbinds (Scan *scan)
{
  const TarnTreeSource *source = scan->source;
  TarnSpan prefix = tarn_tree_span (scan->branch->oid);
  g_autoptr(TarnOid) from = tarn_tree_make_oid (scan->branch->oid, MAX (scan->first, 0));
  gboolean own = scan->first == TARN_TREE_OWN && prefix.len > 0;
  TarnCursor cursor;
  gboolean more;

  if (from == NULL)
    return TRUE;

  tarn_cursor_init (&cursor, source->store);
  more = tarn_cursor_seek (&cursor, own ? prefix : tarn_tree_span (from), TRUE);
  while (more && tarn_tree_scan_may_list (scan->branch, scan->children->len))
    {
      TarnSpan name = cursor.row.name;
      g_autoptr(TarnOid) oid = NULL;
      g_autoptr(TarnMibNode) node = NULL;
      TarnTreeChild child = { .key = TARN_TREE_OWN, .kind = TARN_NODE_VALUE };
      guint64 n_rows;
      gsize end;

      if (name.len < prefix.len || (prefix.len > 0 && memcmp (name.data, prefix.data, prefix.len)))
        break;
      if (name.len == prefix.len)
        {
          g_array_append_val (scan->children, child);
          more = tarn_cursor_next (&cursor);
          continue;
        }

      child.key = tarn_tree_get_arc (name, prefix.len, &end);
      if (child.key > scan->last)
        break;

      oid = tarn_oid_new_octets (name.data, end, NULL);
      node = find_mib_node (source, oid);
      n_rows = tarn_store_count (source->store, oid, NULL);
      if (node != NULL)
        child.kind = (guint8) find_kind (node, n_rows);
      else
        add_unknown (scan, &child, oid, n_rows, &cursor);
      g_array_append_val (scan->children, child);
      more = seek_behind (&cursor, oid);
    }

  tarn_cursor_clear (&cursor);
  return tarn_tree_scan_may_list (scan->branch, scan->children->len);
}

/* Is there something to read below @node?  Notifications and groups have no values. */
static gboolean
has_objects (TarnMibNode *node,
             guint        depth)
{
  TarnMibKind kind = tarn_mib_node_get_kind (node);
  guint n = tarn_mib_node_get_n_children (node);

  if (kind == TARN_MIB_KIND_SCALAR || kind == TARN_MIB_KIND_TABLE || kind == TARN_MIB_KIND_COLUMN)
    return tarn_mib_node_get_access (node) != TARN_MIB_ACCESS_NOTIFY
           && (kind == TARN_MIB_KIND_TABLE
               || tarn_mib_node_get_access (node) != TARN_MIB_ACCESS_NOT_ACCESSIBLE);
  if (kind != TARN_MIB_KIND_NODE && kind != TARN_MIB_KIND_ROW)
    return FALSE;

  for (guint i = 0; i < n && depth < MAX_DEPTH; i++)
    {
      g_autoptr(TarnMibNode) child = tarn_mib_node_get_child (node, i);

      if (child != NULL && has_objects (child, depth + 1))
        return TRUE;
    }

  return FALSE;
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const TarnTreeChild *one = a, *two = b;

  return (one->key > two->key) - (one->key < two->key);
}

/* Adds @node unless there are varbinds below it, or it is known that there are none. */
static void
add_unfetched (Scan        *scan,
               guint        n_with_varbinds,
               TarnMibNode *node)
{
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
  TarnSpan prefix = tarn_tree_span (scan->branch->oid);
  TarnSpan name = tarn_tree_span (oid);
  TarnTreeChild child = { .is_unfetched = TRUE };

  if (name.len <= prefix.len)
    return;
  child.key = tarn_tree_get_arc (name, prefix.len, NULL);
  if (child.key < scan->first || child.key > scan->last)
    return;
  if (n_with_varbinds > 0
      && bsearch (&child, scan->children->data, n_with_varbinds, sizeof child, compare_keys))
    return;
  if (tarn_tree_cover_has (scan->source->cover, oid) || !has_objects (node, 0))
    return;

  child.kind = (guint8) find_kind (node, 0);
  g_array_append_val (scan->children, child);
}

static void
scan_modules (Scan *scan)
{
  TarnMibNode *top = scan->branch->mib_node;
  guint n_with_varbinds = scan->children->len;
  guint n_roots = scan->branch->oid == NULL ? tarn_mib_get_n_roots (scan->source->mib) : 0;
  guint n = top != NULL ? tarn_mib_node_get_n_children (top) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(TarnMibNode) node = tarn_mib_node_get_child (top, i);

      add_unfetched (scan, n_with_varbinds, node);
    }

  /* The first octet of a name is two arcs, so "iso" is no node of ours, but "iso.org" is. */
  for (guint i = 0; i < n_roots; i++)
    {
      g_autoptr(TarnMibNode) root = tarn_mib_get_root (scan->source->mib, i);

      for (guint j = 0; j < tarn_mib_node_get_n_children (root); j++)
        {
          g_autoptr(TarnMibNode) node = tarn_mib_node_get_child (root, j);

          add_unfetched (scan, n_with_varbinds, node);
        }
    }

  g_array_sort (scan->children, compare_keys);
}

gboolean
tarn_tree_scan_may_list (TarnTreeBranch *branch,
                         guint           n_children)
{
  return n_children <= (branch->mib_node != NULL || branch->oid == NULL ? MAX_CHILDREN
                                                                        : MAX_UNKNOWN_CHILDREN);
}

gboolean
tarn_tree_scan_children (const TarnTreeSource *source,
                         TarnTreeBranch       *branch,
                         gint64                first,
                         gint64                last,
                         GArray               *children)
{
  g_autoptr(GArray) unknown = g_array_new (FALSE, FALSE, sizeof (Unknown));
  Scan scan = {
    .source = source,
    .branch = branch,
    .first = first,
    .last = last,
    .children = children,
    .unknown = unknown,
  };

  g_array_set_clear_func (unknown, unknown_clear);
  if (!scan_varbinds (&scan))
    return FALSE;

  infer_columns (&scan);
  if (source->cover != NULL && source->mib != NULL)
    scan_modules (&scan);
  return TRUE;
}

guint64
tarn_tree_scan_rank (TarnStore     *store,
                     const TarnOid *oid)
{
  return oid != NULL ? tarn_store_get_rank (store, oid, NULL) : 0;
}

guint
tarn_tree_scan_count (const TarnTreeSource *source,
                      TarnTreeBranch       *branch)
{
  return (guint) MIN (tarn_store_count (source->store, branch->oid, NULL), G_MAXINT / 2);
}

TarnTreeBranch *
tarn_tree_scan_branch (const TarnTreeSource *source,
                       TarnOid              *oid,
                       TarnNodeKind          kind)
{
  g_autoptr(TarnTreeBranch) branch = tarn_tree_branch_new (oid, kind == TARN_NODE_COLUMN);

  branch->mib_node = find_mib_node (source, oid);
  if (!branch->is_run)
    {
      if (tarn_tree_scan_children (source, branch, TARN_TREE_OWN, G_MAXUINT32, branch->children))
        {
          branch->n_rows = branch->children->len;
          return g_steal_pointer (&branch);
        }

      g_clear_pointer (&branch, tarn_tree_branch_free);
      return tarn_tree_scan_branch (source, oid, TARN_NODE_COLUMN);
    }

  branch->is_inferred = branch->mib_node == NULL;
  branch->n_rows = tarn_tree_scan_count (source, branch);
  tarn_tree_scan_naming (source, branch);
  return g_steal_pointer (&branch);
}
