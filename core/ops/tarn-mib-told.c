/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-told.h"

#include <string.h>

#include "mib/tarn-mib-facts.h"

#define MAGIC "tarn-mib-told 1"

char *
tarn_mib_told_get_path (const char *output)
{
  return g_strconcat (output, ".told", NULL);
}

static void
put_strings (GByteArray *octets,
             GPtrArray  *strings)
{
  tarn_mib_facts_put_u32 (octets, strings->len);
  for (guint i = 0; i < strings->len; i++)
    tarn_mib_facts_put_string (octets, strings->pdata[i]);
}

static void
put_report (GByteArray          *octets,
            const TarnMibReport *report)
{
  tarn_mib_facts_put_string (octets, report->name);
  tarn_mib_facts_put_string (octets, report->path);
  tarn_mib_facts_put_u32 (octets, report->verdict);
  tarn_mib_facts_put_u32 (octets, report->line);
  tarn_mib_facts_put_u32 (octets, report->n_objects);
  tarn_mib_facts_put_u32 (octets, report->n_types);
  tarn_mib_facts_put_u32 (octets, report->n_incomplete);
  put_strings (octets, report->lost);
  put_strings (octets, report->missing);
  tarn_mib_facts_put_u32 (octets, report->remarks->len);
  for (guint i = 0; i < report->remarks->len; i++)
    {
      const TarnMibRemark *remark = report->remarks->pdata[i];

      tarn_mib_facts_put_u32 (octets, remark->kind);
      tarn_mib_facts_put_u32 (octets, remark->line);
      tarn_mib_facts_put_u32 (octets, remark->column);
      tarn_mib_facts_put_string (octets, remark->text);
    }
}

gboolean
tarn_mib_told_write (const char  *path,
                     const char  *stamp,
                     GPtrArray   *reports,
                     GError     **error)
{
  g_autoptr(GByteArray) octets = g_byte_array_new ();

  tarn_mib_facts_put_string (octets, MAGIC);
  tarn_mib_facts_put_string (octets, stamp);
  tarn_mib_facts_put_u32 (octets, reports->len);
  for (guint i = 0; i < reports->len; i++)
    put_report (octets, reports->pdata[i]);
  return g_file_set_contents_full (path, (const char *) octets->data, octets->len,
                                   G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static void
read_strings (TarnMibFactsReader *reader,
              GPtrArray          *strings)
{
  guint n = tarn_mib_facts_read_u32 (reader);

  for (guint i = 0; i < n && !reader->failed; i++)
    {
      const char *string = tarn_mib_facts_read_string (reader);

      g_ptr_array_add (strings, g_strdup (string != NULL ? string : ""));
    }
}

static void
read_remark (TarnMibFactsReader *reader,
             TarnMibReport      *report)
{
  TarnMibRemark *remark = g_new0 (TarnMibRemark, 1);
  const char *text;

  remark->kind = tarn_mib_facts_read_word (reader, TARN_MIB_REMARK_REFUSED);
  remark->line = tarn_mib_facts_read_u32 (reader);
  remark->column = tarn_mib_facts_read_u32 (reader);
  text = tarn_mib_facts_read_string (reader);
  remark->text = g_strdup (text != NULL ? text : "");
  g_ptr_array_add (report->remarks, remark);
}

static TarnMibReport *
read_report (TarnMibFactsReader *reader)
{
  const char *name = tarn_mib_facts_read_string (reader);
  const char *path = tarn_mib_facts_read_string (reader);
  TarnMibReport *report = tarn_mib_report_new (name, path != NULL ? path : "");
  guint n;

  report->verdict = tarn_mib_facts_read_word (reader, TARN_MIB_SHADOWED);
  report->line = tarn_mib_facts_read_u32 (reader);
  report->n_objects = tarn_mib_facts_read_u32 (reader);
  report->n_types = tarn_mib_facts_read_u32 (reader);
  report->n_incomplete = tarn_mib_facts_read_u32 (reader);
  read_strings (reader, report->lost);
  read_strings (reader, report->missing);
  n = tarn_mib_facts_read_u32 (reader);
  for (guint i = 0; i < n && !reader->failed; i++)
    read_remark (reader, report);
  return report;
}

GPtrArray *
tarn_mib_told_read (const char *path,
                    const char *stamp)
{
  g_autoptr(GPtrArray) reports = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                 tarn_mib_report_free);
  g_autofree char *octets = NULL;
  TarnMibFactsReader reader;
  gsize n_octets;
  guint n;

  if (!g_file_get_contents (path, &octets, &n_octets, NULL))
    return NULL;
  reader = (TarnMibFactsReader) { (const guint8 *) octets, (const guint8 *) octets + n_octets,
                                  FALSE };
  if (g_strcmp0 (tarn_mib_facts_read_string (&reader), MAGIC) != 0
      || g_strcmp0 (tarn_mib_facts_read_string (&reader), stamp) != 0)
    return NULL;

  n = tarn_mib_facts_read_u32 (&reader);
  for (guint i = 0; i < n && !reader.failed; i++)
    g_ptr_array_add (reports, read_report (&reader));
  return reader.failed || reader.at != reader.end ? NULL : g_steal_pointer (&reports);
}
