/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * What a row says, out of the store and the modules.
 */
#include <glib/gi18n.h>

#include "tarn-node-private.h"
#include "tarn-tree-scan.h"
#include "tarn-ui.h"

/* Characters of a value that are shown in a row: more than fit on a screen. */
#define MAX_TEXT 300

/* One line of it. */
static char *
make_line (char *text)
{
  char *at = text;

  for (guint n = 0; *at != '\0'; at = g_utf8_next_char (at), n++)
    {
      if (n == MAX_TEXT)
        {
          g_autofree char *whole = text;

          *at = '\0';
          return g_strconcat (whole, "…", NULL);
        }
      if (g_ascii_iscntrl (*at))
        *at = ' ';
    }

  return text;
}

/* What stands for a value on the wire, where no module has a word for its type. */
static const char *
get_tag_text (const TarnValue *value)
{
  switch (tarn_value_get_kind (value))
    {
    case TARN_KIND_INTEGER:
      return tarn_mib_base_to_string (TARN_MIB_BASE_INTEGER);
    case TARN_KIND_OCTET_STRING:
      return tarn_mib_base_to_string (TARN_MIB_BASE_OCTETS);
    case TARN_KIND_OBJECT_ID:
      return tarn_mib_base_to_string (TARN_MIB_BASE_OBJECT_ID);
    case TARN_KIND_IP_ADDRESS:
      return tarn_mib_base_to_string (TARN_MIB_BASE_IP_ADDRESS);
    case TARN_KIND_COUNTER32:
      return tarn_mib_base_to_string (TARN_MIB_BASE_COUNTER32);
    case TARN_KIND_GAUGE32:
      return tarn_mib_base_to_string (TARN_MIB_BASE_GAUGE32);
    case TARN_KIND_TIME_TICKS:
      return tarn_mib_base_to_string (TARN_MIB_BASE_TIME_TICKS);
    case TARN_KIND_OPAQUE:
      return tarn_mib_base_to_string (TARN_MIB_BASE_OPAQUE);
    case TARN_KIND_COUNTER64:
      return tarn_mib_base_to_string (TARN_MIB_BASE_COUNTER64);
    case TARN_KIND_UINTEGER32:
      return "UInteger32";
    case TARN_KIND_BIT_STRING:
      return "BIT STRING";
    case TARN_KIND_NSAP_ADDRESS:
      return "NsapAddress";
    case TARN_KIND_NULL:
      return "NULL";
    case TARN_KIND_NO_SUCH_OBJECT:
      return "noSuchObject";
    case TARN_KIND_NO_SUCH_INSTANCE:
      return "noSuchInstance";
    case TARN_KIND_END_OF_MIB_VIEW:
      return "endOfMibView";
    case TARN_KIND_NONE:
    default:
      return "";
    }
}

/* Moves to the varbind @oid itself. */
static gboolean
seek_exactly (TarnCursor    *cursor,
              const TarnOid *oid)
{
  return tarn_cursor_seek (cursor, tarn_tree_span (oid), TRUE)
         && tarn_span_equal (cursor->row.name, tarn_tree_span (oid));
}

/* @oid with what @name has behind its first @at octets. */
static TarnOid *
move_instance (TarnOid  *oid,
               TarnSpan  name,
               gsize     at)
{
  TarnSpan head = tarn_tree_span (oid);
  g_autofree guint8 *octets = g_malloc (head.len + name.len - at + 1);

  memcpy (octets, head.data, head.len);
  memcpy (octets + head.len, name.data + at, name.len - at);
  return tarn_oid_new_octets (octets, head.len + name.len - at, NULL);
}

/* An address is what the type beside it says it is. */
static TarnValue *
dup_beside (TarnStore   *store,
            TarnMibNode *node,
            TarnSpan     name,
            gsize        at)
{
  g_autoptr(TarnMibNode) companion = tarn_mib_node_get_companion (node);
  g_autoptr(TarnOid) object = NULL;
  g_autoptr(TarnOid) oid = NULL;

  if (companion == NULL)
    return NULL;

  object = tarn_mib_node_dup_oid (companion);
  oid = move_instance (object, name, at);
  return oid != NULL ? tarn_store_get (store, oid, NULL) : NULL;
}

