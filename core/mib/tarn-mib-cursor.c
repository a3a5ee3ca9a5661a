/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-cursor.h"

#include "base/tarn-number.h"
#include "mib/tarn-mib-image-private.h"
#include "mib/tarn-mib-names-private.h"
#include "mib/tarn-mib-private.h"

const char *const tarn_mib_root_words[TARN_MIB_N_ROOTS] = { "ccitt", "iso", "joint-iso-ccitt" };

void
tarn_mib_cursor_init (TarnMibCursor    *self,
                      TarnMibImage     *image,
                      TarnMibNameFlags  flags)
{
  memset (self, 0, sizeof *self);
  self->image = image;
  self->flags = flags;
  self->id = TARN_MIB_NONE;
  self->row = TARN_MIB_NONE;
  self->head = g_string_new (NULL);
}

void
tarn_mib_cursor_clear (TarnMibCursor *self)
{
  if (self->head != NULL)
    g_string_free (self->head, TRUE);
  self->head = NULL;
}

/* Labels, and numbers where an arc on the way has none; as far up as @self goes. */
static void
append_path (TarnMibImage *image,
             guint32       position,
             GString      *text)
{
  const TarnMibPositionRecord *path[TARN_MIB_MAX_DEPTH];
  guint n = 0;

  for (; position != 0 && n < G_N_ELEMENTS (path); n++)
    {
      path[n] = tarn_mib_image_record (image, TARN_MIB_POSITIONS, position);
      if (path[n] == NULL)
        break;
      position = path[n]->parent;
    }

  for (guint at = n; at-- > 0; )
    {
      const TarnMibObjectRecord *object = NULL;

      if (path[at]->n_objects > 0)
        object = tarn_mib_image_object_record (image, path[at]->first_object);
      if (object != NULL)
        g_string_append_printf (text, ".%s", tarn_mib_image_string (image, object->name));
      else if (at + 1 == n && path[at]->arc < TARN_MIB_N_ROOTS)
        g_string_append_printf (text, ".%s", tarn_mib_root_words[path[at]->arc]);
      else
        g_string_append_printf (text, ".%u", path[at]->arc);
    }
}

/* What -Ou leaves out of the name that begins at @start, if more follows. */
static void
strip_prefix (GString *text,
              gsize    start)
{
  static const char *const prefixes[] = {
    ".iso.org.dod.internet.mgmt.mib-2.",
    ".iso.org.dod.internet.experimental.",
    ".iso.org.dod.internet.private.",
    ".iso.org.dod.internet.snmpParties.",
    ".iso.org.dod.internet.snmpSecrets.",
  };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (text->str + start, prefixes[i]))
      {
        g_string_erase (text, (gssize) start, (gssize) strlen (prefixes[i]));
        return;
      }
}

static void
make_head (TarnMibCursor       *self,
           const TarnMibObject *object)
{
  g_string_truncate (self->head, 0);

  if (self->flags & (TARN_MIB_NAME_FULL | TARN_MIB_NAME_UCD))
    {
      append_path (self->image, object->position, self->head);
      return;
    }

  /* The three roots are of no module. */
  if (!(self->flags & TARN_MIB_NAME_SUFFIX) && self->n_octets > 0)
    g_string_append_printf (self->head, "%s::", object->module);
  g_string_append (self->head, object->name);
}

static gboolean
is_leaf (TarnMibImage *image,
         guint32       position)
{
  const TarnMibPositionRecord *record = tarn_mib_image_record (image, TARN_MIB_POSITIONS, position);

  return record != NULL && record->n_children == 0;
}

static void
take_object (TarnMibCursor *self,
             guint32        id,
             TarnSpan       name,
             gsize          n_octets)
{
  TarnMibObject object;

  self->id = TARN_MIB_NONE;
  self->row = TARN_MIB_NONE;
  self->n_octets = 0;
  self->n_parts = 0;
  self->is_leaf = FALSE;
  self->has_syntax = FALSE;
  self->units = NULL;
  if (!tarn_mib_image_get_object (self->image, id, &object) || n_octets > sizeof self->prefix)
    return;

  self->id = id;
  self->n_octets = n_octets;
  memcpy (self->prefix, name.data, n_octets);
  self->is_leaf = is_leaf (self->image, object.position);
  self->has_syntax = tarn_mib_image_get_syntax (self->image, id, &self->syntax);
  self->units = object.units;
  if (object.kind == TARN_MIB_KIND_COLUMN)
    {
      self->row = tarn_mib_image_get_row (self->image, id);
      self->n_parts = tarn_mib_image_get_index (self->image, self->row, self->parts);
    }
  make_head (self, &object);
}

