/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-meta.h"

#include "store/tarn-batch-private.h"
#include "store/tarn-page.h"

static GVariant *
to_little_endian (GVariant *value)
{
  return G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (value) : g_variant_ref (value);
}

/* Behind the variant: its checksum, 64 bits, and an octet that ends no variant, since
 * those end with their type string.  Records of the first format have neither. */
#define SEAL_LEN 9
#define SEAL_END 0xff

GBytes *
tarn_meta_pack (GVariant *value)
{
  g_autoptr(GVariant) boxed = g_variant_ref_sink (g_variant_new_variant (value));
  g_autoptr(GVariant) normal = g_variant_get_normal_form (boxed);
  g_autoptr(GVariant) little = to_little_endian (normal);
  gsize len = g_variant_get_size (little);
  guint8 *octets = g_malloc (len + SEAL_LEN);
  guint64 checksum;

  g_variant_store (little, octets);
  checksum = GUINT64_TO_LE (tarn_page_checksum (octets, len, 0));
  memcpy (octets + len, &checksum, sizeof checksum);
  octets[len + sizeof checksum] = SEAL_END;
  return g_bytes_new_take (octets, len + SEAL_LEN);
}

/* Takes the seal off; FALSE if it is broken. */
static gboolean
unseal (TarnSpan *octets)
{
  guint64 checksum;

  if (octets->len < SEAL_LEN || octets->data[octets->len - 1] != SEAL_END)
    return TRUE;

  octets->len -= SEAL_LEN;
  memcpy (&checksum, octets->data + octets->len, sizeof checksum);
  return GUINT64_FROM_LE (checksum) == tarn_page_checksum (octets->data, octets->len, 0);
}

GVariant *
tarn_meta_unpack (TarnSpan octets)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GVariant) boxed = NULL;
  g_autoptr(GVariant) native = NULL;

  if (!unseal (&octets))
    return NULL;

  bytes = g_bytes_new (octets.data, octets.len);
  boxed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARIANT, bytes, FALSE));
  if (!g_variant_is_normal_form (boxed))
    return NULL;

  native = to_little_endian (boxed);   /* and back */
  return g_variant_get_variant (native);
}

TarnSpan
tarn_meta_key (const char  *name,
               char       **text)
{
  *text = g_strconcat ("meta:", name, NULL);
  return tarn_span (*text, strlen (*text));
}

gboolean
tarn_meta_put_all (const TarnBatch  *batch,
                   TarnMetaFunc      func,
                   gpointer          data,
                   GError          **error)
{
  GHashTableIter iter;
  gpointer name, value;

  if (batch->meta == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, batch->meta);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      g_autoptr(GBytes) packed = value != NULL ? tarn_meta_pack (value) : NULL;
      g_autofree char *text = NULL;
      TarnSpan octets = { 0 };

      if (packed != NULL)
        octets.data = g_bytes_get_data (packed, &octets.len);
      if (!func (tarn_meta_key (name, &text), octets, data, error))
        return FALSE;
    }

  return TRUE;
}
