/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-import-names.h"

#include "base/tarn-error.h"
#include "mib/tarn-mib-private.h"
#include "ops/tarn-import-symbols.h"

void
tarn_import_names_init (TarnImportNames *self,
                        TarnMib         *mib)
{
  memset (self, 0, sizeof *self);
  self->mib = mib;
  self->text = g_string_new (NULL);
  self->said = TARN_MIB_NONE;
  tarn_mib_cursor_init (&self->cursor, mib != NULL ? tarn_mib_get_image (mib) : NULL,
                        TARN_MIB_NAME_MODULE);
}

void
tarn_import_names_clear (TarnImportNames *self)
{
  tarn_mib_cursor_clear (&self->cursor);
  g_string_free (g_steal_pointer (&self->text), TRUE);
}

void
tarn_import_names_drop_object (TarnImportNames *self)
{
  self->has_syntax = FALSE;
  self->by_label = FALSE;
  self->units = NULL;
}

static gboolean
ends_label (TarnSpan text,
            gsize    at)
{
  return at == text.len || text.data[at] == '.' || text.data[at] == '[';
}

/* Whether @label is one of the labels of @text. */
static gboolean
has_label (TarnSpan    text,
           const char *label)
{
  gsize len = strlen (label);
  gboolean begins = TRUE;

  for (gsize at = 0; at + len <= text.len; at++)
    {
      if (begins && ends_label (text, at + len) && memcmp (text.data + at, label, len) == 0)
        return TRUE;
      begins = text.data[at] == '.' || text.data[at] == ':';
    }

  return FALSE;
}

void
tarn_import_names_find_object (TarnImportNames *self,
                               TarnSpan         text,
                               TarnSpan         name)
{
  TarnMibImage *image = self->cursor.image;
  TarnMibObject object, said;

  tarn_import_names_drop_object (self);
  if (!tarn_mib_cursor_find (&self->cursor, name)
      || !tarn_mib_image_get_object (image, self->cursor.id, &object))
    return;

  self->has_syntax = self->cursor.has_syntax;
  self->syntax = self->cursor.syntax;
  self->units = self->cursor.units;
  self->by_label = has_label (text, object.name);

  /* Modules of different age show an object differently. */
  if (tarn_mib_image_get_object (image, self->said, &said) && said.position == object.position)
    {
      self->has_syntax = tarn_mib_image_get_syntax (image, self->said, &self->syntax);
      self->units = said.units;
      self->by_label = TRUE;
    }
  /* sysUpTimeInstance is a node of its own below the scalar. */
  if (!self->has_syntax)
    self->has_syntax = tarn_mib_image_get_syntax (image, tarn_mib_image_get_parent (image,
                                                                                    object.id),
                                                  &self->syntax);
  self->has_syntax = self->has_syntax && self->syntax.base != TARN_MIB_BASE_NONE;
}

/* FALSE, with @error, where no module has it. */
static gboolean
resolve (TarnImportNames  *self,
         TarnSpan          text,
         TarnName         *name,
         GError          **error)
{
  g_autoptr(TarnOid) oid = NULL;

  if (text.len == 0 || memchr (text.data, '\0', text.len) != NULL)
    {
      g_set_error_literal (error, TARN_ERROR, TARN_ERROR_INVALID, "this is no name");
      return FALSE;
    }

  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, (const char *) text.data, (gssize) text.len);
  oid = tarn_mib_parse_oid (self->mib, self->text->str, error);
  if (oid != NULL)
    tarn_name_set (name, tarn_oid_span (oid));
  return oid != NULL;
}

gboolean
tarn_import_names_knows (TarnImportNames *self,
                         TarnSpan         word)
{
  TarnName name;

  return self->mib != NULL && resolve (self, word, &name, NULL);
}

/* The first label of @text, as C has it. */
static const char *
get_label (TarnImportNames *self,
           TarnSpan         text)
{
  gsize len = 0;

  while (!ends_label (text, len))
    len++;
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, (const char *) text.data, (gssize) len);

  return self->text->str;
}

