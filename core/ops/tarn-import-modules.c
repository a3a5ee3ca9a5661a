/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-import-modules.h"

#include "ops/tarn-format-private.h"

/* The record of the store: octets of all lines, each with its LF. */
#define KEY        "modules"
#define MAX_OCTETS (256 * 1024)

void
tarn_import_modules_clear (TarnImportModules *self)
{
  g_clear_pointer (&self->lines, g_byte_array_unref);
  g_clear_pointer (&self->known, g_hash_table_unref);
}

static void
append (TarnImportModules *self,
        TarnSpan           line)
{
  g_byte_array_append (self->lines, line.data, (guint) line.len);
  g_byte_array_append (self->lines, (const guint8 *) "\n", 1);
  g_hash_table_add (self->known, g_bytes_new (line.data, line.len));
}

/* Borrowed from @record. */
static TarnSpan
get_lines (GVariant *record)
{
  gsize n;
  gconstpointer octets;

  if (record == NULL || !g_variant_is_of_type (record, G_VARIANT_TYPE_BYTESTRING))
    return tarn_span (NULL, 0);

  octets = g_variant_get_fixed_array (record, &n, 1);
  return tarn_span (octets, n);
}

/* Takes the first line of *@lines off; FALSE if there is none. */
static gboolean
take_line (TarnSpan *lines,
           TarnSpan *line)
{
  const guint8 *newline = lines->len > 0 ? memchr (lines->data, '\n', lines->len) : NULL;

  if (newline == NULL)
    return FALSE;

  *line = tarn_span (lines->data, (gsize) (newline - lines->data));
  *lines = tarn_span (newline + 1, lines->len - line->len - 1);
  return TRUE;
}

static void
load (TarnImportModules *self,
      TarnStore         *store)
{
  g_autoptr(GVariant) record = tarn_store_dup_meta (store, KEY);
  TarnSpan lines = get_lines (record), line;

  self->lines = g_byte_array_new ();
  self->known = g_hash_table_new_full (g_bytes_hash, g_bytes_equal,
                                       (GDestroyNotify) g_bytes_unref, NULL);
  while (take_line (&lines, &line))
    append (self, line);
  self->n_old = self->lines->len;
}

gboolean
tarn_import_modules_add (TarnImportModules *self,
                         TarnStore         *store,
                         TarnSpan           line)
{
  g_autoptr(GBytes) key = g_bytes_new (line.data, line.len);

  if (self->lines == NULL)
    load (self, store);
  if (g_hash_table_contains (self->known, key))
    return TRUE;
  if (self->lines->len + line.len >= MAX_OCTETS)
    return FALSE;

  append (self, line);
  return TRUE;
}

gboolean
tarn_import_modules_save (TarnImportModules *self,
                          TarnBatch         *batch)
{
  if (self->lines == NULL || self->lines->len == self->n_old)
    return FALSE;

  tarn_batch_set_meta (batch, KEY,
                       g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->lines->data,
                                                  self->lines->len, 1));
  self->n_old = self->lines->len;
  return TRUE;
}

/**
 * tarn_format_begin: (skip)
 * @format: how
 * @store: (nullable): whose varbinds will follow, if they are of a store
 * @text: what to append to
 *
 * Appends what stands before the first record: in a snmprec file, as comments, the lines
 * that an import kept since a module of snmpsim would make up their value; in CSV, the
 * headings.
 */
void
tarn_format_begin (TarnFormat  format,
                   TarnStore  *store,
                   GString    *text)
{
  g_autoptr(GVariant) record = NULL;
  TarnSpan lines, line;

  g_return_if_fail (store == NULL || TARN_IS_STORE (store));
  g_return_if_fail (text != NULL);

  if (format == TARN_FORMAT_CSV)
    tarn_format_csv_header (text);
  if (format != TARN_FORMAT_SNMPREC || store == NULL)
    return;

  record = tarn_store_dup_meta (store, KEY);
  lines = get_lines (record);
  while (take_line (&lines, &line))
    {
      g_string_append (text, TARN_SNMPREC_MODULE_PREFIX);
      g_string_append_len (text, (const char *) line.data, (gssize) line.len);
      g_string_append_c (text, '\n');
    }
}
