/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-gather-private.h"

#include <string.h>

#include "mib/tarn-mib-facts.h"

/* Our registry of owners, in data/mibs: any other module knows better. */
#define NAMES_ONLY "TARN-ENTERPRISES"

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

TarnMibGather *
tarn_mib_gather_new (TarnMibBuilder *builder,
                     TarnMibAliases *aliases)
{
  TarnMibGather *self = g_new0 (TarnMibGather, 1);

  self->builder = builder;
  self->aliases = aliases;
  self->types = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
tarn_mib_gather_free (TarnMibGather *self)
{
  g_hash_table_unref (self->types);
  g_free (self);
}

static const char *
read_name (TarnMibGather      *self,
           TarnMibFactsReader *reader)
{
  return tarn_mib_aliases_lookup (self->aliases, tarn_mib_facts_read_string (reader));
}

/* What an enumeration does not have becomes its last one, as good as any. */
static guint
read_word (TarnMibFactsReader *reader,
           guint               last)
{
  guint word = tarn_mib_facts_read_u32 (reader);

  return MIN (word, last);
}

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

static gboolean
is_stub (TarnMibGather *self,
         const char    *name)
{
  return self->part->stubs != NULL && g_hash_table_contains (self->part->stubs, name);
}

/* It is taken where it belongs. */
static gboolean
is_of_other_part (TarnMibGather *self,
                  const char    *name)
{
  return is_stub (self, name)
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
      const char *name = read_name (self, reader);
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
  facts->name = read_name (self, reader);
  facts->module = self->module;
  type->parent_module = read_name (self, reader);
  type->parent = read_name (self, reader);
  facts->base = read_word (reader, TARN_MIB_BASE_OPAQUE);
  facts->convention = read_word (reader, TARN_MIB_CONVENTION_FLOAT);
  facts->status = read_word (reader, TARN_MIB_STATUS_OPTIONAL);
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

static void
take_type (TarnMibGather      *self,
           TarnMibFactsReader *reader)
{
  ReadType type;

  read_type (self, reader, &type);
  if (!reader->failed && type.facts.name != NULL && !is_of_other_part (self, type.facts.name))
    {
      guint32 number = add_type (self, &type);

      g_hash_table_insert (self->types, type_key (self->entry->module->name, type.facts.name),
                           GUINT_TO_POINTER (number + 1));
      self->entry->report->n_types += !is_stub (self, type.facts.name);
    }
  read_type_clear (&type);
}

static guint32
take_node_type (TarnMibGather      *self,
                TarnMibFactsReader *reader)
{
  guint32 number = TARN_MIB_NONE;
  ReadType type;

  switch (tarn_mib_facts_read_u32 (reader))
    {
    case 1:
      {
        const char *module = read_name (self, reader);
        const char *name = read_name (self, reader);
        TarnMibBase base = read_word (reader, TARN_MIB_BASE_OPAQUE);

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

/* A column whose type nobody defines is there all the same: its values tell what they are. */
static guint32
name_unknown_type (TarnMibGather     *self,
                   TarnMibDefinition *source)
{
  const char *name = tarn_mib_aliases_lookup (self->aliases, source->type);

  tarn_mib_module_remark (self->entry->module, TARN_MIB_REMARK_LOST, source->line, source->column,
                          "%.80s: its type %.80s is not known; values are shown as they come",
                          source->name, name != NULL ? name : "");
  source->is_incomplete = TRUE;
  return find_type (self, NULL, name, TARN_MIB_BASE_NONE);
}

/* What a type is called in the module, wherever it is from; of the SMI itself: by name. */
static guint32
find_named_type (TarnMibGather *self,
                 const char    *name)
{
  const TarnMibImport *import = tarn_mib_entry_find_import (self->entry, name);
  guint32 type = find_type (self, self->entry->module->name, name, TARN_MIB_BASE_NONE);

  if (type == TARN_MIB_NONE && import != NULL)
    type = find_type (self, import->module, name, TARN_MIB_BASE_NONE);
  return type != TARN_MIB_NONE ? type : find_type (self, NULL, name, TARN_MIB_BASE_NONE);
}

/* The parser was given an OID; what kind it is of is known all the same. */
static void
complete_bare (TarnMibGather           *self,
               const TarnMibDefinition *source,
               TarnMibObjectFacts      *facts)
{
  guint parent = source->parent != NULL
                 ? GPOINTER_TO_UINT (g_hash_table_lookup (self->found, source->parent)) : 0;

  if (source->defines == TARN_MIB_DEFINES_TRAP)
    facts->kind = TARN_MIB_KIND_NOTIFICATION;
  else if (parent == TARN_MIB_KIND_ROW)
    facts->kind = TARN_MIB_KIND_COLUMN;
  else if (source->access != TARN_MIB_ACCESS_UNKNOWN
           && source->access != TARN_MIB_ACCESS_NOT_ACCESSIBLE)
    facts->kind = TARN_MIB_KIND_SCALAR;
  else
    return;

  if (facts->kind != TARN_MIB_KIND_NOTIFICATION && source->type != NULL)
    facts->type = find_named_type (self, tarn_mib_aliases_lookup (self->aliases, source->type));
}

static guint32
take_object (TarnMibGather      *self,
             TarnMibFactsReader *reader)
{
  TarnMibObjectFacts facts = { .module = self->module };
  TarnMibDefinition *source;
  guint32 arcs[TARN_MIB_MAX_ARCS];

  facts.name = read_name (self, reader);
  facts.n_arcs = tarn_mib_facts_read_u32 (reader);
  for (guint i = 0; i < facts.n_arcs && !reader->failed; i++)
    arcs[MIN (i, TARN_MIB_MAX_ARCS - 1)] = tarn_mib_facts_read_u32 (reader);
  facts.arcs = arcs;
  facts.kind = read_word (reader, TARN_MIB_KIND_CAPABILITIES);
  facts.access = read_word (reader, TARN_MIB_ACCESS_WRITE_ONLY);
  facts.status = read_word (reader, TARN_MIB_STATUS_OPTIONAL);
  facts.implied = tarn_mib_facts_read_u32 (reader) != 0;
  facts.units = tarn_mib_facts_read_string (reader);
  facts.description = tarn_mib_facts_read_string (reader);
  facts.reference = tarn_mib_facts_read_string (reader);
  facts.type = take_node_type (self, reader);
  if (reader->failed || facts.name == NULL || facts.n_arcs == 0 || facts.n_arcs > TARN_MIB_MAX_ARCS
      || is_stub (self, facts.name))
    return TARN_MIB_NONE;

  /* An ENTERPRISE that has no name: see tarn-mib-source-write.c. */
  if (facts.name[0] == '{')
    return TARN_MIB_NONE;

  source = g_hash_table_lookup (self->sources, facts.name);
  if (source != NULL && source->access != TARN_MIB_ACCESS_UNKNOWN)
    facts.access = source->access;
  if (source != NULL)
    facts.default_value = source->default_value;
  if (source != NULL && source->is_bare)
    complete_bare (self, source, &facts);
  else if (source != NULL && facts.type == TARN_MIB_NONE
      && (facts.kind == TARN_MIB_KIND_SCALAR || facts.kind == TARN_MIB_KIND_COLUMN))
    facts.type = name_unknown_type (self, source);
  g_hash_table_insert (self->found, (gpointer) facts.name, GUINT_TO_POINTER (facts.kind));
  self->entry->report->n_objects += source != NULL;
  return tarn_mib_builder_add_object (self->builder, &facts);
}

/* The worst of libsmi's words that are not about the form of names, which we mend and say
 * ourselves. */
static gboolean
is_worth_telling (const char *tag)
{
  static const char *const ours[] = {
    "underscore-in-identifier", "hyphen-end", "bad-identifier-case", "internal-flushing",
    "import-failed", "module-not-found", "keyword-illegal", "identifier-external-redefined",
    "revision-missing", "revision-not-descending", "type-without-format", "basetype-unknown",
    "type-unknown", "object-identifier-unknown",
  };

  for (guint i = 0; i < G_N_ELEMENTS (ours); i++)
    if (g_str_equal (ours[i], tag))
      return FALSE;
  return !g_str_has_prefix (tag, "namelength");
}

static void
take_message (TarnMibGather      *self,
              TarnMibFactsReader *reader)
{
  guint line = tarn_mib_facts_read_u32 (reader);
  const char *tag = tarn_mib_facts_read_string (reader);
  const char *text = tarn_mib_facts_read_string (reader);
  TarnMibDefinition *definition;

  if (tag == NULL || text == NULL || !is_worth_telling (tag)
      || g_str_has_prefix (text, "syntax error"))
    return;

  definition = tarn_mib_module_find_line (self->part->module, &line);
  if (definition != NULL && !g_hash_table_contains (self->reasons, definition))
    g_hash_table_insert (self->reasons, definition, (gpointer) text);
  tarn_mib_module_remark (self->entry->module, TARN_MIB_REMARK_NOTE, line, definition != NULL && definition->line == line
                                ? definition->column : 1,
                          definition != NULL ? "%s (%.80s)" : "%s", text,
                          definition != NULL ? definition->name : NULL);
}

static void
skip_message (TarnMibFactsReader *reader)
{
  tarn_mib_facts_read_u32 (reader);
  tarn_mib_facts_read_string (reader);
  tarn_mib_facts_read_string (reader);
}

static void
add_module (TarnMibGather      *self,
            TarnMibFactsReader *reader)
{
  TarnMibModuleFacts facts = { .name = self->entry->module->name, .file = self->entry->path };
  g_autofree char *updated = NULL;
  gint64 latest;

  facts.language = tarn_mib_facts_read_u32 (reader);
  latest = tarn_mib_facts_read_i64 (reader);
  facts.organization = tarn_mib_facts_read_string (reader);
  facts.contact = tarn_mib_facts_read_string (reader);
  facts.description = tarn_mib_facts_read_string (reader);
  facts.names_only = g_str_equal (facts.name, NAMES_ONLY);
  if (latest > 0)
    {
      g_autoptr(GDateTime) date = g_date_time_new_from_unix_utc (latest);

      updated = date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%MZ") : NULL;
    }
  facts.last_updated = updated;
  if (self->module == TARN_MIB_NONE)
    self->module = tarn_mib_builder_add_module (self->builder, &facts);
}

static void
take_references (TarnMibGather      *self,
                 TarnMibFactsReader *reader,
                 guint8              kind,
                 guint32             object)
{
  const char *module = read_name (self, reader);
  const char *name = read_name (self, reader);

  if (module == NULL || name == NULL || object == TARN_MIB_NONE)
    return;
  if (is_stub (self, name) && strcmp (module, self->entry->module->name) == 0)
    module = g_hash_table_lookup (self->part->stubs, name);
  if (kind == TARN_MIB_FACT_BASE)
    tarn_mib_builder_set_base (self->builder, object, module, name);
  else
    tarn_mib_builder_add_member (self->builder, object, module, name);
}

void
tarn_mib_gather_add_types (TarnMibGather *self,
                           TarnMibEntry  *entry)
{
  TarnMibFactsReader reader;
  guint8 kind;

  if (entry->is_refused || entry->facts == NULL)
    return;

  self->part = entry;
  self->entry = entry->whole != NULL ? entry->whole : entry;
  self->module = self->entry->number;
  reader = (TarnMibFactsReader) { entry->facts->data, entry->facts->data + entry->facts->len, FALSE };
  while (!reader.failed && (kind = tarn_mib_facts_read_kind (&reader)) != 0)
    if (kind == TARN_MIB_FACT_MESSAGE)
      skip_message (&reader);
    else if (kind == TARN_MIB_FACT_MODULE)
      add_module (self, &reader);
    else if (kind == TARN_MIB_FACT_TYPE)
      take_type (self, &reader);
    else
      {
        reader.at--;
        break;
      }
  self->entry->number = self->module;
  entry->objects_at = reader.at - entry->facts->data;
}

/* Messages come first, then what the other function takes, then objects. */
static void
take_objects (TarnMibGather *self,
              TarnMibEntry  *part)
{
  const GByteArray *facts = part->facts;
  TarnMibFactsReader reader = { facts->data, facts->data + facts->len, FALSE };
  guint32 object = TARN_MIB_NONE;
  guint8 kind;

  self->part = part;
  while (tarn_mib_facts_read_kind (&reader) == TARN_MIB_FACT_MESSAGE && !reader.failed)
    take_message (self, &reader);

  reader = (TarnMibFactsReader) { facts->data + part->objects_at, facts->data + facts->len,
                                  FALSE };
  while (!reader.failed && (kind = tarn_mib_facts_read_kind (&reader)) != 0)
    if (kind == TARN_MIB_FACT_OBJECT)
      object = take_object (self, &reader);
    else if (kind == TARN_MIB_FACT_MEMBER || kind == TARN_MIB_FACT_BASE)
      take_references (self, &reader, kind, object);
    else
      break;
}

/* Names, and of types whether they are there already. */
static void
begin_objects (TarnMibGather *self)
{
  GPtrArray *definitions = self->entry->module->definitions;

  self->found = g_hash_table_new (g_str_hash, g_str_equal);
  self->sources = g_hash_table_new (g_str_hash, g_str_equal);
  self->reasons = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < definitions->len; i++)
    {
      TarnMibDefinition *definition = definitions->pdata[i];
      g_autofree char *key = type_key (self->entry->module->name, definition->name);

      g_hash_table_insert (self->sources, definition->name, definition);
      if (definition->defines == TARN_MIB_DEFINES_TYPE && g_hash_table_contains (self->types, key))
        g_hash_table_insert (self->found, definition->name, NULL);
    }
}

void
tarn_mib_gather_add_objects (TarnMibGather *self,
                             TarnMibEntry  *entry)
{
  g_autoptr(GPtrArray) parts = g_ptr_array_new ();

  for (guint i = 0; entry->parts != NULL && i < entry->parts->len; i++)
    g_ptr_array_add (parts, entry->parts->pdata[i]);
  if (entry->parts == NULL)
    g_ptr_array_add (parts, entry);
  for (guint i = parts->len; i-- > 0; )
    {
      const TarnMibEntry *part = parts->pdata[i];

      if (part->is_refused || part->facts == NULL)
        g_ptr_array_remove_index (parts, i);
    }
  if (parts->len == 0)
    return;

  self->entry = entry;
  self->module = entry->number;
  begin_objects (self);
  for (guint i = 0; i < parts->len; i++)
    take_objects (self, parts->pdata[i]);
  tarn_mib_gather_count_losses (self, parts);
  g_hash_table_unref (self->found);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->reasons);
  for (guint i = 0; i < parts->len; i++)
    g_clear_pointer (&((TarnMibEntry *) parts->pdata[i])->facts, g_byte_array_unref);
}
