/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "store/tarn-raw-scan.h"

#include "store/tarn-capture-file.h"

static TarnRawRecord *
find_at (const TarnRawRecords *self,
         guint32               at)
{
  guint low = 0, high = self->records->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      TarnRawRecord *record = &g_array_index (self->records, TarnRawRecord, middle);

      if (record->at == at)
        return record;
      if (record->at < at)
        low = middle + 1;
      else
        high = middle;
    }

  return NULL;
}

/* Follows one chain.  Every record is in one, and once: so this comes to an end. */
static void
follow (TarnRawRecords *self,
        const char     *chain,
        guint32         bucket,
        guint32         at,
        gboolean        of_space)
{
  while (at != 0)
    {
      TarnRawRecord *record = find_at (self, at);

      if (record == NULL || (record->kind == TARN_RAW_SPACE) != of_space || record->linked
          || (!of_space && record->hash % self->file->hash_size != bucket))
        {
          tarn_flaws_add (self->faults, "%s %u leads to offset %u, where %s", chain, bucket, at,
                           record == NULL ? "no record begins"
                           : record->linked ? "it has been, or another has"
                                            : "something else is");
          return;
        }

      record->linked = TRUE;
      at = record->next;
    }
}

static gboolean
follow_chains (TarnRawRecords *self,
               gboolean      (*tick) (gpointer data),
               gpointer        data)
{
  g_autofree guint8 *heads = tarn_raw_file_read (self->file, TARN_TDB_HEADER_LEN,
                                                 4 * ((gsize) self->file->hash_size + 1));

  for (guint32 i = 0; heads != NULL && i <= self->file->hash_size; i++)
    {
      if (i % 4096 == 0 && tick != NULL && !tick (data))
        return FALSE;

      if (i == 0)
        follow (self, "the list of free records", 0, tarn_raw_number (self->file, heads), TRUE);
      else
        follow (self, "hash chain", i - 1, tarn_raw_number (self->file, heads + 4 * i), FALSE);
    }

  for (guint i = 0; i < self->records->len; i++)
    {
      const TarnRawRecord *record = &g_array_index (self->records, TarnRawRecord, i);
      g_autofree char *what = NULL;

      if (record->linked && record->findable)
        continue;

      what = tarn_raw_records_describe (self, record);
      tarn_flaws_add (self->faults, "%s: %s", what,
                       record->kind == TARN_RAW_SPACE ? "it is in no list"
                       : record->linked ? "its hash is wrong, so nobody finds it"
                                        : "it is in no hash chain, so nobody finds it");
    }

  return TRUE;
}

/* Certain ones before others, of those the ones that tdb would find. */
static int
compare_pages (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const TarnRawRecord *records = user_data;
  const TarnRawRecord *one = &records[*(const guint32 *) a];
  const TarnRawRecord *other = &records[*(const guint32 *) b];

  if (one->kind != other->kind)
    return one->kind < other->kind ? -1 : 1;
  if (one->id != other->id)
    return one->id < other->id ? -1 : 1;
  if (one->linked != other->linked)
    return one->linked ? -1 : 1;
  return (int) other->in_step - (int) one->in_step;
}

static void
sort_pages (TarnRawRecords *self)
{
  const TarnRawRecord *before = NULL;

  for (guint32 i = 0; i < self->records->len; i++)
    if (g_array_index (self->records, TarnRawRecord, i).kind <= TARN_RAW_NOTES)
      g_array_append_val (self->pages, i);
  g_array_sort_with_data (self->pages, compare_pages, self->records->data);

  for (guint i = 0; i < self->pages->len; i++)
    {
      const TarnRawRecord *page = &g_array_index (self->records, TarnRawRecord,
                                                  g_array_index (self->pages, guint32, i));

      if (before != NULL && before->kind == page->kind && before->id == page->id
          && tarn_raw_record_is_certain (page))
        {
          g_autofree char *what = tarn_raw_records_describe (self, page);

          tarn_flaws_add (self->faults, "%s: there is another one at offset %u", what,
                           before->at);
        }
      before = page;
    }
}

