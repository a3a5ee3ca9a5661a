/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-detail-facts.h"

#include <glib/gi18n.h>

#include "tarn-editor-value.h"
#include "tarn-ui.h"

static void
fact_free (gpointer data)
{
  TarnDetailFact *self = data;

  g_free (self->caption);
  g_free (self->text);
  g_free (self);
}

void
tarn_detail_free (TarnDetail *self)
{
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_clear_object (&self->mib);
  g_clear_pointer (&self->node, tarn_mib_node_unref);
  g_clear_pointer (&self->value, tarn_value_unref);
  g_free (self->title);
  g_free (self->headline);
  g_ptr_array_unref (self->facts);
  g_free (self);
}

void
tarn_detail_take (TarnDetail        *self,
                  TarnDetailSection  section,
                  TarnDetailManner   manner,
                  const char        *caption,
                  char              *text)
{
  TarnDetailFact *fact;

  if (text == NULL || text[0] == '\0')
    {
      g_free (text);
      return;
    }

  fact = g_new0 (TarnDetailFact, 1);
  *fact = (TarnDetailFact) { section, manner, g_strdup (caption), text };
  g_ptr_array_add (self->facts, fact);
}

static void
add (TarnDetail        *self,
     TarnDetailSection  section,
     const char        *caption,
     const char        *text)
{
  tarn_detail_take (self, section, TARN_DETAIL_PLAIN, caption, g_strdup (text));
}

/* Parts of the index; where the agent broke the rules (P-IDX-12), said so. */
static void
add_index (TarnDetail *self)
{
  g_autoptr(GPtrArray) names = tarn_mib_node_list_index (self->node);
  g_autoptr(GPtrArray) values = NULL;
  g_auto(GStrv) texts = NULL;
  g_autoptr(GError) error = NULL;
  gboolean repaired = FALSE;

  if (names->len == 0)
    return;

  values = tarn_mib_node_list_index_values (self->node, self->oid, &repaired, NULL);
  texts = tarn_mib_node_format_index (self->node, self->oid, TARN_MIB_VALUE_PERSON, &error);
  if (texts == NULL)
    {
      tarn_detail_take (self, TARN_DETAIL_INDEX, TARN_DETAIL_WRONG, _("Index"),
                        g_strdup (error->message));
      return;
    }

  for (guint i = 0; texts[i] != NULL && i < names->len; i++)
    add (self, TARN_DETAIL_INDEX, tarn_mib_node_get_name (names->pdata[i]), texts[i]);
  if (repaired)
    tarn_detail_take (self, TARN_DETAIL_INDEX, TARN_DETAIL_WRONG, _("Conformance"),
                      g_strdup (_("The device has not encoded this index as its module says")));
}

static void
add_syntax (TarnDetail *self)
{
  TarnMibNode *node = self->node;
  TarnEditorSubject subject = { self->mib, node, tarn_editor_kind_of (node) };
  TarnEditorForm form = tarn_editor_choose_form (&subject, NULL);
  const char *units = tarn_mib_node_get_units (node);

  tarn_detail_take (self, TARN_DETAIL_OBJECT, TARN_DETAIL_PLAIN, _("Syntax"),
                    tarn_mib_node_dup_syntax (node));
  tarn_detail_take (self, TARN_DETAIL_OBJECT, TARN_DETAIL_PLAIN, _("Range"),
                    tarn_editor_describe (&subject, form));
  add (self, TARN_DETAIL_OBJECT, _("Units"), units);
  add (self, TARN_DETAIL_OBJECT, _("Display hint"), tarn_mib_node_get_hint (node));
  add (self, TARN_DETAIL_OBJECT, _("Default"), tarn_mib_node_get_default (node));
}

/* What the module says of the nearest node there is. */
static void
add_object (TarnDetail *self)
{
  TarnMibNode *node = self->node;
  g_autoptr(TarnOid) oid = tarn_mib_node_dup_oid (node);
  g_autofree char *name = tarn_mib_oid_to_text (self->mib, oid, TARN_MIB_NAME_MODULE);

  add (self, TARN_DETAIL_OBJECT, _("Object"), name);
  add (self, TARN_DETAIL_OBJECT, _("Kind"),
       tarn_mib_kind_to_string (tarn_mib_node_get_kind (node)));
  if (tarn_mib_node_get_base (node) != TARN_MIB_BASE_NONE)
    add_syntax (self);
  if (tarn_mib_node_get_access (node) != TARN_MIB_ACCESS_UNKNOWN)
    add (self, TARN_DETAIL_OBJECT, _("Access"),
         tarn_mib_access_to_string (tarn_mib_node_get_access (node)));
  if (tarn_mib_node_get_status (node) != TARN_MIB_STATUS_UNKNOWN)
    add (self, TARN_DETAIL_OBJECT, _("Status"),
         tarn_mib_status_to_string (tarn_mib_node_get_status (node)));

  add (self, TARN_DETAIL_WORDS, _("Description"), tarn_mib_node_get_description (node));
  add (self, TARN_DETAIL_WORDS, _("Reference"), tarn_mib_node_get_reference (node));
}

