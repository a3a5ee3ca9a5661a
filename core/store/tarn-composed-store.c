/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-composed-private.h"

#include "base/tarn-error.h"

/**
 * TarnComposedStore:
 *
 * A store made of others.  Each is mounted at a prefix and seen there; one may be
 * mounted at many places, may be composed itself, and may be empty.  Where mounts lie
 * inside each other, a name belongs to the innermost, even if that has nothing there.
 * The store mounted at the empty prefix is the base layer: all that no other mount
 * covers is its own, and its metadata are those of the composed store, which keeps
 * them in memory if there is no base layer.
 *
 * A name may also be answered by a function, which goes before whatever a mount has
 * there.  Such a name always counts as one varbind.  If the function says that there
 * is no value now, the varbind has the value noSuchInstance, as a capture may have it
 * of a device: n-th, rank and scan agree, and an agent passes over it.  A function is
 * called when a reader comes to stand on its name, and not twice in one read section,
 * so that the section shows one state; counting and passing by do not call it.
 * Change numbers do not tell when a function would answer otherwise.
 *
 * Notes are those of the mounted stores, and what changes there is told under the names
 * that it has here.  What a function tells has no notes.
 *
 * A batch is shared out among the mounted stores.  If one of them fails, the others
 * get back what they had; the loss of the process between the commits of two captures
 * can leave the batch in one of them only.  What no mounted store has, a name that a
 * function answers or one outside all mounts, fails the whole batch with
 * %TARN_ERROR_STORE_READ_ONLY.
 *
 * A switch, served with the clock of this computer and with the interface table of
 * another capture:
 *
 * |[<!-- language="C" -->
 * static TarnValue *
 * tell_time (TarnStore *store, const TarnOid *oid, gpointer user_data)
 * {
 *   return tarn_value_new_unsigned (TARN_KIND_TIME_TICKS,
 *                                   (guint32) (g_get_monotonic_time () / 10000));
 * }
 *
 * g_autoptr(TarnComposedStore) store = tarn_composed_store_new ();
 * g_autoptr(TarnOid) up_time = tarn_oid_new ("1.3.6.1.2.1.1.3.0", NULL);
 * g_autoptr(TarnOid) interfaces = tarn_oid_new ("1.3.6.1.2.1.2", NULL);
 *
 * if (!tarn_composed_store_mount (store, NULL, a_switch, NULL, &error)
 *     || !tarn_composed_store_mount (store, interfaces, another, NULL, &error)
 *     || !tarn_composed_store_answer (store, up_time, tell_time, NULL, NULL, &error))
 *   return FALSE;
 *
 * agent = tarn_agent_new (TARN_STORE (store));
 * ]|
 */

G_DEFINE_FINAL_TYPE_WITH_CODE (TarnComposedStore, tarn_composed_store, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (TARN_TYPE_STORE,
                                                      tarn_composed_iface_init))

static void
mount_free (gpointer data)
{
  TarnMount *mount = data;

  g_clear_signal_handler (&mount->handler, mount->store);
  g_clear_object (&mount->store);
  g_clear_pointer (&mount->prefix, tarn_oid_unref);
  g_clear_pointer (&mount->end, tarn_oid_unref);
  g_clear_pointer (&mount->base, tarn_oid_unref);
  g_clear_pointer (&mount->base_end, tarn_oid_unref);
  g_free (mount);
}

static void
answer_free (gpointer data)
{
  TarnAnswer *answer = data;

  if (answer->destroy != NULL)
    answer->destroy (answer->user_data);
  g_clear_pointer (&answer->oid, tarn_oid_unref);
  g_clear_pointer (&answer->end, g_bytes_unref);
  g_clear_pointer (&answer->value, tarn_value_unref);
  g_free (answer);
}

/* What runs other code when it is freed goes while this is still a store. */
static void
tarn_composed_store_dispose (GObject *object)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (object);
  GPtrArray *mounts = g_steal_pointer (&self->mounts);

  self->planned = FALSE;
  self->mounts = g_ptr_array_new_with_free_func (mount_free);
  g_ptr_array_unref (mounts);
  g_hash_table_remove_all (self->answers);

  G_OBJECT_CLASS (tarn_composed_store_parent_class)->dispose (object);
}

static void
tarn_composed_store_finalize (GObject *object)
{
  TarnComposedStore *self = TARN_COMPOSED_STORE (object);

  tarn_composed_free_spare (self);
  g_clear_pointer (&self->pieces, g_array_unref);
  g_clear_pointer (&self->octets, g_ptr_array_unref);
  g_clear_pointer (&self->stores, g_ptr_array_unref);
  g_clear_pointer (&self->answered, g_ptr_array_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->mounts, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_hash_table_unref);
  g_clear_pointer (&self->meta, g_hash_table_unref);

  G_OBJECT_CLASS (tarn_composed_store_parent_class)->finalize (object);
}

