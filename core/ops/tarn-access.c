/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-access-private.h"

#include "base/tarn-text.h"

typedef struct
{
  GBytes        *community;
  guint          versions;   /* TARN_ACCESS_VERSION() of each */
  TarnNetwork    network;
  TarnPrincipal  principal;
} Entry;

struct _TarnAccess
{
  GArray *entries;
};

G_DEFINE_BOXED_TYPE (TarnAccess, tarn_access, tarn_access_ref, tarn_access_unref)

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_bytes_unref (entry->community);
  g_clear_pointer (&entry->principal.view, tarn_view_unref);
}

/**
 * tarn_access_new: (constructor)
 *
 * Lets nobody do anything (rule P-VAC-05).
 *
 * Returns: (transfer full): new rules of access
 */
TarnAccess *
tarn_access_new (void)
{
  TarnAccess *self = g_atomic_rc_box_new0 (TarnAccess);

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  return self;
}

/**
 * tarn_access_ref:
 * @self: rules of access
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
TarnAccess *
tarn_access_ref (TarnAccess *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_access (gpointer self)
{
  g_array_unref (((TarnAccess *) self)->entries);
}

/**
 * tarn_access_unref:
 * @self: (transfer full): rules of access
 *
 * Gives a reference back.
 */
void
tarn_access_unref (TarnAccess *self)
{
  g_atomic_rc_box_release_full (self, clear_access);
}

static const Entry *
entry_at (const TarnAccess *self,
          guint             i)
{
  return &g_array_index (self->entries, Entry, i);
}

void
tarn_access_add (TarnAccess        *self,
                 guint              versions,
                 GBytes            *community,
                 const TarnNetwork *network,
                 TarnView          *view,
                 gboolean           may_write)
{
  Entry entry = { community, versions, *network, { view, may_write } };

  g_array_append_val (self->entries, entry);
}

/**
 * tarn_access_add_community:
 * @self: rules of access
 * @community: octets, compared as they are (rule P-MSG-03)
 * @may_write: whether it may set values, too
 *
 * Lets who knows @community ask for the whole tree, from every address.  Of several rules
 * that fit a request the one that was added first holds (rule P-COX-09).
 */
void
tarn_access_add_community (TarnAccess *self,
                           GBytes     *community,
                           gboolean    may_write)
{
  const TarnNetwork everywhere = { { 0 }, 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (community != NULL);

  tarn_access_add (self, TARN_ACCESS_ALL_VERSIONS, g_bytes_ref (community), &everywhere, NULL,
                   may_write);
}

/* P-MSG-03: the time tells nothing but the length. */
static gboolean
is_community (GBytes   *community,
              TarnSpan  octets)
{
  gsize len;
  const guint8 *data = g_bytes_get_data (community, &len);
  guint8 difference = 0;

  if (len != octets.len)
    return FALSE;

  for (gsize i = 0; i < len; i++)
    difference |= data[i] ^ octets.data[i];

  return difference == 0;
}

const TarnPrincipal *
tarn_access_find (const TarnAccess   *self,
                  TarnVersion         version,
                  TarnSpan            community,
                  const TarnEndpoint *peer,
                  gboolean            writing)
{
  const TarnPrincipal *found = NULL;

  /* All are compared, so that the time does not tell how far down one stands. */
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = entry_at (self, i);

      if (is_community (entry->community, community) && found == NULL
          && (entry->versions & TARN_ACCESS_VERSION (version)) != 0
          && (peer == NULL || tarn_network_has (&entry->network, peer))
          && (entry->principal.may_write || !writing))
        found = &entry->principal;
    }

  return found;
}

/**
 * tarn_access_get_n_communities:
 * @self: rules of access
 *
 * Returns: how many rules let somebody ask
 */
guint
tarn_access_get_n_communities (const TarnAccess *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->entries->len;
}

/**
 * tarn_access_dup_communities:
 * @self: rules of access
 * @may_write: which of them
 *
 * Returns: (transfer full) (element-type GLib.Bytes): the communities of rules that let who
 *   knows them write, or only read, in their order; one may be there more than once
 */
GPtrArray *
tarn_access_dup_communities (const TarnAccess *self,
                             gboolean          may_write)
{
  GPtrArray *communities;

  g_return_val_if_fail (self != NULL, NULL);

  communities = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < self->entries->len; i++)
    if (entry_at (self, i)->principal.may_write == may_write)
      g_ptr_array_add (communities, g_bytes_ref (entry_at (self, i)->community));

  return communities;
}

/**
 * tarn_access_has_writers:
 * @self: rules of access
 *
 * Returns: whether somebody may set values
 */
gboolean
tarn_access_has_writers (const TarnAccess *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    if (entry_at (self, i)->principal.may_write)
      return TRUE;

  return FALSE;
}

static gboolean
is_known_to_all (const Entry *entry)
{
  gsize len;
  const char *data = g_bytes_get_data (entry->community, &len);

  return (len == 6 && memcmp (data, "public", len) == 0)
         || (len == 7 && memcmp (data, "private", len) == 0);
}

/**
 * tarn_access_dup_warnings:
 * @self: rules of access
 *
 * What a person should know who opens an agent to others by these rules (rule P-CFG-05).
 *
 * Returns: (transfer full): sentences; none where there is nothing to say
 */
char **
tarn_access_dup_warnings (const TarnAccess *self)
{
  g_autoptr(GStrvBuilder) warnings = g_strv_builder_new ();
  const Entry *weak = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->entries->len && weak == NULL; i++)
    if (is_known_to_all (entry_at (self, i)) && entry_at (self, i)->network.n_bits == 0)
      weak = entry_at (self, i);

  if (weak != NULL)
    {
      gsize len;
      const char *data = g_bytes_get_data (weak->community, &len);
      g_autofree char *text = g_strdup_printf ("whoever reaches this address can read with the "
                                               "community “%.*s”, which everybody tries first",
                                               (int) len, data);

      g_strv_builder_add (warnings, text);
    }
  if (tarn_access_has_writers (self))
    g_strv_builder_add (warnings, "whoever knows the write community, which travels in clear, can "
                                  "change the capture");

  return g_strv_builder_end (warnings);
}