/* Whether @value has label @number: is it, or as BITS has the bit (rule P-BIT-01). */
static gboolean
has_label (const TarnMibNode *node,
           const TarnValue   *value,
           int                number)
{
  const guint8 *octets;
  gint64 now;
  gsize n;

  if (value == NULL)
    return FALSE;
  if (tarn_mib_node_get_base (node) != TARN_MIB_BASE_BITS)
    return tarn_value_get_integer (value, &now) && now == number;

  octets = tarn_value_get_octets (value, &n);
  return number >= 0 && (gsize) number / 8 < n && octets[number / 8] >> (7 - number % 8) & 1;
}

static void
add_labels (TarnDetail *self)
{
  for (guint i = 0; i < tarn_mib_node_get_n_labels (self->node); i++)
    {
      int number;
      const char *name = tarn_mib_node_get_label (self->node, i, &number);
      g_autofree char *caption = g_strdup_printf ("%d", number);

      tarn_detail_take (self, TARN_DETAIL_LABELS,
                        has_label (self->node, self->value, number) ? TARN_DETAIL_CURRENT
                                                                    : TARN_DETAIL_PLAIN,
                        caption, g_strdup (name));
    }
}

static gboolean
is_object_kind (TarnMibKind kind)
{
  return kind == TARN_MIB_KIND_SCALAR || kind == TARN_MIB_KIND_COLUMN;
}

static gboolean
is_table_kind (TarnMibKind kind)
{
  return kind == TARN_MIB_KIND_TABLE || kind == TARN_MIB_KIND_ROW
         || kind == TARN_MIB_KIND_COLUMN;
}

/* Reads what has to be of one state of the store. */
static gboolean
read_store (TarnDetail  *self,
            TarnStore   *store,
            GError     **error)
{
  g_autoptr(GError) failure = NULL;

  if (!tarn_store_begin_read (store, error))
    return FALSE;

  self->value = tarn_store_get (store, self->oid, &failure);
  if (failure == NULL)
    self->n_below = tarn_store_count (store, self->oid, &failure);
  tarn_store_end_read (store);

  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return failure == NULL;
}

TarnDetail *
tarn_detail_new (TarnDocument  *document,
                 TarnOid       *oid,
                 GError       **error)
{
  TarnStore *store;
  g_autoptr(TarnDetail) self = g_new0 (TarnDetail, 1);
  TarnMib *mib;
  guint n_left = 0;

  g_return_val_if_fail (TARN_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  store = tarn_document_get_store (document);
  mib = tarn_document_get_mib (document);
  self->facts = g_ptr_array_new_with_free_func (fact_free);
  self->oid = tarn_oid_ref (oid);
  self->mib = mib != NULL ? g_object_ref (mib) : NULL;
  self->node = mib != NULL ? tarn_editor_find_object (mib, oid, &n_left) : NULL;
  if (!read_store (self, store, error))
    return NULL;

  self->title = mib != NULL ? tarn_mib_oid_to_text (mib, oid, TARN_MIB_NAME_SUFFIX)
                            : tarn_oid_to_string (oid);
  if (self->node != NULL)
    {
      TarnMibKind kind = tarn_mib_node_get_kind (self->node);

      self->is_object = is_object_kind (kind);
      self->has_table = is_table_kind (kind);
      self->can_edit = self->is_object && n_left > 0;
    }
  self->can_edit |= self->value != NULL;

  tarn_detail_add_value_facts (self, store);
  if (self->is_object && self->has_table && n_left > 0)
    add_index (self);
  tarn_detail_add_origin_facts (self, store);
  if (self->node != NULL && (self->is_object || n_left == 0))
    {
      add_object (self);
      add_labels (self);
    }
  return g_steal_pointer (&self);
}
