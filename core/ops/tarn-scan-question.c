/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-scan-question.h"

/* Of a message around its community and varbinds, at most. */
#define OVERHEAD_OCTETS 40

static void
credential_clear (gpointer data)
{
  g_bytes_unref (((TarnScanCredential *) data)->community);
}

static void
request_clear (gpointer data)
{
  tarn_encoded_clear (&((TarnScanRequest *) data)->encoded);
}

void
tarn_scan_question_init (TarnScanQuestion *self)
{
  *self = (TarnScanQuestion) {
    .names = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref),
    .tables = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_oid_unref),
    .credentials = g_array_new (FALSE, FALSE, sizeof (TarnScanCredential)),
    .requests = g_array_new (FALSE, FALSE, sizeof (TarnScanRequest)),
  };
  g_array_set_clear_func (self->credentials, credential_clear);
  g_array_set_clear_func (self->requests, request_clear);
}

void
tarn_scan_question_clear (TarnScanQuestion *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->credentials, g_array_unref);
  g_clear_pointer (&self->requests, g_array_unref);
}

static void
add_once (GPtrArray     *oids,
          const TarnOid *oid)
{
  if (!g_ptr_array_find_with_equal_func (oids, oid, (GEqualFunc) tarn_oid_equal, NULL))
    g_ptr_array_add (oids, tarn_oid_ref ((TarnOid *) oid));
}

void
tarn_scan_question_add_name (TarnScanQuestion *self,
                             const TarnOid    *name)
{
  add_once (self->names, name);
}

void
tarn_scan_question_add_table (TarnScanQuestion *self,
                              const TarnOid    *root)
{
  add_once (self->tables, root);
}

void
tarn_scan_question_add_credential (TarnScanQuestion *self,
                                   TarnVersion       version,
                                   TarnSpan          community)
{
  TarnScanCredential credential = { version, g_bytes_new (community.data, community.len) };

  g_array_append_val (self->credentials, credential);
}

static void
question_encode (TarnScanQuestion         *self,
                 const TarnScanCredential *credential,
                 guint                     first,
                 guint                     n)
{
  TarnScanRequest request = { .first = first, .n = n };
  TarnPdu pdu = { .type = TARN_PDU_GET };
  g_autofree TarnRow *rows = g_new (TarnRow, n);

  for (guint i = 0; i < n; i++)
    rows[i] = tarn_row_unspecified (tarn_scan_question_get_name (self, first + i));

  if (!tarn_encoded_set (&request.encoded, credential->version,
                         tarn_scan_credential_get_community (credential), &pdu, rows, n))
    g_assert_not_reached ();
  g_array_append_val (self->requests, request);
}

/* How many names from @first on go into one request, whoever asks: one at least. */
static guint
question_count_fitting (const TarnScanQuestion *self,
                        guint                   first,
                        gsize                   room)
{
  gsize used = 0;
  guint i;

  for (i = first; i < self->names->len; i++)
    {
      TarnRow row = tarn_row_unspecified (tarn_scan_question_get_name (self, i));

      used += tarn_ber_row_size (&row);
      if (used > room)
        break;
    }

  return MAX (i - first, 1);
}

static void
question_add_text (TarnScanQuestion *self,
                   const char       *text)
{
  g_autoptr(TarnOid) oid = tarn_oid_new (text, NULL);

  tarn_scan_question_add_name (self, oid);
}

void
tarn_scan_question_settle (TarnScanQuestion *self)
{
  gsize longest = 0;
  gsize room;

  if (self->names->len == 0 && self->tables->len == 0)
    self->discover = TRUE;

  if (self->discover)
    {
      g_ptr_array_set_size (self->names, 0);
      g_ptr_array_set_size (self->tables, 0);
    }

  /* The first contact of a device is one small request (F-64). */
  self->quiet = self->names->len == 0 && !self->discover;
  if (self->names->len == 0)
    question_add_text (self, "1.3.6.1.2.1.1.3.0");
  if (self->discover)
    question_add_text (self, "1.3.6.1.2.1.1.5.0");

  if (self->credentials->len == 0)
    tarn_scan_question_add_credential (self, TARN_VERSION_2C, tarn_span ("public", 6));

  for (guint i = 0; i < self->credentials->len; i++)
    longest = MAX (longest, g_bytes_get_size (
                              tarn_scan_question_get_credential (self, i)->community));
  room = TARN_SCAN_REQUEST_OCTETS - OVERHEAD_OCTETS;
  room -= MIN (room, longest);

  for (guint i = 0; i < self->credentials->len; i++)
    {
      guint n;

      self->n_requests = 0;
      for (guint first = 0; first < self->names->len; first += n)
        {
          n = question_count_fitting (self, first, room);
          question_encode (self, tarn_scan_question_get_credential (self, i), first, n);
          self->n_requests++;
        }
    }
}
