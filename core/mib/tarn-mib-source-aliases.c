/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-source-private.h"

#include <string.h>

#define PREFIX "zTarnAlias"    /* behind a z or a Z */

struct _TarnMibAliases
{
  GHashTable   *by_name;
  GHashTable   *by_alias;
  GStringChunk *chunk;
};

TarnMibAliases *
tarn_mib_aliases_new (void)
{
  TarnMibAliases *self = g_new (TarnMibAliases, 1);

  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->by_alias = g_hash_table_new (g_str_hash, g_str_equal);
  self->chunk = g_string_chunk_new (1024);
  return self;
}

void
tarn_mib_aliases_free (TarnMibAliases *self)
{
  g_hash_table_unref (self->by_name);
  g_hash_table_unref (self->by_alias);
  g_string_chunk_free (self->chunk);
  g_free (self);
}

/* @name lives as long as @self. */
static const char *
make_alias (TarnMibAliases *self,
            const char     *name)
{
  char buffer[32];
  const char *alias;

  g_snprintf (buffer, sizeof buffer, "z" PREFIX "%u", g_hash_table_size (self->by_alias));
  alias = g_string_chunk_insert (self->chunk, buffer);
  g_hash_table_insert (self->by_alias, (gpointer) alias, (gpointer) name);
  return alias;
}

const char *
tarn_mib_aliases_add (TarnMibAliases *self,
                      const char     *name,
                      gssize          len)
{
  g_autofree char *key = g_strndup (name, len < 0 ? strlen (name) : (gsize) len);
  const char *alias = g_hash_table_lookup (self->by_name, key);

  if (alias != NULL)
    return alias;

  name = g_string_chunk_insert (self->chunk, key);
  alias = make_alias (self, name);
  g_hash_table_insert (self->by_name, (gpointer) name, (gpointer) alias);
  return alias;
}

char *
tarn_mib_aliases_add_module (TarnMibAliases *self,
                             const char     *name)
{
  char *alias = g_strdup (make_alias (self, g_string_chunk_insert (self->chunk, name)));

  alias[0] = 'Z';
  return alias;
}

const char *
tarn_mib_aliases_lookup (TarnMibAliases *self,
                         const char     *alias)
{
  char key[32];
  const char *name;

  if (alias == NULL || (alias[0] != 'z' && alias[0] != 'Z'))
    return alias;
  g_snprintf (key, sizeof key, "z%s", alias + 1);
  name = g_hash_table_lookup (self->by_alias, key);
  return name != NULL ? name : alias;
}

const char *
tarn_mib_aliases_get_symbol (TarnMibAliases *self,
                             const char     *name)
{
  const char *alias = g_hash_table_lookup (self->by_name, name);

  return alias != NULL ? alias : name;
}

char *
tarn_mib_aliases_get_module (TarnMibAliases *self,
                             const char     *name)
{
  gsize n = strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");
  char *alias;

  if (g_ascii_isupper (name[0]) && n <= TARN_MIB_MAX_NAME && name[n] == '\0' && name[n - 1] != '-')
    return g_strdup (name);
  alias = g_strdup (tarn_mib_aliases_add (self, name, -1));
  alias[0] = 'Z';
  return alias;
}

char *
tarn_mib_aliases_expand (TarnMibAliases *self,
                         const char     *text)
{
  GString *out = g_string_new (NULL);
  const char *alias;

  while ((alias = strstr (text, PREFIX)) != NULL)
    {
      g_autofree char *key = NULL;
      const char *begin = alias > text ? alias - 1 : alias;
      gsize len = strlen (PREFIX) + (alias - begin);

      len += strspn (begin + len, "0123456789");
      key = g_strndup (begin, len);
      g_string_append_len (out, text, begin - text);
      g_string_append (out, tarn_mib_aliases_lookup (self, key));
      text = begin + len;
    }

  g_string_append (out, text);
  return g_string_free (out, FALSE);
}
