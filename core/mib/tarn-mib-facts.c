/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-facts.h"

#include <string.h>

void
tarn_mib_facts_put_kind (GByteArray  *self,
                         TarnMibFact  kind)
{
  guint8 octet = kind;

  g_byte_array_append (self, &octet, 1);
}

void
tarn_mib_facts_put_u32 (GByteArray *self,
                        guint32     value)
{
  g_byte_array_append (self, (const guint8 *) &value, sizeof value);
}

void
tarn_mib_facts_put_i64 (GByteArray *self,
                        gint64      value)
{
  g_byte_array_append (self, (const guint8 *) &value, sizeof value);
}

/* A parser may cut characters in two. */
void
tarn_mib_facts_put_string (GByteArray *self,
                           const char *string)
{
  g_autofree char *valid = string != NULL && !g_utf8_validate (string, -1, NULL)
                           ? g_utf8_make_valid (string, -1) : NULL;
  gsize len;

  string = valid != NULL ? valid : string;
  len = string != NULL ? strlen (string) : 0;

  if (string == NULL || len >= G_MAXUINT32)
    {
      tarn_mib_facts_put_u32 (self, G_MAXUINT32);
      return;
    }

  tarn_mib_facts_put_u32 (self, (guint32) len);
  g_byte_array_append (self, (const guint8 *) string, (guint) len + 1);
}

static const guint8 *
take (TarnMibFactsReader *self,
      gsize               n)
{
  const guint8 *at = self->at;

  if (self->failed || (gsize) (self->end - self->at) < n)
    {
      self->failed = TRUE;
      return NULL;
    }
  self->at += n;
  return at;
}

guint8
tarn_mib_facts_read_kind (TarnMibFactsReader *self)
{
  const guint8 *at = self->at < self->end ? take (self, 1) : NULL;

  return at != NULL ? *at : 0;
}

guint32
tarn_mib_facts_read_u32 (TarnMibFactsReader *self)
{
  guint32 value = 0;
  const guint8 *at = take (self, sizeof value);

  if (at != NULL)
    memcpy (&value, at, sizeof value);
  return value;
}

guint32
tarn_mib_facts_read_word (TarnMibFactsReader *self,
                          guint32             last)
{
  guint32 word = tarn_mib_facts_read_u32 (self);

  return MIN (word, last);
}

gint64
tarn_mib_facts_read_i64 (TarnMibFactsReader *self)
{
  gint64 value = 0;
  const guint8 *at = take (self, sizeof value);

  if (at != NULL)
    memcpy (&value, at, sizeof value);
  return value;
}

const char *
tarn_mib_facts_read_string (TarnMibFactsReader *self)
{
  guint32 len = tarn_mib_facts_read_u32 (self);
  const guint8 *at;

  if (self->failed || len == G_MAXUINT32)
    return NULL;
  at = take (self, (gsize) len + 1);
  if (at == NULL || at[len] != '\0' || !g_utf8_validate_len ((const char *) at, len, NULL))
    {
      self->failed = TRUE;
      return NULL;
    }
  return (const char *) at;
}
