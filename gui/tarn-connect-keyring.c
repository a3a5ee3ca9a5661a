/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-connect-keyring.h"

#include <glib/gi18n.h>
#ifdef TARN_HAVE_LIBSECRET
#include <libsecret/secret.h>
#endif

#include "tarn-connect-target.h"

struct _TarnConnectKeyring
{
  GObject     parent_instance;

  gboolean    use_service;
  GHashTable *memory;        /* profile → GBytes */
};

G_DEFINE_FINAL_TYPE (TarnConnectKeyring, tarn_connect_keyring, G_TYPE_OBJECT)

static void
tarn_connect_keyring_finalize (GObject *object)
{
  TarnConnectKeyring *self = TARN_CONNECT_KEYRING (object);

  g_hash_table_unref (self->memory);

  G_OBJECT_CLASS (tarn_connect_keyring_parent_class)->finalize (object);
}

static void
tarn_connect_keyring_class_init (TarnConnectKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = tarn_connect_keyring_finalize;
}

static void
tarn_connect_keyring_init (TarnConnectKeyring *self)
{
  self->memory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify) g_bytes_unref);
}

TarnConnectKeyring *
tarn_connect_keyring_new (gboolean use_service)
{
  TarnConnectKeyring *self = g_object_new (TARN_TYPE_CONNECT_KEYRING, NULL);

  self->use_service = use_service;
  return self;
}

#ifdef TARN_HAVE_LIBSECRET

static const SecretSchema *
keyring_schema (void)
{
  static const SecretSchema schema = {
    "org.tarn.Community", SECRET_SCHEMA_NONE,
    { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
  };

  return &schema;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  char *text = secret_password_lookup_finish (result, &error);
  GBytes *community = text != NULL ? tarn_community_parse (text, NULL) : NULL;

  if (text != NULL)
    secret_password_free (text);
  if (error != NULL)
    g_debug ("The keyring: %s", error->message);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, community, (GDestroyNotify) g_bytes_unref);
  else
    g_clear_pointer (&community, g_bytes_unref);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  TarnConnectKeyring *self = g_task_get_source_object (task);
  const char *profile = g_task_get_task_data (task);
  GError *error = NULL;

  if (!secret_password_store_finish (result, &error))
    {
      g_prefix_error (&error, _("The keyring did not keep the community, it is known until Tarn "
                                "ends: "));
      g_task_return_error (task, error);
      return;
    }

  g_hash_table_remove (self->memory, profile);
  g_task_return_boolean (task, TRUE);
}

#endif

void
tarn_connect_keyring_lookup_async (TarnConnectKeyring  *self,
                                   const char          *profile,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  GBytes *community;

  g_return_if_fail (TARN_IS_CONNECT_KEYRING (self));
  g_return_if_fail (profile != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_connect_keyring_lookup_async);
  community = g_hash_table_lookup (self->memory, profile);
#ifdef TARN_HAVE_LIBSECRET
  if (community == NULL && self->use_service)
    {
      secret_password_lookup (keyring_schema (), cancellable, looked_up_cb,
                              g_steal_pointer (&task), "profile", profile, NULL);
      return;
    }
#endif
  g_task_return_pointer (task, community != NULL ? g_bytes_ref (community) : NULL,
                         (GDestroyNotify) g_bytes_unref);
}

GBytes *
tarn_connect_keyring_lookup_finish (TarnConnectKeyring  *self,
                                    GAsyncResult        *result,
                                    GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
tarn_connect_keyring_store_async (TarnConnectKeyring  *self,
                                  const char          *profile,
                                  GBytes              *community,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (TARN_IS_CONNECT_KEYRING (self));
  g_return_if_fail (profile != NULL);
  g_return_if_fail (community != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, tarn_connect_keyring_store_async);
  g_task_set_task_data (task, g_strdup (profile), g_free);
  g_hash_table_insert (self->memory, g_strdup (profile), g_bytes_ref (community));
#ifdef TARN_HAVE_LIBSECRET
  if (self->use_service)
    {
      g_autofree char *label = g_strdup_printf (_("SNMP community of “%s”"), profile);
      g_autofree char *text = tarn_connect_format_community (community);

      secret_password_store (keyring_schema (), SECRET_COLLECTION_DEFAULT, label, text,
                             cancellable, stored_cb, g_steal_pointer (&task),
                             "profile", profile, NULL);
      return;
    }
#endif
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("There is no keyring: the community is known until Tarn ends"));
}

gboolean
tarn_connect_keyring_store_finish (TarnConnectKeyring  *self,
                                   GAsyncResult        *result,
                                   GError             **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
tarn_connect_keyring_forget (TarnConnectKeyring *self,
                             const char         *profile)
{
  g_return_if_fail (TARN_IS_CONNECT_KEYRING (self));
  g_return_if_fail (profile != NULL);

  g_hash_table_remove (self->memory, profile);
#ifdef TARN_HAVE_LIBSECRET
  if (self->use_service)
    secret_password_clear (keyring_schema (), NULL, NULL, NULL, "profile", profile, NULL);
#endif
}
