/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-twin-settings.h"

#include <string.h>

/* Of the rules. */
#define VIEW "shown"

static const char * const *
copy_list (const char * const *list)
{
  return (const char * const *) g_strdupv ((char **) list);
}

void
tarn_twin_settings_copy (TarnTwinSettings       *self,
                         const TarnTwinSettings *from)
{
  *self = (TarnTwinSettings) {
    .path = g_strdup (from->path),
    .address = g_strdup (from->address),
    .port = from->port,
    .community = g_strdup (from->community),
    .write_community = g_strdup (from->write_community),
    .faults = copy_list (from->faults),
    .live = from->live,
    .move = g_strdup (from->move),
    .overlay = g_strdup (from->overlay),
    .included = copy_list (from->included),
    .excluded = copy_list (from->excluded),
    .networks = copy_list (from->networks),
    .receivers = copy_list (from->receivers),
    .others = copy_list (from->others),
    .way = from->way,
  };
}

void
tarn_twin_settings_clear (TarnTwinSettings *self)
{
  g_free ((char *) self->path);
  g_free ((char *) self->address);
  g_free ((char *) self->community);
  g_free ((char *) self->write_community);
  g_strfreev ((char **) self->faults);
  g_free ((char *) self->move);
  g_free ((char *) self->overlay);
  g_strfreev ((char **) self->included);
  g_strfreev ((char **) self->excluded);
  g_strfreev ((char **) self->networks);
  g_strfreev ((char **) self->receivers);
  g_strfreev ((char **) self->others);
  *self = (TarnTwinSettings) { 0 };
}

static gboolean
has_any (const char * const *list)
{
  return list != NULL && list[0] != NULL;
}

static gboolean
has_communities (const TarnTwinSettings *self)
{
  return has_any (self->others) && self->way == TARN_TWIN_BY_COMMUNITY;
}

static void
append_view (GString            *rules,
             const char         *how,
             const char * const *oids)
{
  for (guint i = 0; oids != NULL && oids[i] != NULL; i++)
    g_string_append_printf (rules, "view %s %s %s\n", VIEW, how, oids[i]);
}

static void
append_community (GString            *rules,
                  const char         *directive,
                  const char         *community,
                  const char * const *networks,
                  gboolean            has_view)
{
  static const char * const everywhere[] = { "default", NULL };
  g_autofree char *quoted = g_shell_quote (community);

  if (!has_any (networks))
    networks = everywhere;
  for (guint i = 0; networks[i] != NULL; i++)
    g_string_append_printf (rules, "%s %s %s%s\n", directive, quoted, networks[i],
                            has_view ? " -V " VIEW : "");
}

char *
tarn_twin_settings_make_rules (const TarnTwinSettings *self)
{
  GString *rules = g_string_new (NULL);
  gboolean has_view = has_any (self->included) || has_any (self->excluded);

  if (has_communities (self))
    return g_string_free (rules, FALSE);

  if (has_view && !has_any (self->included))
    g_string_append (rules, "view " VIEW " included .0\nview " VIEW " included .1\n"
                            "view " VIEW " included .2\n");
  append_view (rules, "included", self->included);
  append_view (rules, "excluded", self->excluded);
  if (self->write_community[0] != '\0')
    append_community (rules, "rwcommunity", self->write_community, self->networks, has_view);
  append_community (rules, "rocommunity", self->community, self->networks, has_view);

  return g_string_free (rules, FALSE);
}

static void
add (GStrvBuilder *words,
     const char   *option,
     const char   *value)
{
  g_strv_builder_add (words, option);
  g_strv_builder_add (words, value);
}

static void
add_each (GStrvBuilder       *words,
          const char         *option,
          const char * const *values)
{
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    add (words, option, values[i]);
}

static void
add_access (GStrvBuilder           *words,
            const TarnTwinSettings *self)
{
  if (!has_communities (self))
    {
      add (words, "--access", "-");
      return;
    }

  g_strv_builder_add (words, "--by-community");
  add_each (words, "--include", self->included);
  add_each (words, "--exclude", self->excluded);
  add_each (words, "--from", self->networks);
}

GStrv
tarn_twin_settings_make_words (const TarnTwinSettings *self,
                               const char             *status_path)
{
  g_autoptr(GStrvBuilder) words = g_strv_builder_new ();
  g_autofree char *listen =
    g_strdup_printf (strchr (self->address, ':') != NULL ? "[%s]:%u" : "%s:%u", self->address,
                     self->port);

  add (words, "--listen", listen);
  add (words, "--status", status_path);
  add_access (words, self);
  if (has_any (self->others) && self->way == TARN_TWIN_BY_ADDRESS)
    g_strv_builder_add (words, "--by-address");
  add_each (words, "--fault", self->faults);
  add_each (words, "--notify", self->receivers);
  if (self->live)
    g_strv_builder_add (words, "--live");
  if (self->move != NULL)
    add (words, "--move", self->move);
  if (self->overlay != NULL)
    add (words, "--overlay", self->overlay);

  g_strv_builder_add (words, "--");
  g_strv_builder_add (words, self->path);
  for (guint i = 0; self->others != NULL && self->others[i] != NULL; i++)
    g_strv_builder_add (words, self->others[i]);
  return g_strv_builder_end (words);
}
