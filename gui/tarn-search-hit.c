/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-search-hit.h"

#include "tarn-search-column.h"

/* Characters of a value or a description that are shown. */
#define MAX_TEXT 160

struct _TarnSearchHit
{
  GObject          parent_instance;

  TarnDocument    *document;
  TarnOid         *oid;
  TarnSearchFlags  where;
  char            *name;        /* NULL: not read yet */
  char            *text;
};

G_DEFINE_FINAL_TYPE (TarnSearchHit, tarn_search_hit, G_TYPE_OBJECT)

static void
tarn_search_hit_finalize (GObject *object)
{
  TarnSearchHit *self = TARN_SEARCH_HIT (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_free (self->name);
  g_free (self->text);

  G_OBJECT_CLASS (tarn_search_hit_parent_class)->finalize (object);
}

static void
tarn_search_hit_class_init (TarnSearchHitClass *class)
{
  G_OBJECT_CLASS (class)->finalize = tarn_search_hit_finalize;
}

static void
tarn_search_hit_init (TarnSearchHit *self)
{
}

TarnSearchHit *
tarn_search_hit_new (TarnDocument    *document,
                     TarnOid         *oid,
                     TarnSearchFlags  where)
{
  TarnSearchHit *self = g_object_new (TARN_TYPE_SEARCH_HIT, NULL);

  self->document = g_object_ref (document);
  self->oid = tarn_oid_ref (oid);
  self->where = where;
  return self;
}

TarnOid *
tarn_search_hit_get_oid (TarnSearchHit *self)
{
  g_return_val_if_fail (TARN_IS_SEARCH_HIT (self), NULL);

  return self->oid;
}

TarnSearchFlags
tarn_search_hit_get_where (TarnSearchHit *self)
{
  g_return_val_if_fail (TARN_IS_SEARCH_HIT (self), 0);

  return self->where;
}

const char *
tarn_search_hit_get_name (TarnSearchHit *self)
{
  TarnMib *mib;

  g_return_val_if_fail (TARN_IS_SEARCH_HIT (self), NULL);

  mib = tarn_document_get_mib (self->document);
  if (self->name == NULL)
    self->name = mib != NULL ? tarn_mib_oid_to_text (mib, self->oid, TARN_MIB_NAME_MODULE)
                             : tarn_oid_to_string (self->oid);
  return self->name;
}

/* One line: runs of space are one. */
static char *
make_line (const char *text)
{
  GString *line = g_string_new (NULL);
  gsize n = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isspace (character) || g_unichar_iscntrl (character))
        {
          if (line->len > 0 && line->str[line->len - 1] != ' ')
            g_string_append_c (line, ' ');
        }
      else if (n++ < MAX_TEXT)
        g_string_append_unichar (line, character);
      else
        {
          g_string_append (line, "…");
          break;
        }
    }

  return g_string_free (line, FALSE);
}

static char *
dup_value_text (TarnSearchHit *self,
                TarnMibNode   *node)
{
  TarnStore *store = tarn_document_get_store (self->document);
  g_autoptr(TarnValue) value = tarn_store_get (store, self->oid, NULL);
  g_autoptr(TarnVarbind) varbind = NULL;
  TarnRow row;

  if (value == NULL)
    return g_strdup ("");

  varbind = tarn_varbind_new (self->oid, value);
  row = tarn_row_from_varbind (varbind);
  return tarn_search_format_value (tarn_document_get_mib (self->document), node, &row);
}

const char *
tarn_search_hit_get_text (TarnSearchHit *self)
{
  g_autoptr(TarnMibNode) node = NULL;
  g_autofree char *text = NULL;
  g_autofree char *valid = NULL;
  const char *description;
  TarnMib *mib;
  guint n_left;

  g_return_val_if_fail (TARN_IS_SEARCH_HIT (self), NULL);

  if (self->text != NULL)
    return self->text;

  mib = tarn_document_get_mib (self->document);
  node = mib != NULL ? tarn_mib_find_node (mib, self->oid, &n_left) : NULL;
  text = dup_value_text (self, node);
  description = node != NULL ? tarn_mib_node_get_description (node) : NULL;
  if (text[0] == '\0' && description != NULL)
    valid = g_utf8_make_valid (description, -1);
  else
    valid = g_utf8_make_valid (text, -1);
  self->text = make_line (valid);
  return self->text;
}
