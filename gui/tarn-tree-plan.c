/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * How the rows follow the store.  Reading and telling are apart: while the store is read all
 * is found out, and then rows come and go one after the other, each time with the list in
 * the state that is told of.
 *
 * Children are looked up again where something changed.  Of a run only the nodes that
 * somebody holds are looked up: each keeps its instance, wherever that is now.  What is
 * between two of them nobody has seen, so only its length counts.  That takes as long as a
 * screen has rows, however many were written.
 */
#include "tarn-tree-rows-private.h"

#include "tarn-node-private.h"

typedef struct
{
  TarnTreeBranch *branch;
  guint           index;       /* of a child or an instance                        */
  guint           n_removed;   /* of these                                         */
  guint           n_added;
  GArray         *children;    /* nullable: the new ones                           */
  gboolean        to_run;      /* what was listed becomes a run of @n_added        */
} Splice;

static void
splice_free (Splice *self)
{
  g_clear_pointer (&self->children, g_array_unref);
  g_free (self);
}

static Splice *
add_splice (GPtrArray      *plan,
            TarnTreeBranch *branch,
            guint           index,
            guint           n_removed,
            guint           n_added)
{
  Splice *splice = g_new0 (Splice, 1);

  splice->branch = branch;
  splice->index = index;
  splice->n_removed = n_removed;
  splice->n_added = n_added;
  g_ptr_array_add (plan, splice);
  return splice;
}

static gboolean
begins_with (TarnSpan name,
             TarnSpan prefix)
{
  return name.len >= prefix.len
         && (prefix.len == 0 || memcmp (name.data, prefix.data, prefix.len) == 0);
}

static gboolean
touches (const TarnChangedRange *range,
         const TarnOid          *oid)
{
  return oid == NULL
         || (tarn_oid_compare (range->last, oid) >= 0
             && (tarn_oid_compare (range->first, oid) <= 0
                 || begins_with (tarn_tree_span (range->first), tarn_tree_span (oid))));
}

/* Is something at or below @oid (NULL: anything) not what it was? */
static gboolean
is_dirty (TarnTreeRows  *rows,
          const TarnOid *oid)
{
  for (guint i = 0; !rows->all_is_new && i < rows->dirty->len; i++)
    if (touches (g_ptr_array_index (rows->dirty, i), oid))
      return TRUE;

  return rows->all_is_new;
}

/* Which child of @branch @name is below of, and if it is of none, @other. */
static gint64
find_key (TarnTreeBranch *branch,
          const TarnOid  *name,
          gint64          other)
{
  TarnSpan span = tarn_tree_span (name);
  TarnSpan prefix = tarn_tree_span (branch->oid);

  if (!begins_with (span, prefix))
    return other;
  return span.len == prefix.len ? TARN_TREE_OWN : tarn_tree_get_arc (span, prefix.len, NULL);
}

/* Where children may be other ones than before. */
static void
find_interval (TarnTreeRows   *rows,
               TarnTreeBranch *branch,
               gint64         *first,
               gint64         *last)
{
  *first = TARN_TREE_OWN;
  *last = G_MAXUINT32;

  /* What no module describes is judged as a whole. */
  if (rows->all_is_new || rows->cover_is_new || (branch->mib_node == NULL && branch->oid != NULL))
    return;

  *first = G_MAXUINT32;
  *last = TARN_TREE_OWN;
  for (guint i = 0; i < rows->dirty->len; i++)
    {
      const TarnChangedRange *range = g_ptr_array_index (rows->dirty, i);

      if (!touches (range, branch->oid))
        continue;
      *first = MIN (*first, find_key (branch, range->first, TARN_TREE_OWN));
      *last = MAX (*last, find_key (branch, range->last, G_MAXUINT32));
    }
}

