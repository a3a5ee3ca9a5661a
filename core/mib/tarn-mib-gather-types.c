/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-gather-private.h"

#include <string.h>

/* A type as its facts tell it; strings lie in the facts. */
typedef struct
{
  TarnMibTypeFacts  facts;
  const char       *parent_module;
  const char       *parent;
  GPtrArray        *names;
  GArray           *values;
  GArray           *ranges;
} ReadType;

static char *
type_key (const char *module,
          const char *name)
{
  return g_strdup_printf ("%s\n%s", module != NULL ? module : "", name);
}

/* The SMI's own types: libsmi's names, how modules call them, and what they are, whatever is
 * made of them (Counter32 is a refined Unsigned32 to libsmi). */
static void
describe_built_in (const char       *name,
                   TarnMibTypeFacts *facts)
{
  static const struct { const char *name, *spelt; TarnMibBase base; } types[] = {
    { "OctetString", "OCTET STRING", TARN_MIB_BASE_OCTETS },
    { "ObjectIdentifier", "OBJECT IDENTIFIER", TARN_MIB_BASE_OBJECT_ID },
    { "Bits", "BITS", TARN_MIB_BASE_BITS },
    { "Enumeration", "INTEGER", TARN_MIB_BASE_INTEGER },
    { "Integer32", "INTEGER", TARN_MIB_BASE_INTEGER },
    { "Unsigned32", "Unsigned32", TARN_MIB_BASE_UNSIGNED },
    { "Unsigned64", "Unsigned64", TARN_MIB_BASE_COUNTER64 },
  };

  facts->name = name;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, name) == 0)
      {
        facts->name = types[i].spelt;
        facts->base = types[i].base;
      }
}

static guint32
find_type (TarnMibGather *self,
           const char    *module,
           const char    *name,
           TarnMibBase    base)
{
  g_autofree char *key = NULL;
  TarnMibTypeFacts facts = { NULL };
  gpointer number;

  if (name == NULL)
    return TARN_MIB_NONE;
  key = type_key (module, name);
  number = g_hash_table_lookup (self->types, key);
  if (number != NULL)
    return GPOINTER_TO_UINT (number) - 1;
  if (module != NULL && module[0] != '\0')
    return TARN_MIB_NONE;

  /* Of the SMI itself. */
  facts.module = TARN_MIB_NONE;
  facts.parent = TARN_MIB_NONE;
  facts.base = base;
  describe_built_in (name, &facts);
  facts.status = TARN_MIB_STATUS_CURRENT;
  number = GUINT_TO_POINTER (tarn_mib_builder_add_type (self->builder, &facts) + 1);
  g_hash_table_insert (self->types, g_steal_pointer (&key), number);
  return GPOINTER_TO_UINT (number) - 1;
}

gboolean
tarn_mib_gather_is_stub (TarnMibGather *self,
                         const char    *name)
{
  return self->part->stubs != NULL && g_hash_table_contains (self->part->stubs, name);
}

/* It is taken where it belongs. */
static gboolean
is_of_other_part (TarnMibGather *self,
                  const char    *name)
{
  return tarn_mib_gather_is_stub (self, name)
         && strcmp (g_hash_table_lookup (self->part->stubs, name), self->entry->module->name) == 0;
}

static void
read_labels (TarnMibGather      *self,
             TarnMibFactsReader *reader,
             ReadType           *type)
{
  guint n = tarn_mib_facts_read_u32 (reader);

  for (guint i = 0; i < n && !reader->failed; i++)
    {
      const char *name = tarn_mib_gather_read_name (self, reader);
      gint32 value = (gint32) tarn_mib_facts_read_i64 (reader);

      if (name == NULL)
        continue;
      g_ptr_array_add (type->names, (gpointer) name);
      g_array_append_val (type->values, value);
    }
}

static void
read_ranges (TarnMibFactsReader *reader,
             ReadType           *type)
{
  guint n = tarn_mib_facts_read_u32 (reader);

  for (guint i = 0; i < n && !reader->failed; i++)
    {
      TarnMibRange range = { tarn_mib_facts_read_i64 (reader), 0 };

      range.max = tarn_mib_facts_read_i64 (reader);
      g_array_append_val (type->ranges, range);
    }
}