static void
tarn_composed_store_class_init (TarnComposedStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = tarn_composed_store_dispose;
  object_class->finalize = tarn_composed_store_finalize;
}

static void
tarn_composed_store_init (TarnComposedStore *self)
{
  self->mounts = g_ptr_array_new_with_free_func (mount_free);
  self->answers = g_hash_table_new_full ((GHashFunc) tarn_oid_hash, (GEqualFunc) tarn_oid_equal,
                                         NULL, answer_free);
  self->meta = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                      (GDestroyNotify) g_variant_unref);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (TarnPiece));
  self->octets = g_ptr_array_new_with_free_func (g_free);
  self->stores = g_ptr_array_new ();
  self->answered = g_ptr_array_new ();
  self->changes = tarn_composed_changes_new ();
}

/**
 * tarn_composed_store_new:
 *
 * Returns: (transfer full): a composed store with nothing in it
 */
TarnComposedStore *
tarn_composed_store_new (void)
{
  return g_object_new (TARN_TYPE_COMPOSED_STORE, NULL);
}

gboolean
tarn_composed_may_alter (TarnComposedStore  *self,
                         GError            **error)
{
  if (self->n_sections == 0)
    return TRUE;

  g_set_error_literal (error, TARN_ERROR, TARN_ERROR_STORE_BUSY,
                       "The composed store cannot change while it is being read, nor from a "
                       "function that answers for it");
  return FALSE;
}

static void
composition_changed (TarnComposedStore *self)
{
  self->planned = FALSE;
  self->generation++;
}

/* Is @wanted @store, or mounted in it, however deep?  @seen are the stores that need not
 * be looked at again. */
static gboolean
contains (TarnStore  *store,
          TarnStore  *wanted,
          GHashTable *seen)
{
  const GPtrArray *mounts;

  if (store == wanted)
    return TRUE;
  if (!TARN_IS_COMPOSED_STORE (store) || !g_hash_table_add (seen, store))
    return FALSE;

  mounts = TARN_COMPOSED_STORE (store)->mounts;
  for (guint i = 0; i < mounts->len; i++)
    if (contains (((TarnMount *) mounts->pdata[i])->store, wanted, seen))
      return TRUE;

  return FALSE;
}

/* The index of what is mounted exactly at @prefix; how many mounts there are if nothing
 * is. */
static guint
find_mount (TarnComposedStore *self,
            TarnSpan           prefix)
{
  guint i;

  for (i = 0; i < self->mounts->len; i++)
    if (tarn_span_equal (tarn_oid_span (((TarnMount *) self->mounts->pdata[i])->prefix), prefix))
      break;

  return i;
}

/* The empty prefix, too, is called something. */
static const char *
name_place (TarnSpan  prefix,
            char     *text)
{
  if (prefix.len == 0)
    return ".";

  tarn_name_to_text (prefix, text);
  return text;
}

static gboolean
check_mount (TarnComposedStore  *self,
             TarnSpan            prefix,
             TarnStore          *store,
             const TarnOid      *base,
             GError            **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (NULL, NULL);
  char text[TARN_NAME_MAX_TEXT];
  const char *place = name_place (prefix, text);

  if (find_mount (self, prefix) < self->mounts->len)
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "A store is mounted at “%s” already; unmount it before", place);
  else if (contains (store, TARN_STORE (self), seen))
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "The store to be mounted at “%s” contains the one it would be mounted in", place);
  else if (base != NULL && (prefix.len == 0) != (tarn_oid_span (base).len == 0))
    g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID,
                 "A whole store can be seen at its own names only: at “%s”, mount it without a "
                 "base", place);
  else
    return TRUE;

  return FALSE;
}

/**
 * tarn_composed_store_mount:
 * @self: a composed store
 * @prefix: (nullable): where; %NULL is the base layer, below all other mounts
 * @store: what to mount
 * @base: (nullable): what @store calls @prefix; %NULL if it has the same names
 * @error: return location for an error
 *
 * Makes @prefix and all names below it those of @store.  Without @base the store is
 * seen as it is, as far as it lies at or below @prefix.  With @base the name
 * “@prefix.x” is what @store has as “@base.x”, so that one table can be seen at
 * several places.  If two names of one batch are the same varbind of @store, the
 * greater name's change wins.
 *
 * Returns: whether it is mounted; if not, with %TARN_ERROR_INVALID where something is
 *   mounted at @prefix already, or @store contains @self, or one of @prefix and @base
 *   is all names and the other is not; with %TARN_ERROR_STORE_BUSY while @self is
 *   being read
 */
