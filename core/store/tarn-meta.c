/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-meta.h"

static GVariant *
to_little_endian (GVariant *value)
{
  return G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (value) : g_variant_ref (value);
}

GVariant *
tarn_meta_pack (GVariant *value)
{
  g_autoptr(GVariant) boxed = g_variant_ref_sink (g_variant_new_variant (value));
  g_autoptr(GVariant) normal = g_variant_get_normal_form (boxed);

  return to_little_endian (normal);
}

GVariant *
tarn_meta_unpack (TarnSpan octets)
{
  g_autoptr(GBytes) bytes = g_bytes_new (octets.data, octets.len);
  g_autoptr(GVariant) boxed = NULL;
  g_autoptr(GVariant) native = NULL;

  boxed = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE_VARIANT, bytes, FALSE));
  if (!g_variant_is_normal_form (boxed))
    return NULL;

  native = to_little_endian (boxed);   /* and back */
  return g_variant_get_variant (native);
}
