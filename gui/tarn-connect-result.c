/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "tarn-connect-result.h"

enum { SYS_DESCR, SYS_OBJECT_ID, SYS_NAME };

GPtrArray *
tarn_connected_dup_oids (void)
{
  static const char * const names[] = {
    [SYS_DESCR] = "1.3.6.1.2.1.1.1.0",
    [SYS_OBJECT_ID] = "1.3.6.1.2.1.1.2.0",
    [SYS_NAME] = "1.3.6.1.2.1.1.5.0",
  };
  GPtrArray *oids = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_ptr_array_add (oids, tarn_oid_new (names[i], NULL));

  return oids;
}

/* What a device says of itself is text mostly, in an encoding of its choice; it may break
 * lines. */
static char *
dup_text (GHashTable *values,
          TarnOid    *oid)
{
  TarnValue *value = g_hash_table_lookup (values, oid);
  const guint8 *octets;
  gsize len;
  char *text;

  if (value == NULL || tarn_value_get_kind (value) != TARN_KIND_OCTET_STRING)
    return NULL;

  octets = tarn_value_get_octets (value, &len);
  text = g_strstrip (g_utf8_make_valid ((const char *) octets, (gssize) len));
  if (text[0] == '\0')
    g_clear_pointer (&text, g_free);
  return text;
}

static TarnOid *
dup_oid (GHashTable *values,
         TarnOid    *oid)
{
  TarnValue *value = g_hash_table_lookup (values, oid);

  if (value == NULL || tarn_value_get_kind (value) != TARN_KIND_OBJECT_ID)
    return NULL;

  return tarn_value_dup_oid (value);
}

TarnConnected *
tarn_connected_new (TarnDevice *device,
                    GHashTable *values)
{
  TarnConnected *self = g_new0 (TarnConnected, 1);
  g_autoptr(GPtrArray) oids = tarn_connected_dup_oids ();

  self->device = g_object_ref (device);
  if (values != NULL)
    {
      self->name = dup_text (values, oids->pdata[SYS_NAME]);
      self->description = dup_text (values, oids->pdata[SYS_DESCR]);
      self->object_id = dup_oid (values, oids->pdata[SYS_OBJECT_ID]);
    }

  return self;
}

void
tarn_connected_free (TarnConnected *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->device);
  g_free (self->name);
  g_free (self->description);
  g_clear_pointer (&self->object_id, tarn_oid_unref);
  g_clear_pointer (&self->oid, tarn_oid_unref);
  g_free (self->profile);
  g_free (self->note);
  g_free (self);
}

void
tarn_connected_add_note (TarnConnected *self,
                         const char    *note)
{
  char *notes = self->note != NULL ? g_strdup_printf ("%s\n%s", self->note, note)
                                   : g_strdup (note);

  g_free (self->note);
  self->note = notes;
}