static void
read_type (TarnMibGather      *self,
           TarnMibFactsReader *reader,
           ReadType           *type)
{
  TarnMibTypeFacts *facts = &type->facts;

  *type = (ReadType) {
    .names = g_ptr_array_new (),
    .values = g_array_new (FALSE, FALSE, sizeof (gint32)),
    .ranges = g_array_new (FALSE, FALSE, sizeof (TarnMibRange)),
  };
  facts->name = tarn_mib_gather_read_name (self, reader);
  facts->module = self->module;
  type->parent_module = tarn_mib_gather_read_name (self, reader);
  type->parent = tarn_mib_gather_read_name (self, reader);
  facts->base = tarn_mib_facts_read_word (reader, TARN_MIB_BASE_OPAQUE);
  facts->convention = tarn_mib_facts_read_word (reader, TARN_MIB_CONVENTION_FLOAT);
  facts->status = tarn_mib_facts_read_word (reader, TARN_MIB_STATUS_OPTIONAL);
  facts->hint = tarn_mib_facts_read_string (reader);
  facts->description = tarn_mib_facts_read_string (reader);
  read_labels (self, reader, type);
  read_ranges (reader, type);
}

static guint32
add_type (TarnMibGather *self,
          ReadType      *type)
{
  TarnMibTypeFacts *facts = &type->facts;

  facts->parent = find_type (self, type->parent_module, type->parent, facts->base);
  facts->label_names = (const char *const *) type->names->pdata;
  facts->label_values = (const gint32 *) (gpointer) type->values->data;
  facts->n_labels = type->names->len;
  facts->ranges = (const TarnMibRange *) (gpointer) type->ranges->data;
  facts->n_ranges = type->ranges->len;
  return tarn_mib_builder_add_type (self->builder, facts);
}

static void
read_type_clear (ReadType *type)
{
  g_ptr_array_unref (type->names);
  g_array_unref (type->values);
  g_array_unref (type->ranges);
}

void
tarn_mib_gather_take_type (TarnMibGather      *self,
                           TarnMibFactsReader *reader)
{
  ReadType type;

  read_type (self, reader, &type);
  if (!reader->failed && type.facts.name != NULL && !is_of_other_part (self, type.facts.name))
    {
      guint32 number = add_type (self, &type);

      g_hash_table_insert (self->types, type_key (self->entry->module->name, type.facts.name),
                           GUINT_TO_POINTER (number + 1));
      self->entry->report->n_types += !tarn_mib_gather_is_stub (self, type.facts.name);
    }
  read_type_clear (&type);
}

guint32
tarn_mib_gather_take_node_type (TarnMibGather      *self,
                                TarnMibFactsReader *reader)
{
  guint32 number = TARN_MIB_NONE;
  ReadType type;

  switch (tarn_mib_facts_read_u32 (reader))
    {
    case 1:
      {
        const char *module = tarn_mib_gather_read_name (self, reader);
        const char *name = tarn_mib_gather_read_name (self, reader);
        TarnMibBase base = tarn_mib_facts_read_word (reader, TARN_MIB_BASE_OPAQUE);

        return find_type (self, module, name, base);
      }
    case 2:
      read_type (self, reader, &type);
      if (!reader->failed)
        number = add_type (self, &type);
      read_type_clear (&type);
      return number;
    default:
      return TARN_MIB_NONE;
    }
}

guint32
tarn_mib_gather_name_unknown (TarnMibGather     *self,
                              TarnMibDefinition *source)
{
  const char *name = tarn_mib_aliases_lookup (self->aliases, source->type);

  tarn_mib_module_remark (self->entry->module, TARN_MIB_REMARK_LOST, source->line, source->column,
                          "%.80s: its type %.80s is not known; values are shown as they come",
                          source->name, name != NULL ? name : "");
  source->is_incomplete = TRUE;
  return find_type (self, NULL, name, TARN_MIB_BASE_NONE);
}

guint32
tarn_mib_gather_find_named (TarnMibGather *self,
                            const char    *name)
{
  /* As a SYNTAX begins, and what libsmi calls it. */
  static const struct { const char *word, *name; } built_in[] = {
    { "INTEGER", "Integer32" }, { "Integer32", "Integer32" }, { "Unsigned32", "Unsigned32" },
    { "OCTET", "OctetString" }, { "OBJECT", "ObjectIdentifier" }, { "BITS", "Bits" },
  };
  const TarnMibImport *import = tarn_mib_entry_find_import (self->entry, name);
  guint32 type;

  for (guint i = 0; i < G_N_ELEMENTS (built_in); i++)
    if (strcmp (built_in[i].word, name) == 0)
      return find_type (self, NULL, built_in[i].name, TARN_MIB_BASE_NONE);

  type = find_type (self, self->entry->module->name, name, TARN_MIB_BASE_NONE);
  if (type == TARN_MIB_NONE && import != NULL)
    type = find_type (self, import->module, name, TARN_MIB_BASE_NONE);
  return type != TARN_MIB_NONE ? type : find_type (self, NULL, name, TARN_MIB_BASE_NONE);
}

gboolean
tarn_mib_gather_has_type (TarnMibGather *self,
                          const char    *name)
{
  g_autofree char *key = type_key (self->entry->module->name, name);

  return g_hash_table_contains (self->types, key);
}
