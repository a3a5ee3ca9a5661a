/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-parse-private.h"

#include "base/tarn-error.h"
#include "mib/tarn-mib-names-private.h"

gboolean
tarn_mib_parser_add_arcs (TarnMibParser  *self,
                          const guint32  *arcs,
                          guint           n_arcs,
                          GError        **error)
{
  if (n_arcs > TARN_NAME_MAX_ORIGINATE - self->n_arcs)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” has more than %d sub-identifiers", self->text, TARN_NAME_MAX_ORIGINATE);
      return FALSE;
    }

  memcpy (self->arcs + self->n_arcs, arcs, n_arcs * sizeof *arcs);
  self->n_arcs += n_arcs;
  return TRUE;
}

gboolean
tarn_mib_parser_read_arc (TarnMibParser  *self,
                          guint32        *arc,
                          GError        **error)
{
  const char *start = self->at;
  guint64 number = 0;

  while (g_ascii_isdigit (*self->at) && number <= G_MAXUINT32)
    number = number * 10 + (guint64) (*self->at++ - '0');

  if (self->at == start || number > G_MAXUINT32)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   self->at == start ? "“%s”: a number is missing"
                                     : "“%s”: a number of an OID is at most 4294967295",
                   self->text);
      return FALSE;
    }

  *arc = (guint32) number;
  return TRUE;
}

/* Letters, digits, hyphens; underscores, which some modules have, too. */
static gsize
label_len (const char *text)
{
  gsize n = 0;

  if (!g_ascii_isalpha (text[0]))
    return 0;
  while (g_ascii_isalnum (text[n]) || text[n] == '-' || text[n] == '_')
    n++;

  return n;
}

/* Takes the OID of @id as the arcs read so far. */
static void
go_to (TarnMibParser *self,
       guint32        id)
{
  TarnMibImage *image = tarn_mib_get_image (self->mib);
  TarnName name;
  gsize n_octets;

  tarn_mib_image_get_name (image, id, &name);
  self->n_arcs = tarn_name_get_arcs (tarn_name_span (&name), self->arcs);
  self->id = id;

  /* One of the roots is a single arc, though its name is n.0. */
  tarn_mib_image_find_nearest (image, tarn_name_span (&name), &n_octets);
  if (n_octets == 0 && self->n_arcs == 2)
    self->n_arcs = 1;
}

/* Looks whether something stands at the arcs read so far.  A single arc has no OID, and its
 * children are found without it. */
static void
locate (TarnMibParser *self)
{
  TarnName name;
  gsize n_octets;

  self->id = TARN_MIB_NONE;
  if (self->mib == NULL || !tarn_name_from_arcs (&name, self->arcs, self->n_arcs))
    return;

  self->id = tarn_mib_image_find_nearest (tarn_mib_get_image (self->mib), tarn_name_span (&name),
                                          &n_octets);
  if (n_octets < name.len)
    self->id = TARN_MIB_NONE;
}

/* "iso" and the others by themselves: one arc. */
static gboolean
take_root (TarnMibParser *self,
           const char    *label)
{
  for (guint32 i = 0; i < TARN_MIB_N_ROOTS; i++)
    if (strcmp (label, tarn_mib_root_words[i]) == 0)
      {
        self->arcs[0] = i;
        self->n_arcs = 1;
        self->id = TARN_MIB_NONE;
        return TRUE;
      }

  return FALSE;
}

static gboolean
refuse_label (TarnMibParser  *self,
              const char     *module,
              const char     *label,
              GError        **error)
{
  TarnMibImage *image = tarn_mib_get_image (self->mib);
  g_autofree char *near = tarn_mib_suggest_names (image, label);

  if (module == NULL)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "No MIB module that is loaded defines “%s”%s", label, near);
    }
  else if (!tarn_mib_has_module (self->mib, module))
    {
      g_autofree char *modules = tarn_mib_suggest_modules (image, module);

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "There is no MIB module “%s”%s: tarn mib list shows those that there are",
                   module, modules);
    }
  else
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "The MIB module %s does not define “%s”%s", module, label, near);
    }

  return FALSE;
}