/* What tells a person which row of its table an instance is in.  Those are names, so
 * characters, whatever else the columns say. */
static char *
dup_row_name (TarnNode   *self,
              TarnStore  *store,
              TarnCursor *cursor)
{
  TarnSpan name = tarn_tree_span (self->oid);
  gsize at = tarn_tree_span (self->branch->oid).len;

  for (guint i = 0; i < self->branch->naming->len; i++)
    {
      TarnOid *column = g_ptr_array_index (self->branch->naming, i);
      g_autoptr(TarnOid) oid = NULL;
      g_autofree char *text = NULL;
      TarnSpan content;

      if (tarn_oid_equal (column, self->branch->oid))
        return NULL;

      oid = move_instance (column, name, at);
      if (oid == NULL || !seek_exactly (cursor, oid)
          || cursor->row.tag != TARN_KIND_OCTET_STRING)
        continue;
      content = tarn_row_content (&cursor->row);
      text = make_line (g_utf8_make_valid ((const char *) content.data, (gssize) content.len));
      if (g_strstrip (text)[0] != '\0')
        return g_steal_pointer (&text);
    }

  return NULL;
}

/* ".1.3.6" from @at on: "3.6". */
static char *
dup_arcs (TarnOid *oid,
          gsize    at)
{
  TarnSpan name = tarn_tree_span (oid);
  g_autoptr(GString) text = g_string_new (NULL);

  while (at < name.len)
    g_string_append_printf (text, "%s%u", text->len > 0 ? "." : "",
                            tarn_tree_get_arc (name, at, &at));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
make_instance_caption (TarnNode   *self,
                       TarnStore  *store,
                       TarnCursor *cursor)
{
  TarnMibNode *node = self->branch->mib_node;
  g_auto(GStrv) parts = NULL;
  g_autofree char *index = NULL;
  g_autofree char *row_name = NULL;

  if (node != NULL && tarn_mib_node_get_kind (node) == TARN_MIB_KIND_COLUMN)
    parts = tarn_mib_node_format_index (node, self->oid, TARN_MIB_VALUE_PERSON, NULL);
  index = parts != NULL ? make_line (g_strjoinv (", ", parts))
                        : dup_arcs (self->oid, tarn_tree_span (self->branch->oid).len);
  if (index[0] == '\0')
    /* Translators: the row of a varbind whose name is that of a whole column or part */
    return g_strdup (C_("caption of a row", "(itself)"));

  row_name = dup_row_name (self, store, cursor);
  return row_name != NULL ? g_strdup_printf ("%s · %s", index, row_name)
                          : g_steal_pointer (&index);
}

/* Of what is listed: the name that a module gives it, else its arc; and what is behind that,
 * if it is anything but the ".0" of an object with one instance. */
static char *
make_caption (TarnNode    *self,
              TarnOid     *object,
              TarnMibNode *node)
{
  g_autofree char *own = NULL;
  g_autofree char *behind = dup_arcs (self->oid, tarn_tree_span (object).len);
  const char *name = node != NULL ? tarn_mib_node_get_name (node) : NULL;

  if (self->key == TARN_TREE_OWN)
    return g_strdup (C_("caption of a row", "(itself)"));

  if (name == NULL)
    {
      /* The first octet of a name is two arcs. */
      own = self->branch->oid == NULL ? tarn_oid_to_string (object)
                                      : g_strdup_printf ("%" G_GINT64_FORMAT, self->key);
      name = own + (own[0] == '.');
    }
  if (behind[0] == '\0' || (node != NULL && strcmp (behind, "0") == 0))
    return g_strdup (name);

  return g_strconcat (name, ".", behind, NULL);
}

/* Fills in the value that @cursor stands on. */
static void
read_value (TarnNode    *self,
            TarnStore   *store,
            TarnMib     *mib,
            TarnMibNode *node,
            gsize        at,
            TarnCursor  *cursor)
{
  g_autoptr(TarnValue) beside = NULL;

  self->value = tarn_row_dup_value (&cursor->row);
  if (node != NULL && tarn_mib_node_get_base (node) != TARN_MIB_BASE_NONE)
    {
      beside = dup_beside (store, node, tarn_tree_span (self->oid), at);
      self->value_text = tarn_mib_node_format_value (node, self->value, beside,
                                                     TARN_MIB_VALUE_PERSON);
      self->type_text = g_strdup (tarn_mib_node_get_type_name (node));
    }
  else
    {
      self->value_text = tarn_mib_format_value (mib, self->value, TARN_MIB_VALUE_PERSON);
      self->type_text = g_strdup (get_tag_text (self->value));
    }
  self->value_text = make_line (self->value_text);
}

static void
read_instance (TarnNode  *self,
               TarnStore *store,
               TarnMib   *mib)
{
  TarnTreeBranch *branch = self->branch;
  TarnCursor cursor;

  tarn_cursor_init (&cursor, store);
  if (tarn_cursor_seek_nth (&cursor, tarn_tree_scan_rank (store, branch->oid) + self->index))
    {
      self->oid = tarn_row_dup_oid (&cursor.row);
      read_value (self, store, mib, branch->mib_node, tarn_tree_span (branch->oid).len, &cursor);
      self->caption = make_instance_caption (self, store, &cursor);
    }
  tarn_cursor_clear (&cursor);
}

static void
read_part (TarnNode    *self,
           TarnStore   *store,
           TarnMibNode *node)
{
  self->n_below = tarn_store_count (store, self->oid, NULL);
  if (self->is_unfetched && self->n_below == 0)
    self->value_text = g_strdup (tarn_tree_rows_is_fetching (self->rows, self->oid)
                                   ? _("Fetching…") : _("Not fetched"));
  else
    {
      g_autofree char *count = tarn_ui_format_count (self->n_below);

      /* Translators: how many values a part of the tree has; %s is a number */
      self->value_text = g_strdup_printf (ngettext ("%s value", "%s values",
                                                    (gulong) MIN (self->n_below, G_MAXINT)),
                                          count);
    }

  if (self->kind == TARN_NODE_TABLE)
    self->type_text = g_strdup (C_("type of a row", "table"));
  else if (node != NULL && tarn_mib_node_get_base (node) != TARN_MIB_BASE_NONE)
    self->type_text = g_strdup (tarn_mib_node_get_type_name (node));
}

static void
read_child (TarnNode  *self,
            TarnStore *store,
            TarnMib   *mib)
{
  g_autoptr(TarnOid) object = tarn_tree_make_oid (self->branch->oid, self->key);
  TarnSpan prefix = tarn_tree_span (object);
  g_autoptr(TarnMibNode) node = NULL;
  guint n_left = 0;
  TarnCursor cursor;

  if (object == NULL)
    return;
  if (mib != NULL)
    node = tarn_mib_find_node (mib, object, &n_left);
  if (n_left > 0)
    g_clear_pointer (&node, tarn_mib_node_unref);

  if (self->kind != TARN_NODE_VALUE)
    {
      self->oid = tarn_oid_ref (object);
      read_part (self, store, node);
    }
  else if (self->is_unfetched)
    {
      self->oid = tarn_tree_make_oid (object, 0);
      read_part (self, store, node);
    }
  else
    {
      tarn_cursor_init (&cursor, store);
      if (tarn_cursor_seek (&cursor, prefix, TRUE) && cursor.row.name.len >= prefix.len
          && memcmp (cursor.row.name.data, prefix.data, prefix.len) == 0)
        {
          self->oid = tarn_row_dup_oid (&cursor.row);
          read_value (self, store, mib, node, prefix.len, &cursor);
        }
      tarn_cursor_clear (&cursor);
    }

  if (self->oid != NULL)
    self->caption = make_caption (self, object, node);
}

void
tarn_node_read (TarnNode  *self,
                TarnStore *store,
                TarnMib   *mib)
{
  tarn_node_forget (self);
  if (self->branch->is_run)
    read_instance (self, store, mib);
  else
    read_child (self, store, mib);
  self->is_read = self->oid != NULL;
}