gboolean
tarn_composed_store_mount (TarnComposedStore  *self,
                           TarnOid            *prefix,
                           TarnStore          *store,
                           TarnOid            *base,
                           GError            **error)
{
  TarnSpan at = prefix != NULL ? tarn_oid_span (prefix) : tarn_span (NULL, 0);
  TarnMount *mount;

  g_return_val_if_fail (TARN_IS_COMPOSED_STORE (self), FALSE);
  g_return_val_if_fail (TARN_IS_STORE (store), FALSE);

  if (!tarn_composed_may_alter (self, error) || !check_mount (self, at, store, base, error))
    return FALSE;

  mount = g_new0 (TarnMount, 1);
  mount->owner = self;
  mount->store = g_object_ref (store);
  mount->prefix = tarn_oid_new_name (at);
  mount->end = tarn_oid_dup_end (mount->prefix);
  if (base != NULL && !tarn_span_equal (at, tarn_oid_span (base)))
    {
      mount->base = tarn_oid_ref (base);
      mount->base_end = tarn_oid_dup_end (base);
    }
  g_ptr_array_add (self->mounts, mount);
  tarn_composed_listen (mount);

  composition_changed (self);
  return TRUE;
}

/**
 * tarn_composed_store_unmount:
 * @self: a composed store
 * @prefix: (nullable): as it was given to tarn_composed_store_mount()
 * @error: return location for an error
 *
 * Takes away what is mounted exactly at @prefix; mounts below it stay.
 *
 * Returns: whether it is unmounted; if not, with %TARN_ERROR_INVALID where nothing is
 *   mounted there, with %TARN_ERROR_STORE_BUSY while @self is being read
 */
gboolean
tarn_composed_store_unmount (TarnComposedStore  *self,
                             const TarnOid      *prefix,
                             GError            **error)
{
  TarnSpan at = prefix != NULL ? tarn_oid_span (prefix) : tarn_span (NULL, 0);
  guint index;

  g_return_val_if_fail (TARN_IS_COMPOSED_STORE (self), FALSE);

  if (!tarn_composed_may_alter (self, error))
    return FALSE;

  index = find_mount (self, at);
  if (index == self->mounts->len)
    {
      char text[TARN_NAME_MAX_TEXT];

      g_set_error (error, TARN_ERROR, TARN_ERROR_INVALID, "Nothing is mounted at “%s”",
                   name_place (at, text));
      return FALSE;
    }

  /* Out of the array before it is freed, when other code may run. */
  composition_changed (self);
  mount_free (g_ptr_array_steal_index (self->mounts, index));
  return TRUE;
}

/* What comes right behind @oid: the same with an arc 0 more.  It bounds a piece and is
 * no name of anything, so it may be longer than names are. */
static GBytes *
name_behind (const TarnOid *oid)
{
  TarnSpan name = tarn_oid_span (oid);
  guint8 *octets = g_malloc0 (name.len + 1);

  memcpy (octets, name.data, name.len);
  return g_bytes_new_take (octets, name.len + 1);
}

/**
 * tarn_composed_store_answer:
 * @self: a composed store
 * @oid: a name
 * @func: (nullable) (scope notified) (closure user_data) (destroy destroy): tells its
 *   value; %NULL to have it no longer told by a function
 * @user_data: for @func
 * @destroy: called with @user_data when @func is no longer needed, at once if this
 *   fails
 * @error: return location for an error
 *
 * Has a function tell the value of one name, in place of what a mount may have there
 * and of a function that did so before.
 *
 * Returns: %TRUE; %FALSE with %TARN_ERROR_STORE_BUSY while @self is being read
 */
gboolean
tarn_composed_store_answer (TarnComposedStore  *self,
                            TarnOid            *oid,
                            TarnAnswerFunc      func,
                            gpointer            user_data,
                            GDestroyNotify      destroy,
                            GError            **error)
{
  TarnAnswer *answer;

  g_return_val_if_fail (TARN_IS_COMPOSED_STORE (self), FALSE);
  g_return_val_if_fail (oid != NULL && tarn_oid_span (oid).len > 0, FALSE);

  if (!tarn_composed_may_alter (self, error))
    {
      if (destroy != NULL)
        destroy (user_data);
      return FALSE;
    }

  composition_changed (self);
  if (func == NULL)
    {
      g_hash_table_remove (self->answers, oid);
      return TRUE;
    }

  answer = g_new0 (TarnAnswer, 1);
  answer->oid = tarn_oid_ref (oid);
  answer->end = name_behind (oid);
  answer->func = func;
  answer->user_data = user_data;
  answer->destroy = destroy;
  g_hash_table_replace (self->answers, answer->oid, answer);
  return TRUE;
}
