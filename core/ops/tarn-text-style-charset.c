/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Text that is not UTF-8: no module says so, the person who knows the device does.
 */
#include "ops/tarn-text-style-private.h"

#include "base/tarn-error.h"

static void
charset_clear (gpointer data)
{
  TarnCharset *self = data;

  g_clear_pointer (&self->root, tarn_oid_unref);
  g_free (self->charset);
}

/* Both ways.  What follows a / would ask for text to be changed where it does not fit, and of
 * a name with other characters iconv() leaves those away. */
static gboolean
is_charset (const char *charset)
{
  g_autofree char *there = NULL;
  g_autofree char *back = NULL;

  if (charset[0] == '\0'
      || strspn (charset, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.:+()") < strlen (charset))
    return FALSE;

  there = g_convert ("a", 1, charset, "UTF-8", NULL, NULL, NULL);
  back = g_convert ("", 0, "UTF-8", charset, NULL, NULL, NULL);
  return there != NULL && back != NULL;
}

/**
 * tarn_text_style_set_charset:
 * @self: a style that nobody uses yet
 * @root: (nullable): the OID of an object, or of what is above several; %NULL for all
 * @charset: what their text is written in, as iconv(1) calls it: `ISO-8859-1`
 * @error: return location for a #GError
 *
 * Adds to what was set before: of several roots the nearest one counts, and of the same the
 * last.  With @root, all octets below it are text but those that a module says are an address
 * or the like; without, those that a module says are text.
 *
 * Returns: whether there is such a charset; else %FALSE with %TARN_ERROR_INVALID
 */
gboolean
tarn_text_style_set_charset (TarnTextStyle  *self,
                             const TarnOid  *root,
                             const char     *charset,
                             GError        **error)
{
  TarnCharset added = { NULL };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (charset != NULL, FALSE);

  if (!is_charset (charset))
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "there is no charset “%s”: iconv -l tells which there are", charset);
      return FALSE;
    }

  if (self->charsets == NULL)
    {
      self->charsets = g_array_new (FALSE, FALSE, sizeof (TarnCharset));
      g_array_set_clear_func (self->charsets, charset_clear);
    }
  added.root = root != NULL ? tarn_oid_ref ((TarnOid *) root) : NULL;
  added.charset = g_strdup (charset);
  g_array_append_val (self->charsets, added);
  return TRUE;
}

const char *
tarn_text_style_find_charset (TarnTextStyle       *self,
                              TarnSpan             name,
                              const TarnMibSyntax *syntax)
{
  const char *found = NULL;
  gsize nearest = 0;   /* octets of the root */

  if (self->charsets == NULL || (syntax != NULL && syntax->base != TARN_MIB_BASE_OCTETS
                                  && syntax->base != TARN_MIB_BASE_NONE))
    return NULL;

  for (guint i = 0; i < self->charsets->len; i++)
    {
      const TarnCharset *charset = &g_array_index (self->charsets, TarnCharset, i);
      TarnSpan root = charset->root != NULL ? tarn_oid_span (charset->root)
                                            : tarn_span (NULL, 0);
      gboolean covers = charset->root != NULL
                          ? tarn_name_has_prefix (name, root)
                          : syntax != NULL && tarn_mib_syntax_is_text (syntax);

      if (covers && root.len >= nearest)
        {
          found = charset->charset;
          nearest = root.len;
        }
    }

  return found;
}

/**
 * tarn_text_style_get_charset:
 * @self: a style
 * @oid: the OID of a varbind
 *
 * For tarn_mib_node_parse_value(), which has to write what this style reads.
 *
 * Returns: (nullable): what the text of @oid is written in, %NULL for UTF-8
 */
const char *
tarn_text_style_get_charset (TarnTextStyle *self,
                             const TarnOid *oid)
{
  TarnMibValueContext context;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  tarn_text_style_find_object (self, tarn_oid_span (oid), &context);
  return context.charset;
}
