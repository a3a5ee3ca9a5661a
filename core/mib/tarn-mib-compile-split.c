/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"

#include <string.h>

#include "mib/tarn-mib-token.h"

/* libsmi looks through all that a module defines for every name in it: 20,000 objects take it
 * half a minute, 1,000 a tenth of a second.  So a large module is parsed in parts, each under
 * a name of its own.  What a part needs of the others stands in it once more: types and rows
 * as they are, anything else as an OID. */

#define MAX_WHOLE  2500   /* definitions of a module that is parsed as one */
#define PART       1000   /* definitions of a part                         */

typedef struct
{
  TarnMibCompiler *compiler;
  TarnMibEntry    *part;
  GHashTable      *by_name;    /* of the whole module: name -> TarnMibDefinition */
  char            *text;       /* of the whole module                            */
  guint32          start, end; /* the part's own, in it                          */
  GString         *stubs;
} Split;

static void need (Split      *self,
                  const char *name);

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  const TarnMibDefinition *first = *(const TarnMibDefinition *const *) a;
  const TarnMibDefinition *second = *(const TarnMibDefinition *const *) b;

  return first->start < second->start ? -1 : first->start > second->start;
}

static TarnMibEntry *
part_new (TarnMibCompiler *compiler,
          TarnMibEntry    *whole)
{
  TarnMibEntry *self = g_new0 (TarnMibEntry, 1);
  TarnMibModuleText *module = tarn_mib_module_text_new (whole->module->name, -1);

  module->parse_name = tarn_mib_aliases_add_module (compiler->aliases, whole->module->name);
  module->line = whole->module->line;
  module->column = whole->module->column;
  g_ptr_array_unref (module->imports);
  module->imports = g_ptr_array_ref (whole->module->imports);
  /* They are the whole module's. */
  g_ptr_array_set_free_func (module->definitions, NULL);
  g_string_free (module->text, TRUE);
  module->text = NULL;

  self->path = g_strdup (whole->path);
  self->module = module;
  self->report = whole->report;
  self->whole = whole;
  return self;
}

/* Which part defines what, before anybody writes where it imports it from. */
static void
plan (TarnMibCompiler *compiler,
      TarnMibEntry    *whole)
{
  g_autoptr(GPtrArray) definitions = g_ptr_array_new ();
  TarnMibEntry *part = NULL;

  for (guint i = 0; i < whole->module->definitions->len; i++)
    {
      TarnMibDefinition *definition = whole->module->definitions->pdata[i];

      if (definition->end > definition->start)
        g_ptr_array_add (definitions, definition);
    }
  if (definitions->len <= MAX_WHOLE)
    return;

  g_ptr_array_sort (definitions, compare_places);
  whole->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_entry_free);
  for (guint i = 0; i < definitions->len; i++)
    {
      TarnMibDefinition *definition = definitions->pdata[i];

      if (i % PART == 0)
        {
          part = part_new (compiler, whole);
          g_ptr_array_add (whole->parts, part);
        }
      definition->part = part->module->parse_name;
      g_ptr_array_add (part->module->definitions, definition);
    }
}

void
tarn_mib_compiler_plan_parts (TarnMibCompiler *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      TarnMibEntry *entry = self->entries->pdata[i];

      if (tarn_mib_compiler_find (self, entry->module->name) == entry)
        plan (self, entry);
    }
}

TarnMibEntry *
tarn_mib_entry_find_part (TarnMibEntry *self,
                          const char   *name)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      TarnMibEntry *part = self->parts->pdata[i];

      if (strcmp (part->module->parse_name, name) == 0)
        return part;
    }
  return NULL;
}

/* All names in the text of a definition that others have given to something. */
static void
need_names (Split      *self,
            const char *text,
            gsize       n)
{
  TarnMibLexer lexer;
  TarnMibToken token;

  tarn_mib_lexer_init (&lexer, text, n, 0, 1, NULL);
  for (tarn_mib_lexer_next (&lexer, &token); token.kind != TARN_MIB_TOKEN_END;
       tarn_mib_lexer_next (&lexer, &token))
    if (token.kind == TARN_MIB_TOKEN_UPPER || token.kind == TARN_MIB_TOKEN_LOWER)
      {
        g_autofree char *name = g_strndup (text + token.start, token.len);

        need (self, tarn_mib_aliases_lookup (self->compiler->aliases, name));
      }
}

/* "Foo ::= SEQUENCE { fooIndex Integer32 }": what a row is told by needs one column only, and
 * there may be thousands.  NULL: it is none. */
static char *
shorten_sequence (Split                   *self,
                  const TarnMibDefinition *definition)
{
  const char *text = self->text + definition->start;
  gsize n = definition->end - definition->start;
  const char *open = memchr (text, '{', n);
  const char *comma = open != NULL ? memchr (open, ',', text + n - open) : NULL;

  if (comma == NULL || definition->defines != TARN_MIB_DEFINES_NOTHING
      || g_strstr_len (text, open - text, "SEQUENCE") == NULL
      || memchr (open, '(', comma - open) != NULL || memchr (open + 1, '{', comma - open - 1) != NULL)
    return NULL;
  return g_strdup_printf ("%.*s }", (int) (comma - text), text);
}

