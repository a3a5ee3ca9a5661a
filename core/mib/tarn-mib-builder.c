/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-builder-private.h"

static void
pool_init (TarnMibPool *self)
{
  self->octets = g_string_new (NULL);
  g_string_append_c (self->octets, '\0');
  self->offsets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
pool_clear (TarnMibPool *self)
{
  g_string_free (self->octets, TRUE);
  g_hash_table_unref (self->offsets);
}

guint32
tarn_mib_pool_add (TarnMibPool *self,
                   const char  *string)
{
  guint32 offset;
  gpointer known;

  if (string == NULL || *string == '\0')
    return 0;
  if (g_hash_table_lookup_extended (self->offsets, string, NULL, &known))
    return GPOINTER_TO_UINT (known);

  /* Tens of millions of octets in practice; past the limit, text is left out. */
  if (self->octets->len + strlen (string) >= G_MAXUINT32)
    return 0;

  offset = (guint32) self->octets->len;
  g_string_append_len (self->octets, string, (gssize) strlen (string) + 1);
  g_hash_table_insert (self->offsets, g_strdup (string), GUINT_TO_POINTER (offset));
  return offset;
}

TarnMibBuilder *
tarn_mib_builder_new (void)
{
  TarnMibBuilder *self = g_new0 (TarnMibBuilder, 1);

  pool_init (&self->strings);
  pool_init (&self->texts);
  self->arcs = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->objects = g_array_new (FALSE, FALSE, sizeof (TarnMibBuilt));
  self->types = g_array_new (FALSE, FALSE, sizeof (TarnMibTypeRecord));
  self->modules = g_array_new (FALSE, FALSE, sizeof (TarnMibModuleRecord));
  self->labels = g_array_new (FALSE, FALSE, sizeof (TarnMibLabel));
  self->ranges = g_array_new (FALSE, FALSE, sizeof (TarnMibRange));
  self->members = g_array_new (FALSE, FALSE, sizeof (TarnMibReference));
  self->bases = g_array_new (FALSE, FALSE, sizeof (TarnMibReference));
  return self;
}

void
tarn_mib_builder_free (TarnMibBuilder *self)
{
  if (self == NULL)
    return;

  pool_clear (&self->strings);
  pool_clear (&self->texts);
  g_array_unref (self->arcs);
  g_array_unref (self->objects);
  g_array_unref (self->types);
  g_array_unref (self->modules);
  g_array_unref (self->labels);
  g_array_unref (self->ranges);
  g_array_unref (self->members);
  g_array_unref (self->bases);
  g_free (self);
}

guint32
tarn_mib_builder_add_module (TarnMibBuilder           *self,
                             const TarnMibModuleFacts *facts)
{
  TarnMibModuleRecord record = {
    .name = tarn_mib_pool_add (&self->strings, facts->name),
    .file = tarn_mib_pool_add (&self->strings, facts->file),
    .organization = tarn_mib_pool_add (&self->texts, facts->organization),
    .contact = tarn_mib_pool_add (&self->texts, facts->contact),
    .description = tarn_mib_pool_add (&self->texts, facts->description),
    .last_updated = tarn_mib_pool_add (&self->strings, facts->last_updated),
    .language = facts->language,
    .names_only = facts->names_only != FALSE,
  };

  g_array_append_val (self->modules, record);
  return self->modules->len - 1;
}

void
tarn_mib_builder_set_messages (TarnMibBuilder *self,
                               guint32         module,
                               const char     *messages)
{
  g_array_index (self->modules, TarnMibModuleRecord, module).messages
    = tarn_mib_pool_add (&self->texts, messages);
}

static int
compare_labels (gconstpointer a,
                gconstpointer b)
{
  gint32 one = ((const TarnMibLabel *) a)->value, two = ((const TarnMibLabel *) b)->value;

  return (one > two) - (one < two);
}

guint32
tarn_mib_builder_add_type (TarnMibBuilder         *self,
                           const TarnMibTypeFacts *facts)
{
  TarnMibTypeRecord record = {
    .name = tarn_mib_pool_add (&self->strings, facts->name),
    .module = facts->module,
    .parent = facts->parent,
    .hint = tarn_mib_pool_add (&self->strings, facts->hint),
    .description = tarn_mib_pool_add (&self->texts, facts->description),
    .first_label = self->labels->len,
    .n_labels = facts->n_labels,
    .first_range = self->ranges->len,
    .n_ranges = facts->n_ranges,
    .base = (guint8) facts->base,
    .convention = (guint8) facts->convention,
    .status = (guint8) facts->status,
  };

  for (guint i = 0; i < facts->n_labels; i++)
    {
      TarnMibLabel label = { facts->label_values[i],
                             tarn_mib_pool_add (&self->strings, facts->label_names[i]) };

      g_array_append_val (self->labels, label);
    }

  if (record.n_labels > 0)
    qsort (&g_array_index (self->labels, TarnMibLabel, record.first_label),
           record.n_labels, sizeof (TarnMibLabel), compare_labels);
  g_array_append_vals (self->ranges, facts->ranges, facts->n_ranges);
  g_array_append_val (self->types, record);
  return self->types->len - 1;
}

guint32
tarn_mib_builder_add_object (TarnMibBuilder           *self,
                             const TarnMibObjectFacts *facts)
{
  TarnMibBuilt object = {
    .record = {
      .name = tarn_mib_pool_add (&self->strings, facts->name),
      .module = facts->module,
      .type = facts->type,
      .units = tarn_mib_pool_add (&self->strings, facts->units),
      .description = tarn_mib_pool_add (&self->texts, facts->description),
      .reference = tarn_mib_pool_add (&self->texts, facts->reference),
      .default_value = tarn_mib_pool_add (&self->texts, facts->default_value),
      .base_row = TARN_MIB_NONE,
      .kind = (guint8) facts->kind,
      .access = (guint8) facts->access,
      .status = (guint8) facts->status,
      .implied = facts->implied != FALSE,
    },
    .first_arc = self->arcs->len,
    .n_arcs = facts->n_arcs,
    .number = self->objects->len,
  };

  g_array_append_vals (self->arcs, facts->arcs, facts->n_arcs);
  g_array_append_val (self->objects, object);
  return object.number;
}

static void
add_reference (TarnMibBuilder *self,
               GArray         *references,
               guint32         object,
               const char     *module,
               const char     *name)
{
  TarnMibReference reference = { object, tarn_mib_pool_add (&self->strings, module),
                          tarn_mib_pool_add (&self->strings, name) };

  g_array_append_val (references, reference);
}

void
tarn_mib_builder_add_member (TarnMibBuilder *self,
                             guint32         object,
                             const char     *module,
                             const char     *name)
{
  g_return_if_fail (object < self->objects->len);

  add_reference (self, self->members, object, module, name);
}

void
tarn_mib_builder_set_base (TarnMibBuilder *self,
                           guint32         row,
                           const char     *module,
                           const char     *name)
{
  g_return_if_fail (row < self->objects->len);

  add_reference (self, self->bases, row, module, name);
}
