/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-note-private.h"

#include "base/tarn-name.h"
#include "base/tarn-tlv.h"
#include "base/tarn-value-private.h"
#include "store/tarn-record.h"

#define NOTE_VERSION 1
#define NOTE_HEAD    11

enum
{
  HAS_ANOMALIES = 1 << 0,
  HAS_REQUESTED = 1 << 1,
  HAS_WAS       = 1 << 2,
  HAS_ALL       = HAS_ANOMALIES | HAS_REQUESTED | HAS_WAS,
};

G_DEFINE_ENUM_TYPE (TarnOrigin, tarn_origin,
  G_DEFINE_ENUM_VALUE (TARN_ORIGIN_DEVICE, "device"),
  G_DEFINE_ENUM_VALUE (TARN_ORIGIN_IMPORT, "import"),
  G_DEFINE_ENUM_VALUE (TARN_ORIGIN_EDIT, "edit"),
  G_DEFINE_ENUM_VALUE (TARN_ORIGIN_AGENT, "agent"))

G_DEFINE_BOXED_TYPE (TarnNote, tarn_note, tarn_note_copy, tarn_note_free)

/**
 * tarn_origin_to_string:
 * @origin: where a change came from
 *
 * Returns: one word
 */
const char *
tarn_origin_to_string (TarnOrigin origin)
{
  static const char *const words[] = { "device", "import", "edit", "agent" };

  g_return_val_if_fail ((guint) origin < G_N_ELEMENTS (words), "device");

  return words[origin];
}

/**
 * tarn_note_new:
 * @origin: who changed the varbind last
 * @time_us: when, Unix time in microseconds
 * @anomalies: what was odd about it
 * @requested: (nullable): the name that was asked for
 * @was: (nullable): what stood there before
 *
 * Returns: (transfer full): a note
 */
TarnNote *
tarn_note_new (TarnOrigin     origin,
               gint64         time_us,
               TarnAnomalies  anomalies,
               TarnOid       *requested,
               TarnValue     *was)
{
  TarnNote *self;

  g_return_val_if_fail ((guint) origin <= TARN_ORIGIN_AGENT, NULL);

  self = g_new0 (TarnNote, 1);
  self->origin = origin;
  self->time_us = time_us;
  self->anomalies = anomalies;
  self->requested = requested != NULL ? tarn_oid_ref (requested) : NULL;
  self->was = was != NULL ? tarn_value_ref (was) : NULL;
  return self;
}

/**
 * tarn_note_copy:
 * @self: a note
 *
 * Returns: (transfer full): a copy
 */
TarnNote *
tarn_note_copy (const TarnNote *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return tarn_note_new (self->origin, self->time_us, self->anomalies, self->requested, self->was);
}

/**
 * tarn_note_free:
 * @self: (transfer full): a note
 */
void
tarn_note_free (TarnNote *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->requested, tarn_oid_unref);
  g_clear_pointer (&self->was, tarn_value_unref);
  g_free (self);
}

void
tarn_note_pack (const TarnNote *self,
                GByteArray     *octets)
{
  TarnSpan requested = { 0 }, was = { 0 };
  guint8 flags = 0;
  gsize len = NOTE_HEAD;

  if (self->anomalies != TARN_ANOMALY_NONE)
    {
      flags |= HAS_ANOMALIES;
      len += 4;
    }
  if (self->requested != NULL)
    {
      requested = tarn_oid_span (self->requested);
      flags |= HAS_REQUESTED;
      len += 2 + requested.len;
    }
  if (self->was != NULL)
    {
      was = tarn_value_get_row (self->was)->tlv;
      flags |= HAS_WAS;
      len += was.len;
    }

  g_byte_array_set_size (octets, (guint) tarn_tlv_header_size (len));
  tarn_tlv_put_header (octets->data, TARN_KIND_OCTET_STRING, len);

  tarn_record_put_number (octets, 1, NOTE_VERSION);
  tarn_record_put_number (octets, 1, self->origin);
  tarn_record_put_number (octets, 8, (guint64) self->time_us);
  tarn_record_put_number (octets, 1, flags);
  if (flags & HAS_ANOMALIES)
    tarn_record_put_number (octets, 4, self->anomalies);
  if (flags & HAS_REQUESTED)
    {
      tarn_record_put_number (octets, 2, requested.len);
      tarn_record_put_span (octets, requested);
    }
  tarn_record_put_span (octets, was);
}

static gboolean
take_requested (TarnSpan  *rest,
                TarnNote  *note)
{
  const TarnAnomalies usable = TARN_ANOMALY_OID_TOO_LONG | TARN_ANOMALY_EMPTY_OID;
  TarnSpan name;
  guint64 len;

  if (!tarn_record_take_number (rest, 2, &len) || !tarn_record_take_span (rest, len, &name)
      || (tarn_name_check (name) & ~usable) != 0)
    return FALSE;

  note->requested = tarn_oid_new_name (name);
  return TRUE;
}

TarnNote *
tarn_note_unpack (TarnSpan tlv)
{
  TarnTlvHeader header = tarn_tlv_parse (tlv);
  g_autoptr(TarnNote) note = g_new0 (TarnNote, 1);
  guint64 version, origin, time_us, flags, anomalies = 0;
  TarnSpan rest;

  if (header.error != TARN_TLV_OK || header.tag != TARN_KIND_OCTET_STRING
      || header.header_len + header.content_len != tlv.len)
    return NULL;

  rest = tarn_span (tlv.data + header.header_len, header.content_len);
  if (!tarn_record_take_number (&rest, 1, &version) || version != NOTE_VERSION
      || !tarn_record_take_number (&rest, 1, &origin) || origin > TARN_ORIGIN_AGENT
      || !tarn_record_take_number (&rest, 8, &time_us)
      || !tarn_record_take_number (&rest, 1, &flags) || (flags & ~(guint64) HAS_ALL) != 0
      || ((flags & HAS_ANOMALIES) && !tarn_record_take_number (&rest, 4, &anomalies))
      || ((flags & HAS_REQUESTED) && !take_requested (&rest, note))
      || (!(flags & HAS_WAS) && rest.len > 0))
    return NULL;

  note->origin = (TarnOrigin) origin;
  note->time_us = (gint64) time_us;
  note->anomalies = (TarnAnomalies) anomalies;
  if (flags & HAS_WAS)
    note->was = tarn_value_new_span (rest);
  return g_steal_pointer (&note);
}
