/* tarn-access-parse.c
 *
 * Rules of access as text, in the words of snmpd.conf, which network engineers know.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-access-parse-private.h"

#include "base/tarn-community.h"
#include "base/tarn-error.h"
#include "base/tarn-hex.h"

#define MAX_FAMILIES 256   /* of a view: each is looked at for each varbind */

typedef gboolean (*Directive) (TarnAccessParser  *self,
                               char             **words,
                               guint              n_words,
                               GError           **error);

gboolean
tarn_access_refuse (const TarnAccessParser  *self,
                    GError                 **error,
                    const char              *reason,
                    const char              *word)
{
  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "line %u: “%s” %s", self->line, word, reason);
  return FALSE;
}

TarnView *
tarn_access_find_view (const TarnAccessParser *self,
                       const char             *name)
{
  return g_hash_table_lookup (self->views, name);
}

/* The whole tree, or all of one of its three roots: no OID says that. */
static gboolean
parse_root (TarnAccessParser  *self,
            TarnView          *view,
            const char        *text,
            gboolean           included,
            GError           **error)
{
  g_autoptr(TarnOid) after = NULL;
  g_autoptr(TarnOid) before = NULL;
  gboolean all = strcmp (text, ".") == 0;
  TarnSpan from = tarn_span (NULL, 0);

  if (!tarn_mib_parse_root (self->mib, text, &after, &before, error))
    return FALSE;

  if (after != NULL)
    from = tarn_oid_span (after);
  tarn_view_add_root (view, from, before != NULL ? tarn_oid_span (before) : tarn_span (NULL, 0),
                      all ? 0 : 1, included);
  return TRUE;
}

static gboolean
is_root (const char *text)
{
  if (strcmp (text, ".") == 0 || strcmp (text, "iso") == 0)
    return TRUE;

  text += text[0] == '.';
  return text[0] >= '0' && text[0] <= '2' && text[1] == '\0';
}

static gboolean
add_subtree (TarnAccessParser  *self,
             TarnView          *view,
             const char        *text,
             const char        *mask_text,
             gboolean           included,
             GError           **error)
{
  g_autoptr(GError) oid_error = NULL;
  g_autoptr(TarnOid) oid = NULL;
  guint8 mask[TARN_VIEW_MASK_MAX];
  gsize n_mask = 0;

  if (mask_text != NULL
      && (!tarn_hex_parse (mask_text, ".:", mask, sizeof mask, &n_mask) || n_mask == 0))
    return tarn_access_refuse (self, error, "is no mask: it should be hex digits, 16 octets at "
                               "most, as ff.a0", mask_text);

  if (is_root (text) ? parse_root (self, view, text, included, &oid_error)
                     : (oid = tarn_mib_parse_oid (self->mib, text, &oid_error)) != NULL)
    {
      if (oid != NULL)
        tarn_view_add (view, tarn_oid_span (oid), tarn_span (mask, n_mask), included);
      return TRUE;
    }

  g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "line %u: %s", self->line,
               oid_error->message);
  return FALSE;
}

/* view NAME included|excluded OID [MASK] */
static gboolean
parse_view (TarnAccessParser  *self,
            char             **words,
            guint              n_words,
            GError           **error)
{
  TarnView *view;
  gboolean included;

  if (n_words < 4 || n_words > 5)
    return tarn_access_refuse (self, error, "takes a name, included or excluded, an OID and "
                               "perhaps a mask", words[0]);

  included = strcmp (words[2], "included") == 0;
  if (!included && strcmp (words[2], "excluded") != 0)
    return tarn_access_refuse (self, error, "should be included or excluded", words[2]);

  view = tarn_access_find_view (self, words[1]);
  if (view == NULL)
    {
      view = tarn_view_new ();
      g_hash_table_insert (self->views, g_strdup (words[1]), view);
    }
  if (tarn_view_count (view) >= MAX_FAMILIES)
    return tarn_access_refuse (self, error, "has too many subtrees: 256 at most", words[1]);

  return add_subtree (self, view, words[3], words[4], included, error);
}

gboolean
tarn_access_parse_source (const TarnAccessParser  *self,
                          const char              *community_text,
                          const char              *network_text,
                          GBytes                 **community,
                          TarnNetwork             *network,
                          GError                 **error)
{
  *community = NULL;
  if (tarn_network_parse (network, network_text, error))
    *community = tarn_community_parse (community_text, error);
  if (*community == NULL)
    g_prefix_error (error, "line %u: ", self->line);

  return *community != NULL;
}

