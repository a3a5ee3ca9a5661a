/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Names of types, as we write them, and as others do.
 */
#include "ops/tarn-format-private.h"

/* The first name of each tag is the one that we write.  When reading, case, spaces and
 * hyphens do not matter. */
static const struct { const char *name; guint8 tag; } names[] = {
  { "Integer32", TARN_KIND_INTEGER }, { "Integer", TARN_KIND_INTEGER },
  { "Int", TARN_KIND_INTEGER }, { "Int32", TARN_KIND_INTEGER },
  { "BitString", TARN_KIND_BIT_STRING },
  { "OctetString", TARN_KIND_OCTET_STRING }, { "String", TARN_KIND_OCTET_STRING },
  { "Octets", TARN_KIND_OCTET_STRING }, { "DisplayString", TARN_KIND_OCTET_STRING },
  { "Bits", TARN_KIND_OCTET_STRING }, { "PhysAddress", TARN_KIND_OCTET_STRING },
  { "Null", TARN_KIND_NULL },
  { "ObjectIdentifier", TARN_KIND_OBJECT_ID }, { "ObjectID", TARN_KIND_OBJECT_ID },
  { "OID", TARN_KIND_OBJECT_ID }, { "ObjID", TARN_KIND_OBJECT_ID },
  { "IpAddress", TARN_KIND_IP_ADDRESS }, { "NetworkAddress", TARN_KIND_IP_ADDRESS },
  { "IpAddr", TARN_KIND_IP_ADDRESS },
  { "Counter32", TARN_KIND_COUNTER32 }, { "Counter", TARN_KIND_COUNTER32 },
  { "Gauge32", TARN_KIND_GAUGE32 }, { "Gauge", TARN_KIND_GAUGE32 },
  { "Unsigned32", TARN_KIND_GAUGE32 }, { "Unsigned", TARN_KIND_GAUGE32 },
  { "TimeTicks", TARN_KIND_TIME_TICKS },
  { "Opaque", TARN_KIND_OPAQUE },
  { "NsapAddress", TARN_KIND_NSAP_ADDRESS },
  { "Counter64", TARN_KIND_COUNTER64 },
  { "UInteger32", TARN_KIND_UINTEGER32 },
  { "noSuchObject", TARN_KIND_NO_SUCH_OBJECT },
  { "noSuchInstance", TARN_KIND_NO_SUCH_INSTANCE },
  { "endOfMibView", TARN_KIND_END_OF_MIB_VIEW },
};

const char *
tarn_format_type_name (guint8 tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].tag == tag)
      return names[i].name;

  return TARN_FORMAT_UNKNOWN;
}

static gboolean
is_name (TarnSpan    word,
         const char *name)
{
  for (gsize i = 0; i < word.len; i++)
    {
      if (strchr (" -_", word.data[i]) != NULL && word.data[i] != '\0')
        continue;
      if (*name == '\0' || g_ascii_tolower ((char) word.data[i]) != g_ascii_tolower (*name))
        return FALSE;
      name++;
    }

  return *name == '\0';
}

guint8
tarn_format_parse_type (TarnSpan word)
{
  if (word.len == 0 || !g_ascii_isalpha (word.data[0]))
    return TARN_KIND_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (is_name (word, names[i].name))
      return names[i].tag;

  return TARN_KIND_NONE;
}