/* Is it another varbind that stands for the only one below a child? */
static gboolean
is_other_value (TarnTreeRows        *rows,
                const TarnTreeChild *child,
                const TarnOid       *oid)
{
  TarnCursor cursor;
  gboolean same;

  if (child->kind != TARN_NODE_VALUE || child->node == NULL || !child->node->is_read)
    return FALSE;

  tarn_cursor_init (&cursor, rows->store);
  same = tarn_cursor_seek (&cursor, tarn_tree_span (oid), TRUE)
         && tarn_span_equal (cursor.row.name, tarn_tree_span (child->node->oid));
  tarn_cursor_clear (&cursor);
  return !same;
}

static void visit (TarnTreeRows   *rows,
                   TarnTreeBranch *branch,
                   GPtrArray      *plan);

/* What was there and is there still.  FALSE: it has to be made anew. */
static gboolean
keep_child (TarnTreeRows        *rows,
            TarnTreeBranch      *branch,
            TarnTreeChild       *was,
            const TarnTreeChild *is,
            GPtrArray           *plan)
{
  g_autoptr(TarnOid) oid = tarn_tree_make_oid (branch->oid, was->key);
  gboolean dirty = is_dirty (rows, oid);

  if ((was->kind == TARN_NODE_VALUE) != (is->kind == TARN_NODE_VALUE))
    return FALSE;
  if (dirty && !is->is_unfetched && is_other_value (rows, was, oid))
    return FALSE;

  if (was->branch == NULL)
    was->kind = is->kind;
  was->is_inferred = is->is_inferred;
  was->is_unfetched = is->is_unfetched;
  if (was->node != NULL && (dirty || rows->cover_is_new))
    {
      was->node->kind = was->kind;
      was->node->is_inferred = was->is_inferred;
      was->node->is_unfetched = was->is_unfetched;
      tarn_tree_rows_add_pending (rows, was->node);
    }
  if (was->branch != NULL)
    visit (rows, was->branch, plan);
  return TRUE;
}

/* From the end to the beginning, so that what is done first does not move what is done
 * next. */
static void
compare_children (TarnTreeRows   *rows,
                  TarnTreeBranch *branch,
                  guint           first,
                  guint           end,
                  GArray         *now,
                  GPtrArray      *plan)
{
  Splice *splice = NULL;
  guint i = end, j = now->len;

  while (i > first || j > 0)
    {
      TarnTreeChild *was = i > first ? tarn_tree_branch_get_child (branch, i - 1) : NULL;
      TarnTreeChild *is = j > 0 ? &g_array_index (now, TarnTreeChild, j - 1) : NULL;
      gint64 was_key = was != NULL ? was->key : G_MININT64;
      gint64 is_key = is != NULL ? is->key : G_MININT64;

      if (was_key == is_key && keep_child (rows, branch, was, is, plan))
        {
          splice = NULL;
          i--;
          j--;
          continue;
        }

      if (splice == NULL)
        {
          splice = add_splice (plan, branch, i, 0, 0);
          splice->children = g_array_new (FALSE, TRUE, sizeof (TarnTreeChild));
        }
      if (was_key >= is_key)
        {
          splice->index = --i;
          splice->n_removed++;
        }
      if (is_key >= was_key)
        {
          g_array_prepend_val (splice->children, *is);
          splice->n_added++;
          j--;
        }
    }
}

static void
visit_children (TarnTreeRows   *rows,
                TarnTreeBranch *branch,
                GPtrArray      *plan)
{
  g_autoptr(GArray) now = g_array_new (FALSE, TRUE, sizeof (TarnTreeChild));
  TarnTreeSource source = tarn_tree_rows_get_source (rows);
  gint64 first, last;
  guint begin, end;

  if (!rows->cover_is_new && !is_dirty (rows, branch->oid))
    return;

  find_interval (rows, branch, &first, &last);
  if (first > last)
    return;
  begin = tarn_tree_branch_find_child (branch, first, NULL);
  end = tarn_tree_branch_find_child (branch, last + 1, NULL);
  if (tarn_tree_scan_children (&source, branch, first, last, now)
      && tarn_tree_scan_may_list (branch, branch->children->len - (end - begin) + now->len))
    {
      compare_children (rows, branch, begin, end, now, plan);
      return;
    }

  add_splice (plan, branch, 0, branch->children->len,
              tarn_tree_scan_count (&source, branch))->to_run = TRUE;
}