/* [r]o|wcommunity COMMUNITY [SOURCE [OID | -V VIEW]] */
static gboolean
parse_who (TarnAccessParser  *self,
           char             **words,
           guint              n_words,
           GError           **error)
{
  g_autoptr(GBytes) community = NULL;
  g_autoptr(TarnView) view = NULL;
  TarnNetwork network;

  if (n_words < 2 || n_words > 5 || (n_words == 5) != (g_strcmp0 (words[MIN (n_words, 3)], "-V") == 0))
    return tarn_access_refuse (self, error, "takes a community, perhaps a network, and then an OID "
                               "or -V and the name of a view", words[0]);

  if (!tarn_access_parse_source (self, words[1], n_words > 2 ? words[2] : "default", &community,
                                 &network, error))
    return FALSE;

  if (n_words == 5)
    {
      view = tarn_access_find_view (self, words[4]);
      if (view == NULL)
        return tarn_access_refuse (self, error, "is no view of this text", words[4]);
      tarn_view_ref (view);
    }
  else if (n_words == 4)
    {
      view = tarn_view_new ();
      if (!add_subtree (self, view, words[3], NULL, TRUE, error))
        return FALSE;
    }

  tarn_access_add (self->access, TARN_ACCESS_ALL_VERSIONS, g_steal_pointer (&community), &network,
                   g_steal_pointer (&view), words[0][1] == 'w');
  return TRUE;
}

/* Whatever a line refers to was read in a pass before. */
static const struct
{
  const char *word;
  guint       pass;
  Directive   parse;
} directives[] = {
  { "view",          0, parse_view },
  { "access",        1, tarn_access_parse_access },
  { "group",         2, tarn_access_parse_group },
  { "com2sec",       3, tarn_access_parse_com2sec },
  { "com2sec6",      3, tarn_access_parse_com2sec },
  { "rocommunity",   3, parse_who },
  { "rocommunity6",  3, parse_who },
  { "rwcommunity",   3, parse_who },
  { "rwcommunity6",  3, parse_who },
};

#define N_PASSES 4

static gboolean
parse_line (TarnAccessParser  *self,
            const char        *line,
            guint              pass,
            GError           **error)
{
  g_auto(GStrv) words = NULL;
  g_autoptr(GError) shell_error = NULL;
  int n;

  if (!g_shell_parse_argv (line, &n, &words, &shell_error))
    {
      if (g_error_matches (shell_error, G_SHELL_ERROR, G_SHELL_ERROR_EMPTY_STRING))
        return TRUE;

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "line %u: %s", self->line,
                   shell_error->message);
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (directives); i++)
    if (strcmp (words[0], directives[i].word) == 0)
      return directives[i].pass != pass
             || directives[i].parse (self, words, (guint) n, error);

  return tarn_access_refuse (self, error, "is not known: view, rocommunity, rwcommunity, com2sec, "
                             "group and access are", words[0]);
}

/**
 * tarn_access_parse:
 * @self: rules of access
 * @text: lines of text
 * @mib: (nullable): what names of objects mean; %NULL: only numbers are understood
 * @error: return location for an error
 *
 * Adds rules as snmpd.conf(5) has them, one in each line:
 *
 *     view system-only included 1.3.6.1.2.1.1
 *     view system-only excluded 1.3.6.1.2.1.1.4
 *     rocommunity public 192.0.2.0/24 -V system-only
 *     rwcommunity secret 127.0.0.1
 *
 * or in more words, which tell versions of the protocol and views for reading and for writing
 * apart ("none" is no view):
 *
 *     com2sec operator 192.0.2.0/24 secret
 *     group operators v2c operator
 *     access operators "" any noauth exact all system-only none
 *
 * A community is text, or 0x and hex digits.  Without a network it is believed from
 * everywhere, without a view it is for the whole tree.  Words may be quoted; "#" begins a
 * comment.  What of groups is about SNMPv3 or contexts alone lets nobody in.
 *
 * Returns: whether all of it was understood; else %TARN_ERROR_INVALID names the line, and
 *   @self may have some of the rules
 */
gboolean
tarn_access_parse (TarnAccess  *self,
                   const char  *text,
                   TarnMib     *mib,
                   GError     **error)
{
  g_autoptr(GHashTable) views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                       (GDestroyNotify) tarn_view_unref);
  g_auto(GStrv) lines = NULL;
  g_autoptr(GArray) grants = g_array_new (FALSE, FALSE, sizeof (TarnAccessGrant));
  g_autoptr(GArray) members = g_array_new (FALSE, FALSE, sizeof (TarnAccessMember));
  TarnAccessParser parser = { self, mib, views, grants, members, 0 };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (mib == NULL || TARN_IS_MIB (mib), FALSE);

  g_array_set_clear_func (grants, tarn_access_grant_clear);
  g_array_set_clear_func (members, tarn_access_member_clear);
  lines = g_strsplit (text, "\n", -1);
  for (guint pass = 0; pass < N_PASSES; pass++)
    for (parser.line = 1; lines[parser.line - 1] != NULL; parser.line++)
      if (!parse_line (&parser, lines[parser.line - 1], pass, error))
        return FALSE;

  return TRUE;
}
