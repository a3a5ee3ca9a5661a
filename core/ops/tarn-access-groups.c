/* tarn-access-groups.c
 *
 * Rules of access in the words of VACM as snmpd.conf has them: a community is a security
 * name, which is in a group, which may see views (RFC 3415).
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-access-parse-private.h"

#include "base/tarn-error.h"

#define NO_VIEW "none"

void
tarn_access_grant_clear (gpointer grant)
{
  TarnAccessGrant *self = grant;

  g_free (self->group);
  g_clear_pointer (&self->read, tarn_view_unref);
  g_clear_pointer (&self->write, tarn_view_unref);
}

void
tarn_access_member_clear (gpointer member)
{
  TarnAccessMember *self = member;

  g_free (self->group);
  g_free (self->security_name);
}

/* The versions of a security model; none for those of SNMPv3. */
static gboolean
parse_model (const TarnAccessParser  *self,
             const char              *text,
             guint                   *versions,
             GError                 **error)
{
  static const struct
  {
    const char *name;
    guint       versions;
  } models[] = {
    { "any", TARN_ACCESS_ALL_VERSIONS },
    { "v1", TARN_ACCESS_VERSION (TARN_VERSION_1) },
    { "v2c", TARN_ACCESS_VERSION (TARN_VERSION_2C) },
    { "usm", 0 },
    { "tsm", 0 },
    { "ksm", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    if (strcmp (text, models[i].name) == 0)
      {
        *versions = models[i].versions;
        return TRUE;
      }

  return tarn_access_refuse (self, error, "is no security model: any, v1, v2c, usm, tsm and ksm "
                             "are", text);
}

/* *@view is a reference, or NULL for "none". */
static gboolean
parse_view_name (const TarnAccessParser  *self,
                 const char              *name,
                 TarnView               **view,
                 GError                 **error)
{
  TarnView *found = tarn_access_find_view (self, name);

  *view = NULL;
  if (found == NULL)
    return strcmp (name, NO_VIEW) == 0
           || tarn_access_refuse (self, error, "is no view of this text", name);

  *view = tarn_view_ref (found);
  return TRUE;
}

static gboolean
is_one_of (const char        *word,
           const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_ascii_strcasecmp (word, *words) == 0)
      return TRUE;

  return FALSE;
}

/* access GROUP CONTEXT MODEL LEVEL exact|prefix READ WRITE [NOTIFY]
 *
 * A community has the context of no name and the level of noAuthNoPriv: lines for others are
 * for nobody who comes with one. */
gboolean
tarn_access_parse_access (TarnAccessParser  *self,
                          char             **words,
                          guint              n_words,
                          GError           **error)
{
  static const char *const lowest[] = { "noauth", "noAuthNoPriv", "nanp", NULL };
  static const char *const higher[] = { "auth", "authNoPriv", "anp", "priv", "authPriv", "ap",
                                        NULL };
  static const char *const matches[] = { "exact", "prefix", NULL };
  TarnAccessGrant grant = { 0 };
  g_autoptr(TarnView) read = NULL;
  g_autoptr(TarnView) write = NULL;
  gboolean low;

  if (n_words < 8 || n_words > 9)
    return tarn_access_refuse (self, error, "takes a group, a context, a security model, a level, "
                               "exact or prefix, and the names of views for reading, for writing "
                               "and for notifications", words[0]);
  if (!parse_model (self, words[3], &grant.versions, error))
    return FALSE;

  low = is_one_of (words[4], lowest);
  if (!low && !is_one_of (words[4], higher))
    return tarn_access_refuse (self, error, "is no security level: noauth, auth and priv are",
                               words[4]);
  if (!is_one_of (words[5], matches))
    return tarn_access_refuse (self, error, "should be exact or prefix", words[5]);
  if (!parse_view_name (self, words[6], &read, error)
      || !parse_view_name (self, words[7], &write, error))
    return FALSE;

  if (!low || words[2][0] != '\0')
    grant.versions = 0;
  grant.group = g_strdup (words[1]);
  grant.read = read != NULL ? g_steal_pointer (&read) : tarn_view_new ();
  grant.write = g_steal_pointer (&write);
  g_array_append_val (self->grants, grant);
  return TRUE;
}

static gboolean
has_grant (const TarnAccessParser *self,
           const char             *group)
{
  for (guint i = 0; i < self->grants->len; i++)
    if (strcmp (g_array_index (self->grants, TarnAccessGrant, i).group, group) == 0)
      return TRUE;

  return FALSE;
}

/* group GROUP MODEL SECURITY-NAME */
gboolean
tarn_access_parse_group (TarnAccessParser  *self,
                         char             **words,
                         guint              n_words,
                         GError           **error)
{
  TarnAccessMember member = { 0 };

  if (n_words != 4)
    return tarn_access_refuse (self, error, "takes the name of a group, a security model and a "
                               "security name", words[0]);
  if (!parse_model (self, words[2], &member.versions, error))
    return FALSE;
  if (!has_grant (self, words[1]))
    return tarn_access_refuse (self, error, "is a group that no line “access” has", words[1]);

  member.group = g_strdup (words[1]);
  member.security_name = g_strdup (words[3]);
  g_array_append_val (self->members, member);
  return TRUE;
}

/* Of several lines about one name the last holds, as in snmpd.  NULL: it is in no group. */
static const char *
find_group (const TarnAccessParser *self,
            const char             *security_name,
            guint                   version)
{
  for (guint i = self->members->len; i-- > 0;)
    {
      const TarnAccessMember *member = &g_array_index (self->members, TarnAccessMember, i);

      if ((member->versions & version) != 0 && strcmp (member->security_name, security_name) == 0)
        return member->group;
    }

  return NULL;
}

/* A line for this version goes before one for any (RFC 3415, vacmAccessTable). */
static const TarnAccessGrant *
find_grant (const TarnAccessParser *self,
            const char             *group,
            guint                   version)
{
  const TarnAccessGrant *found = NULL;

  for (guint i = self->grants->len; group != NULL && i-- > 0;)
    {
      const TarnAccessGrant *grant = &g_array_index (self->grants, TarnAccessGrant, i);

      if ((grant->versions & version) == 0 || strcmp (grant->group, group) != 0)
        continue;
      if (grant->versions == version)
        return grant;
      if (found == NULL)
        found = grant;
    }

  return found;
}

/* Who may write to another view than he reads is two rules: the first that fits holds. */
static void
add_grant (TarnAccessParser      *self,
           const TarnAccessGrant *grant,
           guint                  versions,
           GBytes                *community,
           const TarnNetwork     *network)
{
  if (grant->write != grant->read)
    tarn_access_add (self->access, versions, g_bytes_ref (community), network,
                     tarn_view_ref (grant->read), FALSE);
  if (grant->write != NULL)
    tarn_access_add (self->access, versions, g_bytes_ref (community), network,
                     tarn_view_ref (grant->write), TRUE);
}

static gboolean
is_member (const TarnAccessParser *self,
           const char             *security_name)
{
  for (guint i = 0; i < self->members->len; i++)
    if (strcmp (g_array_index (self->members, TarnAccessMember, i).security_name,
                security_name) == 0)
      return TRUE;

  return FALSE;
}

/* com2sec SECURITY-NAME SOURCE COMMUNITY */
gboolean
tarn_access_parse_com2sec (TarnAccessParser  *self,
                           char             **words,
                           guint              n_words,
                           GError           **error)
{
  const guint versions[] = { TARN_ACCESS_VERSION (TARN_VERSION_1),
                             TARN_ACCESS_VERSION (TARN_VERSION_2C) };
  const TarnAccessGrant *grants[G_N_ELEMENTS (versions)];
  g_autoptr(GBytes) community = NULL;
  TarnNetwork network;

  if (n_words > 1 && strcmp (words[1], "-Cn") == 0)
    return tarn_access_refuse (self, error, "is for contexts, which this agent does not have",
                               words[1]);
  if (n_words != 4)
    return tarn_access_refuse (self, error, "takes a security name, a network and a community",
                               words[0]);
  if (!is_member (self, words[1]))
    return tarn_access_refuse (self, error, "is a security name that no line “group” has",
                               words[1]);
  if (!tarn_access_parse_source (self, words[3], words[2], &community, &network, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    grants[i] = find_grant (self, find_group (self, words[1], versions[i]), versions[i]);

  if (grants[0] != NULL && grants[0] == grants[1])
    {
      add_grant (self, grants[0], TARN_ACCESS_ALL_VERSIONS, community, &network);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    if (grants[i] != NULL)
      add_grant (self, grants[i], versions[i], community, &network);

  return TRUE;
}
