/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows come as they come; what came from one device is told together.
 */
#include "tarn-cli-scan.h"

#define MAX_SPARE        256
#define MAX_SPARE_OCTETS (16 * 1024)   /* a spare one keeps no more room than that */

/* Before the name and the value of a row, in the octets of its device; not aligned. */
typedef struct
{
  guint32       tlv_len;
  guint16       name_len;
  guint8        tag;
  guint8        header_len;
  TarnAnomalies anomalies;
} KeptRow;

/* No GArray: a million rows a second pass here, and each append to one divides. */
struct _CliScanDevice
{
  guint64  position;
  guint8  *octets;
  gsize    len;
  gsize    size;     /* that there is room for */
  guint    n_rows;
};

static void
scan_device_free (gpointer data)
{
  CliScanDevice *self = data;

  g_free (self->octets);
  g_free (self);
}

void
cli_scan_results_init (CliScanResults *self)
{
  self->open = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, scan_device_free);
  self->spare = g_ptr_array_new_with_free_func (scan_device_free);
  self->rows = g_array_new (FALSE, FALSE, sizeof (TarnRow));
}

/* What the last result showed is no longer needed. */
static void
recycle (CliScanResults *self)
{
  CliScanDevice *device = g_steal_pointer (&self->last);

  if (device == NULL)
    return;

  if (self->spare->len == MAX_SPARE || device->size > MAX_SPARE_OCTETS)
    {
      scan_device_free (device);
      return;
    }

  device->len = 0;
  device->n_rows = 0;
  g_ptr_array_add (self->spare, device);
}

void
cli_scan_results_clear (CliScanResults *self)
{
  recycle (self);
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_array_unref);
}

static CliScanDevice *
get_device (CliScanResults *self,
            guint64         position)
{
  CliScanDevice *device = g_hash_table_lookup (self->open, &position);

  if (device != NULL)
    return device;

  device = self->spare->len > 0 ? g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1)
                                : g_new0 (CliScanDevice, 1);
  device->position = position;
  g_hash_table_insert (self->open, &device->position, device);
  return device;
}

static void
scan_device_make_room (CliScanDevice *self,
                       const TarnRow *rows,
                       gsize          n_rows)
{
  gsize size = self->len + n_rows * sizeof (KeptRow);

  for (gsize i = 0; i < n_rows; i++)
    size += rows[i].name.len + rows[i].tlv.len;

  if (size <= self->size)
    return;

  self->size = MAX (size, 2 * self->size);
  self->octets = g_realloc (self->octets, self->size);
}

void
cli_scan_results_put (CliScanResults      *self,
                      const TarnScanEvent *event)
{
  CliScanDevice *device = get_device (self, event->position);
  guint8 *to;

  scan_device_make_room (device, event->rows, event->n_rows);
  to = device->octets + device->len;
  for (gsize i = 0; i < event->n_rows; i++)
    {
      const TarnRow *row = &event->rows[i];
      KeptRow kept = {
        (guint32) row->tlv.len, (guint16) row->name.len, row->tag, row->header_len,
        row->anomalies,
      };

      to = mempcpy (to, &kept, sizeof kept);
      if (row->name.data + row->name.len == row->tlv.data)   /* as they lie in a message */
        {
          to = mempcpy (to, row->name.data, row->name.len + row->tlv.len);
          continue;
        }
      to = mempcpy (to, row->name.data, row->name.len);
      to = mempcpy (to, row->tlv.data, row->tlv.len);
    }

  device->len = (gsize) (to - device->octets);
  device->n_rows += (guint) event->n_rows;
}

void
cli_scan_results_take (CliScanResults      *self,
                       const TarnScanEvent *event,
                       CliScanResult       *result)
{
  CliScanDevice *device = NULL;
  const guint8 *from;
  TarnRow *rows;

  recycle (self);
  *result = (CliScanResult) { .end = event };
  if (!g_hash_table_steal_extended (self->open, &event->position, NULL, (gpointer *) &device))
    return;

  g_array_set_size (self->rows, device->n_rows);
  rows = (TarnRow *) (gpointer) self->rows->data;
  from = device->octets;
  for (guint i = 0; i < device->n_rows; i++)
    {
      KeptRow kept;

      memcpy (&kept, from, sizeof kept);
      from += sizeof kept;
      rows[i] = (TarnRow) {
        .name = tarn_span (from, kept.name_len),
        .tlv = tarn_span (from + kept.name_len, kept.tlv_len),
        .tag = kept.tag,
        .header_len = kept.header_len,
        .anomalies = kept.anomalies,
      };
      from += kept.name_len + kept.tlv_len;
    }

  result->rows = rows;
  result->n_rows = device->n_rows;
  self->last = device;
}
