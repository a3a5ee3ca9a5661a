/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-parse-private.h"

/* What is found of a tree: first what begins with the text, then what has it anywhere. */

static const char *
get_name (TarnMibImage *image,
          guint32       id)
{
  TarnMibObject object;

  return tarn_mib_image_get_object (image, id, &object) ? object.name : "";
}

static gboolean
begins_with (const char *text,
             const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* @folded is in lower case; other letters than ASCII are compared as they are. */
static gboolean
contains (const char *text,
          const char *folded)
{
  gsize len = strlen (folded);

  for (; *text != '\0'; text++)
    {
      gsize i = 0;

      while (i < len && g_ascii_tolower (text[i]) == folded[i])
        i++;
      if (i == len)
        return TRUE;
    }

  return len == 0;
}

/* Each name once, though modules share it: those in the order of names stand together. */
static void
complete_names (TarnMibImage *image,
                const char   *text,
                gboolean      by_prefix,
                guint         limit,
                GPtrArray    *found)
{
  g_autofree char *folded = g_ascii_strdown (text, -1);
  const char *last = "";

  for (guint n = 0; found->len < limit && n < tarn_mib_image_get_n_objects (image); n++)
    {
      const char *name = get_name (image, tarn_mib_image_get_nth_name (image, n));

      if (strcmp (name, last) == 0)
        continue;
      last = name;
      if (begins_with (name, text) ? by_prefix : !by_prefix && contains (name, folded))
        g_ptr_array_add (found, g_strdup (name));
    }
}

/* "IF-MIB::" and what may follow. */
static void
complete_in_module (TarnMibImage *image,
                    const char   *module,
                    const char   *text,
                    guint         limit,
                    GPtrArray    *found)
{
  for (guint n = 0; found->len < limit && n < tarn_mib_image_get_n_objects (image); n++)
    {
      TarnMibObject object;

      if (tarn_mib_image_get_object (image, tarn_mib_image_get_nth_name (image, n), &object)
          && g_ascii_strcasecmp (object.module, module) == 0 && begins_with (object.name, text))
        g_ptr_array_add (found, g_strdup_printf ("%s::%s", object.module, object.name));
    }
}

static void
complete_modules (TarnMibImage *image,
                  const char   *text,
                  guint         limit,
                  GPtrArray    *found)
{
  TarnMibModuleView module;

  for (guint32 n = 0; found->len < limit && tarn_mib_image_get_module (image, n, &module); n++)
    if (begins_with (module.name, text))
      g_ptr_array_add (found, g_strdup_printf ("%s::", module.name));
}

/**
 * tarn_mib_complete:
 * @self: a tree
 * @text: what has been typed of a name: "ifDe", "IF-M", "IF-MIB::ifDe"; case does not matter
 * @limit: how many to return at most
 *
 * What the text may be going to be: names and modules that begin so, then names that have
 * it elsewhere.
 *
 * Returns: (transfer full): the names; modules end in "::"
 */
char **
tarn_mib_complete (TarnMib    *self,
                   const char *text,
                   guint       limit)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  TarnMibImage *image;
  const char *colons;

  g_return_val_if_fail (TARN_IS_MIB (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  image = tarn_mib_get_image (self);
  colons = strstr (text, "::");
  if (colons != NULL)
    {
      g_autofree char *module = g_strndup (text, (gsize) (colons - text));

      complete_in_module (image, module, colons + 2, limit, found);
    }
  else
    {
      complete_names (image, text, TRUE, limit, found);
      complete_modules (image, text, limit, found);
      complete_names (image, text, FALSE, limit, found);
    }

  g_ptr_array_add (found, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&found), FALSE);
}

/* How well an object answers; 0: not at all. */
static guint
rank (TarnMibImage       *image,
      guint32             id,
      const char         *text,
      const char         *folded,
      TarnMibSearchFlags  flags)
{
  TarnMibObject object;

  if (!tarn_mib_image_get_object (image, id, &object))
    return 0;

  if (flags & TARN_MIB_SEARCH_NAMES)
    {
      g_autofree char *whole = NULL;

      if (g_ascii_strcasecmp (object.name, text) == 0)
        return 4;
      if (begins_with (object.name, text))
        return 3;
      if (contains (object.name, folded))
        return 2;
      if (strchr (text, ':') != NULL)
        {
          whole = g_strdup_printf ("%s::%s", object.module, object.name);
          if (begins_with (whole, text))
            return 3;
        }
    }

  return flags & TARN_MIB_SEARCH_DESCRIPTIONS && object.description != NULL
         && contains (object.description, folded);
}

static void
add_node (GPtrArray *found,
          TarnMib   *mib,
          guint32    id)
{
  TarnMibNode *node = tarn_mib_node_new (mib, id);

  if (node != NULL)
    g_ptr_array_add (found, node);
}

/* All below an OID that is typed in numbers, itself included; objects stand in the order
 * that the tree was made in, which is that of OIDs. */
static void
search_oids (TarnMib    *self,
             const char *text,
             guint       limit,
             GPtrArray  *found)
{
  TarnMibImage *image = tarn_mib_get_image (self);
  TarnName prefix, name;

  if (!tarn_name_parse (&prefix, text, strlen (text)))
    return;

  for (guint32 id = 0; found->len < limit && id < tarn_mib_image_get_n_objects (image); id++)
    {
      tarn_mib_image_get_name (image, id, &name);
      if (tarn_name_has_prefix (tarn_name_span (&name), tarn_name_span (&prefix)))
        add_node (found, self, id);
    }
}

/**
 * tarn_mib_search:
 * @self: a tree
 * @text: what to look for; case does not matter
 * @flags: where to look
 * @limit: how many to return at most
 *
 * Names that are the text come first, then those that begin with it, those that have it
 * anywhere, and descriptions.
 *
 * Returns: (transfer container) (element-type TarnMibNode): what was found
 */
GPtrArray *
tarn_mib_search (TarnMib            *self,
                 const char         *text,
                 TarnMibSearchFlags  flags,
                 guint               limit)
{
  g_autoptr(GPtrArray) found = NULL;
  g_autofree guint8 *ranks = NULL;
  g_autofree char *folded = NULL;
  TarnMibImage *image;
  guint n_objects;

  g_return_val_if_fail (TARN_IS_MIB (self), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  found = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_node_unref);
  if (*text == '\0')
    return g_steal_pointer (&found);

  if (flags & TARN_MIB_SEARCH_OIDS)
    search_oids (self, text, limit, found);

  image = tarn_mib_get_image (self);
  n_objects = tarn_mib_image_get_n_objects (image);
  folded = g_ascii_strdown (text, -1);
  ranks = g_new (guint8, MAX (n_objects, 1));
  for (guint n = 0; n < n_objects; n++)
    ranks[n] = (guint8) rank (image, tarn_mib_image_get_nth_name (image, n), text, folded, flags);

  for (guint wanted = 4; wanted > 0; wanted--)
    for (guint n = 0; found->len < limit && n < n_objects; n++)
      if (ranks[n] == wanted)
        add_node (found, self, tarn_mib_image_get_nth_name (image, n));

  return g_steal_pointer (&found);
}