/* The first label, which may stand anywhere in the tree. */
static gboolean
read_first_label (TarnMibParser  *self,
                  const char     *module,
                  GError        **error)
{
  gsize len = label_len (self->at);
  g_autofree char *label = g_strndup (self->at, len);
  guint32 id;

  if (len == 0)
    {
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s”: a name should follow behind “%s::”", self->text, module);
      return FALSE;
    }
  if (self->mib == NULL)
    {
      if (module == NULL && take_root (self, label))
        {
          self->at += len;
          return TRUE;
        }
      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s” is a name, and no MIB modules are loaded: write numbers with dots "
                   "between them, such as 1.3.6.1.2.1.1", self->text);
      return FALSE;
    }

  id = tarn_mib_image_find_symbol (tarn_mib_get_image (self->mib), module, label);
  if (module == NULL && take_root (self, label))
    id = TARN_MIB_NONE;
  else if (id != TARN_MIB_NONE)
    go_to (self, id);
  else
    return refuse_label (self, module, label, error);

  self->at += len;
  return TRUE;
}

/* What is called @label and stands one arc below those read so far, in whatever module. */
static guint32
find_child (TarnMibParser *self,
            const char    *label)
{
  TarnMibImage *image = tarn_mib_get_image (self->mib);
  TarnMibObject object;

  for (guint n = tarn_mib_image_seek_name (image, label); ; n++)
    {
      guint32 id = tarn_mib_image_get_nth_name (image, n);
      guint32 arcs[TARN_NAME_MAX_ARCS];
      TarnName name;

      if (!tarn_mib_image_get_object (image, id, &object) || strcmp (object.name, label) != 0)
        return TARN_MIB_NONE;

      tarn_mib_image_get_name (image, id, &name);
      if (tarn_name_get_arcs (tarn_name_span (&name), arcs) == self->n_arcs + 1
          && memcmp (arcs, self->arcs, self->n_arcs * sizeof *arcs) == 0)
        return id;
    }
}

/* A label behind others. */
static gboolean
read_child_label (TarnMibParser  *self,
                  GError        **error)
{
  gsize len = label_len (self->at);
  g_autofree char *label = g_strndup (self->at, len);
  guint32 child = TARN_MIB_NONE;

  if (self->n_arcs == 0)
    return read_first_label (self, NULL, error);

  if (self->mib != NULL)
    child = find_child (self, label);
  if (child == TARN_MIB_NONE)
    {
      g_autofree char *before = g_utf8_make_valid (self->start, self->at - self->start - 1);

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                   "“%s”: nothing below “%s” is called “%s”", self->text, before, label);
      return FALSE;
    }

  go_to (self, child);
  self->at += len;
  return TRUE;
}

static gboolean
is_column (TarnMibParser *self)
{
  TarnMibObject object;

  return self->mib != NULL
         && tarn_mib_image_get_object (tarn_mib_get_image (self->mib), self->id, &object)
         && object.kind == TARN_MIB_KIND_COLUMN;
}

/* What follows the first label or number, if any. */
static gboolean
read_more (TarnMibParser  *self,
           GError        **error)
{
  while (*self->at != '\0')
    {
      guint32 arc;

      if (is_column (self))
        return tarn_mib_parser_read_index (self, error);

      if (*self->at++ != '.' || *self->at == '\0')
        {
          g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                       "“%s”: a dot and a name or a number should follow behind %" G_GSIZE_FORMAT
                       " letters", self->text, (gsize) (self->at - self->start - 1));
          return FALSE;
        }

      if (g_ascii_isalpha (*self->at))
        {
          if (!read_child_label (self, error))
            return FALSE;
          continue;
        }
      if (!tarn_mib_parser_read_arc (self, &arc, error)
          || !tarn_mib_parser_add_arcs (self, &arc, 1, error))
        return FALSE;
      locate (self);
    }

  return TRUE;
}

/* "IF-MIB::" or "IF-MIB:", as net-snmp takes it, too; NULL: no module. */
static char *
read_module (TarnMibParser *self)
{
  gsize len = strcspn (self->at, ":.\"'[");
  char *module;

  if (self->at[len] != ':')
    return NULL;

  module = g_utf8_make_valid (self->at, (gssize) len);
  self->at += len + 1;
  if (*self->at == ':')
    self->at++;
  return module;
}