gboolean
tarn_mib_cursor_find (TarnMibCursor *self,
                      TarnSpan       name)
{
  gsize n_octets;
  guint32 id;

  if (self->is_leaf && name.len >= self->n_octets
      && memcmp (name.data, self->prefix, self->n_octets) == 0)
    return TRUE;
  if (self->image == NULL)
    return FALSE;

  id = tarn_mib_image_find_nearest (self->image, name, &n_octets);
  if (id != self->id || n_octets != self->n_octets)
    take_object (self, id, name, n_octets);

  return self->id != TARN_MIB_NONE;
}

/* Arcs behind the object.  Those of iso begin half-way in the first octet (P-OID-01). */
static guint
get_rest (const TarnMibCursor *self,
          TarnSpan             name,
          guint32             *arcs)
{
  gsize at = self->n_octets;
  guint n = 0;

  if (at == 0)
    {
      guint n_all = tarn_name_get_arcs (name, arcs);

      memmove (arcs, arcs + 1, (n_all - 1) * sizeof *arcs);
      return n_all - 1;
    }

  while (at < name.len && n < TARN_NAME_MAX_ARCS)
    {
      guint32 arc = 0;

      do
        arc = arc << 7 | (name.data[at] & 0x7f);
      while (name.data[at++] & 0x80 && at < name.len);
      arcs[n++] = arc;
    }

  return n;
}

static void
append_number (TarnSpan  name,
               GString  *text)
{
  char numbers[TARN_NAME_MAX_TEXT];

  g_string_append_len (text, numbers, (gssize) tarn_name_to_text (name, numbers));
}

/* Without anything that is known: as net-snmp, which knows the roots by itself. */
static void
append_unknown (const TarnMibCursor *self,
                TarnSpan             name,
                GString             *text)
{
  guint32 arcs[TARN_NAME_MAX_ARCS];
  guint n_arcs = tarn_name_get_arcs (name, arcs);

  if (self->image == NULL || n_arcs == 0 || arcs[0] >= TARN_MIB_N_ROOTS)
    {
      append_number (name, text);
      return;
    }

  if (self->flags & (TARN_MIB_NAME_FULL | TARN_MIB_NAME_UCD))
    g_string_append_c (text, '.');
  g_string_append (text, tarn_mib_root_words[arcs[0]]);
  tarn_mib_names_append_arcs (arcs + 1, n_arcs - 1, text);
}

void
tarn_mib_cursor_append_name (TarnMibCursor *self,
                             TarnSpan       name,
                             GString       *text)
{
  gsize start = text->len;
  guint32 arcs[TARN_NAME_MAX_ARCS];

  if (self->flags & TARN_MIB_NAME_NUMERIC)
    {
      append_number (name, text);
      return;
    }
  if (!tarn_mib_cursor_find (self, name))
    {
      append_unknown (self, name, text);
      return;
    }

  g_string_append_len (text, self->head->str, (gssize) self->head->len);
  if (name.len > self->n_octets)
    tarn_mib_names_append_index (self, arcs, get_rest (self, name, arcs), text);
  if (self->flags & TARN_MIB_NAME_UCD)
    strip_prefix (text, start);
}

void
tarn_mib_append_name (TarnMib          *mib,
                      TarnSpan          name,
                      TarnMibNameFlags  flags,
                      GString          *text)
{
  g_auto(TarnMibCursor) cursor;

  tarn_mib_cursor_init (&cursor, mib != NULL ? tarn_mib_get_image (mib) : NULL, flags);
  tarn_mib_cursor_append_name (&cursor, name, text);
}

/**
 * tarn_mib_oid_to_text:
 * @self: (nullable): a tree
 * @oid: an OID
 * @flags: how to write it
 *
 * The name of the nearest known ancestor, and behind it the index of a row as its INDEX
 * clause says, or the arcs that are left.  Without @self, or with nothing known, all are
 * numbers.
 *
 * Returns: (transfer full): the text
 */
char *
tarn_mib_oid_to_text (TarnMib          *self,
                      const TarnOid    *oid,
                      TarnMibNameFlags  flags)
{
  GString *text;

  g_return_val_if_fail (self == NULL || TARN_IS_MIB (self), NULL);
  g_return_val_if_fail (oid != NULL, NULL);

  text = g_string_new (NULL);
  tarn_mib_append_name (self, tarn_oid_span (oid), flags, text);
  return g_string_free (text, FALSE);
}