/* Where the instance of @node is now; FALSE if it is not there any more. */
static gboolean
find_index (TarnTreeRows *rows,
            TarnNode     *node,
            guint64       base,
            guint        *index)
{
  TarnCursor cursor;
  gboolean found;

  tarn_cursor_init (&cursor, rows->store);
  found = tarn_cursor_seek (&cursor, tarn_tree_span (node->oid), TRUE)
          && tarn_span_equal (cursor.row.name, tarn_tree_span (node->oid));
  tarn_cursor_clear (&cursor);
  if (found)
    *index = (guint) (tarn_tree_scan_rank (rows->store, node->oid) - base);
  return found;
}

/* Between two instances that stay there were @n_was, from @first on, and are @n_is.  Those
 * from @gone to @gone_end have nodes, and are not there any more. */
static void
compare_gap (TarnTreeBranch *branch,
             guint           first,
             guint           n_was,
             guint           n_is,
             guint           gone,
             guint           gone_end,
             GPtrArray      *plan)
{
  guint n_removed = gone_end - gone;
  guint n_added = n_is + n_removed > n_was ? n_is + n_removed - n_was : 0;

  if (n_was + n_added > n_is + n_removed)
    n_removed = n_was + n_added - n_is;
  if (n_removed > 0 || n_added > 0)
    add_splice (plan, branch, MIN (gone, first + n_was - n_removed), n_removed, n_added);
}

static void
visit_run (TarnTreeRows   *rows,
           TarnTreeBranch *branch,
           GPtrArray      *plan)
{
  TarnTreeSource source = tarn_tree_rows_get_source (rows);
  guint64 base = tarn_tree_scan_rank (rows->store, branch->oid);
  guint was_end = branch->n_rows, is_end = tarn_tree_scan_count (&source, branch);
  guint gone = was_end, gone_end = was_end;

  for (guint i = branch->live->len; i > 0; i--)
    {
      TarnNode *node = g_ptr_array_index (branch->live, i - 1);
      guint index;

      /* Nobody knows yet which instance it is for, so any will do. */
      if (!node->is_read)
        continue;
      if (!find_index (rows, node, base, &index))
        {
          if (gone_end == was_end && gone == was_end)
            gone_end = node->index + 1;
          gone = node->index;
          continue;
        }

      compare_gap (branch, node->index + 1, was_end - node->index - 1, is_end - index - 1,
                   gone == was_end ? node->index + 1 : gone,
                   gone == was_end ? node->index + 1 : gone_end, plan);
      was_end = gone = gone_end = node->index;
      is_end = index;
    }

  compare_gap (branch, 0, was_end, is_end, gone == was_end ? 0 : gone,
               gone == was_end ? 0 : gone_end, plan);
}

static void
visit (TarnTreeRows   *rows,
       TarnTreeBranch *branch,
       GPtrArray      *plan)
{
  if (!branch->is_run)
    visit_children (rows, branch, plan);
  else if (is_dirty (rows, branch->oid))
    visit_run (rows, branch, plan);
}

/* Instances may have other values, or other names: those are from other tables. */
static void
look_again (TarnTreeRows   *rows,
            TarnTreeBranch *branch)
{
  gboolean all = FALSE;

  for (guint i = 0; !branch->is_run && i < branch->children->len; i++)
    if (tarn_tree_branch_get_child (branch, i)->branch != NULL)
      look_again (rows, tarn_tree_branch_get_child (branch, i)->branch);
  if (!branch->is_run || branch->live->len == 0)
    return;

  for (guint i = 0; i < branch->naming->len && !all; i++)
    all = is_dirty (rows, g_ptr_array_index (branch->naming, i));
  all = all || rows->all_is_new;
  if (!all && !is_dirty (rows, branch->oid))
    return;

  for (guint i = 0; i < branch->live->len; i++)
    {
      TarnNode *node = g_ptr_array_index (branch->live, i);

      if (all || !node->is_read || is_dirty (rows, node->oid))
        tarn_tree_rows_add_pending (rows, node);
    }
}