/* Whether modules mean different objects by the label at the beginning of @text. */
static gboolean
is_ambiguous (TarnImportNames *self,
              TarnSpan         text)
{
  const char *label = get_label (self, text);
  TarnMibImage *image = self->cursor.image;
  guint first = tarn_mib_image_seek_name (image, label);
  TarnMibObject object;
  guint32 position = 0;

  for (guint n = first; ; n++)
    {
      if (!tarn_mib_image_get_object (image, tarn_mib_image_get_nth_name (image, n), &object)
          || strcmp (object.name, label) != 0)
        return FALSE;
      if (n > first && object.position != position)
        return TRUE;
      position = object.position;
    }
}

/* Behind a leading dot or the name of a module. */
static TarnSpan
skip_module (TarnSpan text)
{
  gsize n = 0;

  if (text.len > 0 && text.data[0] == '.')
    return tarn_span (text.data + 1, text.len - 1);

  while (n < text.len && (g_ascii_isalnum (text.data[n]) || strchr ("-_", text.data[n]) != NULL)
         && text.data[n] != '\0')
    n++;
  if (n == 0 || n + 2 >= text.len || text.data[n] != ':' || text.data[n + 1] != ':')
    return text;
  return tarn_span (text.data + n + 2, text.len - n - 2);
}

/* FALSE as of tarn_import_parse_quoted(). */
static gboolean
parse_known (TarnImportNames  *self,
             TarnSnmprecLine  *line,
             TarnSpan          text,
             TarnName         *name,
             GError          **error)
{
  TarnSpan labels = skip_module (text);
  gsize n_before = (gsize) (labels.data - text.data);

  if (n_before == 0 && is_ambiguous (self, labels))
    tarn_snmprec_remark (line, "MIB modules mean different objects by this name");
  if (n_before > 2)
    {
      g_autofree char *module = g_strndup ((const char *) text.data, n_before - 2);

      self->said = tarn_mib_image_find_symbol (self->cursor.image, module,
                                               get_label (self, labels));
    }

  return tarn_import_has_quote (text) ? tarn_import_parse_quoted (self, line, text, name, error)
                                      : resolve (self, text, name, error);
}

/* The module is not there, but others have the name. */
static gboolean
parse_elsewhere (TarnImportNames *self,
                 TarnSnmprecLine *line,
                 TarnSpan         labels,
                 TarnName        *name)
{
  g_autoptr(GError) error = NULL;

  if (is_ambiguous (self, labels) || !parse_known (self, line, labels, name, &error))
    return FALSE;

  tarn_snmprec_remark (line, "its MIB module is not there, and another one has the name");
  return TRUE;
}

static gboolean
parse_by_modules (TarnImportNames *self,
                  TarnSnmprecLine *line,
                  TarnSpan         text,
                  TarnSpan         labels,
                  TarnName        *name)
{
  g_autoptr(GError) error = NULL;

  if (parse_known (self, line, text, name, &error))
    return TRUE;
  /* It is known, but not whose index it is. */
  if (error == NULL)
    return FALSE;

  /* What is built in may be of a module that is not there. */
  if (tarn_import_parse_symbols (line, labels, name))
    {
      g_string_truncate (line->remarks, 0);
      return TRUE;
    }
  g_string_truncate (line->remarks, 0);
  if (labels.data > text.data + 2 && parse_elsewhere (self, line, labels, name))
    return TRUE;

  return tarn_snmprec_refuse (line, error->message);
}

gboolean
tarn_import_parse_name (TarnImportNames *self,
                        TarnSnmprecLine *line,
                        TarnSpan         text,
                        TarnName        *name)
{
  TarnSpan labels = skip_module (text);

  self->said = TARN_MIB_NONE;
  if (labels.len == 0 || !g_ascii_isalpha (labels.data[0]))
    return tarn_snmprec_parse_oid (line, text, name);

  return self->mib != NULL ? parse_by_modules (self, line, text, labels, name)
                           : tarn_import_parse_symbols (line, labels, name);
}
