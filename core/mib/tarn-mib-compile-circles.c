/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"

#include <string.h>

/* Modules that import each other cannot be read one after the other.  Where the circle is
 * cut, the module that is read first gets what it needs of the other one as definitions of
 * its own: types as they are, anything else as an OID. */

#define MAX_DEPTH 64

typedef struct
{
  TarnMibCompiler *compiler;
  TarnMibEntry    *entry;
  GString         *text;
} Cut;

static TarnMibDefinition *
find_definition (TarnMibEntry *entry,
                 const char   *name)
{
  for (guint i = 0; i < entry->module->definitions->len; i++)
    {
      TarnMibDefinition *definition = entry->module->definitions->pdata[i];

      if (!definition->is_cut && strcmp (definition->name, name) == 0)
        return definition;
    }

  return NULL;
}

/* In one line: messages of a parser go by lines. */
static void
append_type (Cut                     *self,
             TarnMibEntry            *from,
             const TarnMibDefinition *definition)
{
  g_autofree char *file = tarn_mib_entry_get_file (self->compiler, from);
  g_autofree char *text = NULL;
  gsize n;

  if (!g_file_get_contents (file, &text, &n, NULL) || definition->end > n)
    return;
  for (guint32 i = definition->start; i < definition->end; i++)
    g_string_append_c (self->text, text[i] != '\n' ? text[i] : ' ');
  g_string_append_c (self->text, ' ');
}

static void
add_import (Cut          *self,
            const char   *symbol,
            TarnMibEntry *from)
{
  TarnMibImport *import = g_new0 (TarnMibImport, 1);

  import->name = g_strdup (symbol);
  import->module = g_strdup (from->module->name);
  import->line = self->entry->module->line;
  import->column = 1;
  import->part = tarn_mib_entry_find (from, symbol) != NULL
                 ? tarn_mib_entry_find (from, symbol)->part : NULL;
  g_ptr_array_add (self->entry->module->imports, import);
}

/* Sees to it that @symbol, which @from knows, is known in the module. */
static void
need (Cut          *self,
      TarnMibEntry *from,
      const char   *symbol,
      guint         depth)
{
  const TarnMibDefinition *definition;
  const TarnMibImport *import;

  if (depth == MAX_DEPTH || tarn_mib_entry_find (self->entry, symbol) != NULL
      || g_hash_table_contains (self->entry->stubs, symbol)
      || tarn_mib_entry_find_import (self->entry, symbol) != NULL)
    return;

  definition = find_definition (from, symbol);
  if (definition == NULL)
    {
      import = tarn_mib_entry_find_import (from, symbol);
      from = import != NULL ? tarn_mib_compiler_find (self->compiler, import->module) : NULL;
      if (from == NULL)
        return;
      if (from->position >= self->entry->position)
        need (self, from, symbol, depth + 1);
      else
        add_import (self, symbol, from);
      return;
    }

  g_hash_table_insert (self->entry->stubs, definition->name, from->module->name);
  if (definition->defines == TARN_MIB_DEFINES_TYPE)
    {
      if (definition->type != NULL)
        need (self, from, definition->type, depth + 1);
      append_type (self, from, definition);
    }
  else if (definition->value != NULL)
    {
      if (definition->parent != NULL)
        need (self, from, definition->parent, depth + 1);
      g_string_append_printf (self->text, "%s OBJECT IDENTIFIER ::= { %s } ",
                              tarn_mib_aliases_get_symbol (self->compiler->aliases, symbol),
                              definition->value);
    }
}

static void
cut (TarnMibCompiler *compiler,
     TarnMibEntry    *entry)
{
  g_autoptr(GPtrArray) back = g_ptr_array_new ();
  GPtrArray *imports = entry->module->imports;
  Cut self = { compiler, entry, NULL };
  guint kept = 0;

  for (guint i = 0; i < imports->len; i++)
    {
      TarnMibImport *import = imports->pdata[i];
      TarnMibEntry *from = tarn_mib_compiler_find (compiler, import->module);

      if (from != NULL && from->position > entry->position)
        {
          g_ptr_array_add (back, from);
          g_ptr_array_add (back, g_strdup (import->name));
          tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_NOTE, import->line,
                                  import->column, "%s is imported in a circle: %s needs %s, too",
                                  import->name, import->module, entry->module->name);
          continue;
        }
      imports->pdata[i] = imports->pdata[kept];
      imports->pdata[kept++] = import;
    }
  if (back->len == 0)
    return;

  g_ptr_array_set_size (imports, kept);
  self.text = g_string_new (NULL);
  entry->stubs = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < back->len; i += 2)
    {
      g_autofree char *symbol = back->pdata[i + 1];

      need (&self, back->pdata[i], symbol, 0);
    }
  tarn_mib_entry_write_imports (compiler, entry, self.text->str);
  g_string_free (self.text, TRUE);
}

/* What @definition of *@at is made of, and the module that defines it. */
static const TarnMibDefinition *
find_base (TarnMibCompiler         *compiler,
           TarnMibEntry           **at,
           const TarnMibDefinition *definition)
{
  const char *type = tarn_mib_aliases_lookup (compiler->aliases, definition->type);
  const TarnMibDefinition *base;
  const TarnMibImport *import;

  if (type == NULL || definition->defines != TARN_MIB_DEFINES_TYPE)
    return NULL;
  base = tarn_mib_entry_find (*at, type);
  if (base != NULL)
    return base;
  import = tarn_mib_entry_find_import (*at, type);
  *at = import != NULL ? tarn_mib_compiler_find (compiler, import->module) : NULL;
  return *at != NULL ? tarn_mib_entry_find (*at, type) : NULL;
}

/* A type that is made of itself by way of other modules: parsers do not come back from it. */
static void
cut_type_circles (TarnMibCompiler *compiler,
                  TarnMibEntry    *entry)
{
  for (guint i = 0; i < entry->module->definitions->len; i++)
    {
      TarnMibDefinition *definition = entry->module->definitions->pdata[i];
      const TarnMibDefinition *base = definition;
      g_autofree char *file = NULL;
      g_autofree char *text = NULL;
      TarnMibEntry *at = entry;
      guint depth = 0;
      gsize n;

      if (definition->is_cut)
        continue;
      do
        base = find_base (compiler, &at, base);
      while (base != NULL && base != definition && depth++ < MAX_DEPTH);
      if (base != definition)
        continue;

      definition->is_cut = TRUE;
      tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_LOST, definition->line,
                              definition->column, "%.80s: it is defined by itself, in a circle "
                              "through other modules", definition->name);
      file = tarn_mib_entry_get_file (compiler, entry);
      if (!g_file_get_contents (file, &text, &n, NULL) || definition->end > n)
        continue;
      tarn_mib_definition_replace (definition, text, NULL);
      tarn_mib_entry_write (compiler, entry, text, n);
    }
}

void
tarn_mib_compiler_cut_circles (TarnMibCompiler *self)
{
  for (guint i = 0; i < self->order->len; i++)
    cut_type_circles (self, self->order->pdata[i]);
  for (guint i = 0; i < self->order->len; i++)
    cut (self, self->order->pdata[i]);
}