gboolean
tarn_raw_records_init (TarnRawRecords *self,
                       TarnRawFile    *file,
                       TarnFlaws     *faults,
                       gboolean      (*tick) (gpointer data),
                       gpointer        data)
{
  *self = (TarnRawRecords) { .file = file, .faults = faults };
  self->records = g_array_new (FALSE, FALSE, sizeof (TarnRawRecord));
  self->pages = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->patience = file->size;

  if (!tarn_raw_scan (self, tick, data) || !follow_chains (self, tick, data))
    return FALSE;

  sort_pages (self);
  return TRUE;
}

void
tarn_raw_records_clear (TarnRawRecords *self)
{
  g_clear_pointer (&self->records, g_array_unref);
  g_clear_pointer (&self->pages, g_array_unref);
}

TarnRawRecord *
tarn_raw_records_find (const TarnRawRecords *self,
                       TarnRawKind           kind,
                       guint32               id)
{
  TarnRawRecord *records = (TarnRawRecord *) (gpointer) self->records->data;
  const guint32 *pages = (const guint32 *) (gconstpointer) self->pages->data;
  guint low = 0, high = self->pages->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      TarnRawRecord *page = &records[pages[middle]];

      if (page->kind < kind || (page->kind == kind && page->id < id))
        low = middle + 1;
      else
        high = middle;
    }

  if (low == self->pages->len || records[pages[low]].kind != kind || records[pages[low]].id != id
      || !tarn_raw_record_is_certain (&records[pages[low]]))
    return NULL;

  return &records[pages[low]];
}

TarnRawRecord *
tarn_raw_records_get (const TarnRawRecords *self,
                      TarnRawKind           kind)
{
  TarnRawRecord *found = NULL;

  for (guint i = 0; i < self->records->len; i++)
    {
      TarnRawRecord *record = &g_array_index (self->records, TarnRawRecord, i);

      if (record->kind == kind && (found == NULL || (tarn_raw_record_is_certain (record)
                                                     && !tarn_raw_record_is_certain (found))))
        found = record;
    }

  return found;
}

guint8 *
tarn_raw_records_read (const TarnRawRecords *self,
                       const TarnRawRecord  *record)
{
  return tarn_raw_file_read (self->file, (guint64) record->at + TARN_RAW_HEADER + record->key_len,
                             record->data_len);
}

char *
tarn_raw_records_read_key (const TarnRawRecords *self,
                           const TarnRawRecord  *record)
{
  g_autofree guint8 *key = tarn_raw_file_read (self->file, (guint64) record->at + TARN_RAW_HEADER,
                                               record->key_len);

  return g_strndup ((const char *) key, record->key_len);
}

char *
tarn_raw_records_describe (const TarnRawRecords *self,
                           const TarnRawRecord  *record)
{
  const char *of = record->kind == TARN_RAW_NOTES ? " of the notes" : "";
  g_autofree char *key = NULL;
  g_autofree char *name = NULL;

  switch ((TarnRawKind) record->kind)
    {
    case TARN_RAW_PAGE:
    case TARN_RAW_NOTES:
      if (record->id == 0)
        return g_strdup_printf ("the root record%s, at offset %u", of, record->at);
      return g_strdup_printf ("page %u%s, at offset %u", record->id, of, record->at);
    case TARN_RAW_META:
      key = tarn_raw_records_read_key (self, record);
      name = g_utf8_make_valid (key + strlen ("meta:"), -1);
      return g_strdup_printf ("the metadata record “%s”, at offset %u", name, record->at);
    case TARN_RAW_FORMAT:
      return g_strdup_printf ("the record that tells the format, at offset %u", record->at);
    case TARN_RAW_JOURNAL:
      return g_strdup_printf ("the journal, at offset %u", record->at);
    case TARN_RAW_SPACE:
      return g_strdup_printf ("the free record at offset %u", record->at);
    case TARN_RAW_OTHER:
    default:
      return g_strdup_printf ("the record at offset %u", record->at);
    }
}

static guint8 *
raw_pager_read (gpointer   data,
                guint32    id,
                gsize     *len,
                GError   **error)
{
  const TarnRawPages *pages = data;
  const TarnRawRecord *record = tarn_raw_records_find (pages->records, pages->kind, id);

  if (record == NULL)
    return NULL;

  *len = record->data_len;
  return tarn_raw_records_read (pages->records, record);
}

const TarnPager tarn_raw_pager = { raw_pager_read, NULL, NULL };