static gboolean
parse (TarnMibParser  *self,
       GError        **error)
{
  g_autofree char *module = NULL;
  guint32 arc;

  /* By a dot in front or a number the path begins at the root. */
  if (*self->at == '.')
    {
      self->at++;
      if (g_ascii_isalpha (*self->at) && !read_child_label (self, error))
        return FALSE;
    }
  else if (g_ascii_isalpha (*self->at))
    {
      module = read_module (self);
      if (!read_first_label (self, module, error))
        return FALSE;
    }

  if (self->n_arcs == 0)
    {
      if (!tarn_mib_parser_read_arc (self, &arc, error)
          || !tarn_mib_parser_add_arcs (self, &arc, 1, error))
        return FALSE;
      locate (self);
    }

  return read_more (self, error);
}

static gboolean
is_numeric (const char *text)
{
  return text[strspn (text, ".0123456789")] == '\0';
}

static TarnOid *
make_oid (TarnMibParser  *self,
          GError        **error)
{
  /* A single arc is n.0 (P-OID-11). */
  if (self->n_arcs == 1)
    self->arcs[self->n_arcs++] = 0;

  return tarn_oid_new_arcs (self->arcs, self->n_arcs, error);
}

/**
 * tarn_mib_parse_oid:
 * @self: (nullable): a tree; without one only numbers are understood
 * @text: an OID in any spelling of net-snmp's: `.1.3.6.1.2.1.1.1.0`, `.iso.org.dod`,
 *   `IF-MIB::ifDescr.3`, `ifDescr.3`, `interfaces.ifNumber.0`, with strings of an index in
 *   quotes or all of it in brackets
 * @error: return location for an error
 *
 * In an index `"abc"` is a string as the INDEX clause asks for it, with its length in front
 * or without; `'abc'` is one without its length; enumerations may be labels; an
 * InetAddress behind its type may be written as usual.  An index may end early: then the
 * OID is where such rows begin.
 *
 * Returns: (transfer full): the OID, or %NULL with %TARN_ERROR_INVALID, which says what is
 *   not known and what is called much like it
 */
TarnOid *
tarn_mib_parse_oid (TarnMib     *self,
                    const char  *text,
                    GError     **error)
{
  TarnMibParser parser = { self, text, text, text, TARN_MIB_NONE };
  g_autofree char *valid = NULL;

  g_return_val_if_fail (self == NULL || TARN_IS_MIB (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (is_numeric (text))
    return tarn_oid_new (text, error);
  if (!g_utf8_validate (text, -1, NULL))
    parser.text = valid = g_utf8_make_valid (text, -1);

  return parse (&parser, error) ? make_oid (&parser, error) : NULL;
}

/**
 * tarn_mib_parse_root:
 * @self: (nullable): a tree; without one only numbers are understood
 * @text: where to walk, as for tarn_mib_parse_oid(), or "." for all
 * @after: (out) (transfer full) (nullable): names greater than this are meant;
 *   %NULL is the beginning
 * @before: (out) (transfer full) (nullable): and smaller than this; %NULL is the
 *   end of all names
 * @error: return location for an error
 *
 * tarn_oid_parse_root() for names, too: "iso" is all of it.
 *
 * Returns: %TRUE, or %FALSE with %TARN_ERROR_INVALID
 */
gboolean
tarn_mib_parse_root (TarnMib     *self,
                     const char  *text,
                     TarnOid    **after,
                     TarnOid    **before,
                     GError     **error)
{
  TarnMibParser parser = { self, text, text, text, TARN_MIB_NONE };

  g_return_val_if_fail (self == NULL || TARN_IS_MIB (self), FALSE);
  g_return_val_if_fail (text != NULL && after != NULL && before != NULL, FALSE);

  *after = *before = NULL;
  if (is_numeric (text))
    return tarn_oid_parse_root (text, after, before, error);
  if (parse (&parser, NULL) && parser.n_arcs == 1)
    {
      char root[] = { '.', (char) ('0' + parser.arcs[0]), '\0' };

      return tarn_oid_parse_root (root, after, before, error);
    }

  *after = tarn_mib_parse_oid (self, text, error);
  if (*after == NULL)
    return FALSE;

  *before = tarn_oid_dup_end (*after);
  return TRUE;
}
