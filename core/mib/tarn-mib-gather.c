/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-gather-private.h"

#include <string.h>

#include "mib/tarn-mib-facts.h"

/* Our registry of owners, in data/mibs: any other module knows better. */
#define NAMES_ONLY "TARN-ENTERPRISES"

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

static guint
get_parent_kind (TarnMibGather           *self,
                 const TarnMibDefinition *source)
{
  return source->parent != NULL
         ? GPOINTER_TO_UINT (g_hash_table_lookup (self->found, source->parent))
         : TARN_MIB_KIND_NODE;
}

/* The parser was given an OID; what kind it is of is known all the same. */
static void
complete_bare (TarnMibGather           *self,
               const TarnMibDefinition *source,
               TarnMibObjectFacts      *facts)
{
  guint parent = get_parent_kind (self, source);

  if (source->defines == TARN_MIB_DEFINES_TRAP)
    facts->kind = TARN_MIB_KIND_NOTIFICATION;
  else if (parent == TARN_MIB_KIND_ROW)
    facts->kind = TARN_MIB_KIND_COLUMN;
  else if (parent == TARN_MIB_KIND_TABLE)
    facts->kind = TARN_MIB_KIND_ROW;
  else if (g_strcmp0 (source->type, "SEQUENCE") == 0)
    facts->kind = TARN_MIB_KIND_TABLE;
  else if (source->access != TARN_MIB_ACCESS_UNKNOWN
           && source->access != TARN_MIB_ACCESS_NOT_ACCESSIBLE)
    facts->kind = TARN_MIB_KIND_SCALAR;
  else
    return;

  if ((facts->kind == TARN_MIB_KIND_SCALAR || facts->kind == TARN_MIB_KIND_COLUMN)
      && source->type != NULL)
    facts->type = tarn_mib_gather_find_named (self, tarn_mib_aliases_lookup (self->aliases, source->type));
}

/* What the parser does not say of an object, or not rightly. */
static void
complete (TarnMibGather      *self,
          TarnMibDefinition  *source,
          TarnMibObjectFacts *facts)
{
  facts->default_value = source->default_value;
  if (source->access != TARN_MIB_ACCESS_UNKNOWN)
    facts->access = source->access;
  if (source->is_bare)
    {
      complete_bare (self, source, facts);
      return;
    }

  if (facts->kind == TARN_MIB_KIND_SCALAR && get_parent_kind (self, source) == TARN_MIB_KIND_ROW)
    facts->kind = TARN_MIB_KIND_COLUMN;
  if (facts->type == TARN_MIB_NONE
      && (facts->kind == TARN_MIB_KIND_SCALAR || facts->kind == TARN_MIB_KIND_COLUMN))
    facts->type = tarn_mib_gather_name_unknown (self, source);
}

static guint32
take_object (TarnMibGather      *self,
             TarnMibFactsReader *reader)
{
  TarnMibObjectFacts facts = { .module = self->module };
  TarnMibDefinition *source;
  guint32 arcs[TARN_MIB_MAX_ARCS];

  facts.name = tarn_mib_gather_read_name (self, reader);
  facts.n_arcs = tarn_mib_facts_read_u32 (reader);
  for (guint i = 0; i < facts.n_arcs && !reader->failed; i++)
    arcs[MIN (i, TARN_MIB_MAX_ARCS - 1)] = tarn_mib_facts_read_u32 (reader);
  facts.arcs = arcs;
  facts.kind = tarn_mib_facts_read_word (reader, TARN_MIB_KIND_CAPABILITIES);
  facts.access = tarn_mib_facts_read_word (reader, TARN_MIB_ACCESS_WRITE_ONLY);
  facts.status = tarn_mib_facts_read_word (reader, TARN_MIB_STATUS_OPTIONAL);
  facts.implied = tarn_mib_facts_read_u32 (reader) != 0;
  facts.units = tarn_mib_facts_read_string (reader);
  facts.description = tarn_mib_facts_read_string (reader);
  facts.reference = tarn_mib_facts_read_string (reader);
  facts.type = tarn_mib_gather_take_node_type (self, reader);
  if (reader->failed || facts.name == NULL || facts.n_arcs == 0 || facts.n_arcs > TARN_MIB_MAX_ARCS
      || tarn_mib_gather_is_stub (self, facts.name))
    return TARN_MIB_NONE;

  /* An ENTERPRISE that has no name: see tarn-mib-source-write.c. */
  if (facts.name[0] == '{')
    return TARN_MIB_NONE;

  source = g_hash_table_lookup (self->sources, facts.name);
  if (source != NULL)
    complete (self, source, &facts);
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
  g_autofree char *expanded = NULL;
  TarnMibDefinition *definition;

  if (tag == NULL || text == NULL || !is_worth_telling (tag)
      || g_str_has_prefix (text, "syntax error"))
    return;

  definition = tarn_mib_module_find_line (self->part->module, &line);
  expanded = tarn_mib_aliases_expand (self->aliases, text);
  if (definition != NULL && !g_str_has_prefix (tag, "module-identity")
      && !g_hash_table_contains (self->reasons, definition))
    g_hash_table_insert (self->reasons, definition, g_strdup (expanded));
  tarn_mib_module_remark (self->entry->module, TARN_MIB_REMARK_NOTE, line, definition != NULL && definition->line == line
                                ? definition->column : 1,
                          definition != NULL ? "%s (%.80s)" : "%s", expanded,
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
  const char *module = tarn_mib_gather_read_name (self, reader);
  const char *name = tarn_mib_gather_read_name (self, reader);

  if (module == NULL || name == NULL || object == TARN_MIB_NONE)
    return;
  if (tarn_mib_gather_is_stub (self, name) && strcmp (module, self->entry->module->name) == 0)
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
      tarn_mib_gather_take_type (self, &reader);
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
  self->reasons = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  for (guint i = 0; i < definitions->len; i++)
    {
      TarnMibDefinition *definition = definitions->pdata[i];

      g_hash_table_insert (self->sources, definition->name, definition);
      if (definition->defines == TARN_MIB_DEFINES_TYPE
          && tarn_mib_gather_has_type (self, definition->name))
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