/* What a mirror covers may be written together with its varbinds, and then nothing is told of
 * it but these. */
static void
look_at_cover (TarnTreeRows *rows)
{
  TarnTreeCover *cover;

  if (rows->cover == NULL)
    {
      rows->cover_is_new = FALSE;
      return;
    }
  if (!rows->cover_is_new && !rows->all_is_new && rows->dirty->len == 0)
    return;

  cover = tarn_tree_cover_new (rows->store);
  if (!tarn_tree_cover_equal (rows->cover, cover))
    rows->cover_is_new = TRUE;
  tarn_tree_cover_free (rows->cover);
  rows->cover = cover;
}

GPtrArray *
tarn_tree_plan_make (TarnTreeRows *rows)
{
  GPtrArray *plan = g_ptr_array_new_with_free_func ((GDestroyNotify) splice_free);

  look_at_cover (rows);

  visit (rows, rows->root, plan);
  if (rows->dirty->len > 0 || rows->all_is_new)
    look_again (rows, rows->root);
  return plan;
}

static void
run_children (TarnTreeRows *rows,
              Splice       *splice)
{
  TarnTreeBranch *branch = splice->branch;
  guint row = tarn_tree_branch_get_row (branch, splice->index);
  guint n_rows = 0;

  for (guint i = 0; i < splice->n_removed; i++)
    {
      TarnTreeChild *child = tarn_tree_branch_get_child (branch, splice->index + i);

      n_rows += tarn_tree_child_get_n_rows (child);
      g_clear_pointer (&child->branch, tarn_tree_branch_free);
      if (child->node != NULL)
        tarn_node_detach (child->node);
    }

  if (splice->n_removed > 0)
    g_array_remove_range (branch->children, splice->index, splice->n_removed);
  if (splice->n_added > 0)
    g_array_insert_vals (branch->children, splice->index, splice->children->data,
                         splice->children->len);
  tarn_tree_branch_grow (branch, (int) splice->n_added - (int) n_rows);
  tarn_tree_rows_emit (rows, row, n_rows, splice->n_added);
}

static void
run_to_run (TarnTreeRows *rows,
            Splice       *splice)
{
  TarnTreeBranch *branch = splice->branch;
  guint row = tarn_tree_branch_get_row (branch, 0);
  guint n_rows = branch->n_rows;

  tarn_tree_branch_make_run (branch);
  tarn_tree_branch_grow (branch, -(int) n_rows);
  tarn_tree_rows_emit (rows, row, n_rows, 0);
  tarn_tree_branch_grow (branch, (int) splice->n_added);
  tarn_tree_rows_emit (rows, row, 0, splice->n_added);
}

static void
run_instances (TarnTreeRows *rows,
               Splice       *splice)
{
  TarnTreeBranch *branch = splice->branch;
  guint row = tarn_tree_branch_get_row (branch, splice->index);
  guint end = splice->index + splice->n_removed;

  /* They are found by their index, so none moves before all that go have gone. */
  for (guint i = branch->live->len; i > 0; i--)
    {
      TarnNode *node = g_ptr_array_index (branch->live, i - 1);

      if (node->index >= splice->index && node->index < end)
        tarn_node_detach (node);
    }
  for (guint i = branch->live->len; i > 0; i--)
    {
      TarnNode *node = g_ptr_array_index (branch->live, i - 1);

      if (node->index < end)
        break;
      node->index = node->index - splice->n_removed + splice->n_added;
    }

  tarn_tree_branch_grow (branch, (int) splice->n_added - (int) splice->n_removed);
  tarn_tree_rows_emit (rows, row, splice->n_removed, splice->n_added);
}

void
tarn_tree_plan_run (TarnTreeRows *rows,
                    GPtrArray    *plan)
{
  rows->splicing = TRUE;
  for (guint i = 0; i < plan->len; i++)
    {
      Splice *splice = g_ptr_array_index (plan, i);

      if (splice->to_run)
        run_to_run (rows, splice);
      else if (splice->children != NULL)
        run_children (rows, splice);
      else
        run_instances (rows, splice);
    }
  rows->splicing = FALSE;
}