/* In one line: messages of a parser go by lines. */
static void
append_stub (Split                   *self,
             const TarnMibDefinition *definition)
{
  g_autofree char *text = shorten_sequence (self, definition);

  if (text == NULL)
    text = g_strndup (self->text + definition->start, definition->end - definition->start);
  need_names (self, text, strlen (text));
  g_strdelimit (text, "\n", ' ');
  g_string_append_printf (self->stubs, "%s ", text);
}

static void
need (Split      *self,
      const char *name)
{
  const TarnMibDefinition *definition = g_hash_table_lookup (self->by_name, name);
  g_autofree char *bare = NULL;

  if (definition == NULL || g_hash_table_contains (self->part->stubs, name)
      || (definition->start >= self->start && definition->start < self->end))
    return;

  g_hash_table_insert (self->part->stubs, definition->name, self->part->module->name);
  if (definition->defines == TARN_MIB_DEFINES_TYPE || definition->defines == TARN_MIB_DEFINES_NOTHING
      || definition->is_row)
    {
      append_stub (self, definition);
      return;
    }

  bare = tarn_mib_definition_write_bare (definition, self->compiler->aliases);
  if (definition->parent != NULL)
    need (self, definition->parent);
  if (bare != NULL)
    g_string_append_printf (self->stubs, "%s ", bare);
}

/* Of what stands in the part itself. */
static void
need_own (Split                   *self,
          const TarnMibDefinition *definition)
{
  g_autofree char *text = shorten_sequence (self, definition);

  if (text != NULL)
    tarn_mib_definition_replace (definition, self->text, text);
  need_names (self, self->text + definition->start, definition->end - definition->start);
}

/* The part's own lines keep their numbers. */
/* Returns how much further behind its definitions stand than in the whole module. */
static gssize
write_part (Split             *self,
            TarnMibModuleText *whole)
{
  TarnMibModuleText *module = self->part->module;
  GPtrArray *definitions = module->definitions;
  const TarnMibDefinition *first = definitions->pdata[0];
  const TarnMibDefinition *last = definitions->pdata[definitions->len - 1];
  gsize n_name = strlen (whole->parse_name);
  g_autoptr(GString) out = g_string_new (module->parse_name);
  gssize shift;

  self->start = first->start;
  self->end = last->end;
  for (guint i = 0; i < definitions->len; i++)
    need_own (self, definitions->pdata[i]);

  g_string_append_len (out, self->text + n_name, whole->imports_end - n_name);
  g_string_append_printf (out, " %s", self->stubs->str);
  for (guint line = 1; line < first->out_line; line++)
    g_string_append_c (out, '\n');
  shift = (gssize) out->len - (gssize) self->start;
  g_string_append_len (out, self->text + self->start, self->end - self->start);
  g_string_append (out, "\nEND\n");
  tarn_mib_entry_write (self->compiler, self->part, out->str, out->len);

  module->imports_start = whole->imports_start;
  module->imports_end = whole->imports_end;
  return shift;
}

static void
split (TarnMibCompiler *compiler,
       TarnMibEntry    *whole)
{
  g_autofree char *file = tarn_mib_entry_get_file (compiler, whole);
  g_autoptr(GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree gssize *shifts = g_new0 (gssize, whole->parts->len);
  g_autofree char *text = NULL;
  gsize n;

  if (!g_file_get_contents (file, &text, &n, NULL))
    return;

  for (guint i = 0; i < whole->module->definitions->len; i++)
    {
      TarnMibDefinition *definition = whole->module->definitions->pdata[i];

      if (definition->part != NULL)
        g_hash_table_insert (by_name, definition->name, definition);
    }
  for (guint i = 0; i < whole->parts->len; i++)
    {
      Split self = { compiler, whole->parts->pdata[i], by_name, text, 0, 0, g_string_new (NULL) };
      GHashTableIter iter;
      gpointer name, module;

      self.part->stubs = g_hash_table_new (g_str_hash, g_str_equal);
      if (whole->stubs != NULL)
        {
          g_hash_table_iter_init (&iter, whole->stubs);
          while (g_hash_table_iter_next (&iter, &name, &module))
            g_hash_table_insert (self.part->stubs, name, module);
        }
      shifts[i] = write_part (&self, whole->module);
      g_string_free (self.stubs, TRUE);
    }

  /* Places were the whole module's up to here. */
  for (guint i = 0; i < whole->parts->len; i++)
    {
      TarnMibModuleText *module = ((TarnMibEntry *) whole->parts->pdata[i])->module;

      for (guint k = 0; k < module->definitions->len; k++)
        {
          TarnMibDefinition *definition = module->definitions->pdata[k];

          definition->start += shifts[i];
          definition->end += shifts[i];
        }
    }
}

void
tarn_mib_compiler_write_parts (TarnMibCompiler *self)
{
  GPtrArray *order = g_ptr_array_new ();

  for (guint i = 0; i < self->order->len; i++)
    {
      TarnMibEntry *entry = self->order->pdata[i];

      if (entry->parts == NULL)
        {
          g_ptr_array_add (order, entry);
          continue;
        }
      split (self, entry);
      for (guint k = 0; k < entry->parts->len; k++)
        g_ptr_array_add (order, entry->parts->pdata[k]);
    }

  g_ptr_array_unref (self->order);
  self->order = order;
}
