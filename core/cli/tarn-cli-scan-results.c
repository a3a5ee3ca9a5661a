/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * Rows come as they come; what came from one device is told together.
 */
#include "tarn-cli-scan.h"

#define MAX_SPARE        256
#define MAX_SPARE_OCTETS (16 * 1024)   /* a spare one keeps no more room than that */

/* A row whose name and value come next in the octets of its device. */
typedef struct
{
  guint32       tlv_len;
  guint16       name_len;
  TarnAnomalies anomalies;
} ScanRow;

struct _CliScanDevice
{
  guint64     position;
  GByteArray *octets;
  GArray     *rows;       /* of ScanRow */
};

static CliScanDevice *
scan_device_new (void)
{
  CliScanDevice *self = g_new (CliScanDevice, 1);

  self->octets = g_byte_array_new ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (ScanRow));
  return self;
}

static void
scan_device_free (gpointer data)
{
  CliScanDevice *self = data;

  g_byte_array_unref (self->octets);
  g_array_unref (self->rows);
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

  if (self->spare->len == MAX_SPARE || device->octets->len > MAX_SPARE_OCTETS)
    {
      scan_device_free (device);
      return;
    }

  g_byte_array_set_size (device->octets, 0);
  g_array_set_size (device->rows, 0);
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
                                : scan_device_new ();
  device->position = position;
  g_hash_table_insert (self->open, &device->position, device);
  return device;
}

void
cli_scan_results_put (CliScanResults      *self,
                      const TarnScanEvent *event)
{
  CliScanDevice *device = get_device (self, event->position);

  for (gsize i = 0; i < event->n_rows; i++)
    {
      const TarnRow *row = &event->rows[i];
      ScanRow kept = { (guint32) row->tlv.len, (guint16) row->name.len, row->anomalies };

      g_byte_array_append (device->octets, row->name.data, (guint) row->name.len);
      g_byte_array_append (device->octets, row->tlv.data, (guint) row->tlv.len);
      g_array_append_val (device->rows, kept);
    }
}

void
cli_scan_results_take (CliScanResults      *self,
                       const TarnScanEvent *event,
                       CliScanResult       *result)
{
  CliScanDevice *device = NULL;
  const guint8 *octets;

  recycle (self);
  g_array_set_size (self->rows, 0);
  *result = (CliScanResult) { .end = event };
  if (!g_hash_table_steal_extended (self->open, &event->position, NULL, (gpointer *) &device))
    return;

  octets = device->octets->data;
  for (guint i = 0; i < device->rows->len; i++)
    {
      const ScanRow *kept = &g_array_index (device->rows, ScanRow, i);
      TarnRow row = { .name = tarn_span (octets, kept->name_len) };

      tarn_row_set_tlv (&row, tarn_span (octets + kept->name_len, kept->tlv_len));
      row.anomalies = kept->anomalies;
      g_array_append_val (self->rows, row);
      octets += kept->name_len + kept->tlv_len;
    }
  result->rows = (const TarnRow *) (gconstpointer) self->rows->data;
  result->n_rows = self->rows->len;

  self->last = device;
}
