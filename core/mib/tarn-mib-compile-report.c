/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"

const char *
tarn_mib_verdict_to_string (TarnMibVerdict verdict)
{
  static const char *const words[] = { "loaded", "loaded with losses", "refused", "shadowed" };

  return words[verdict];
}

TarnMibReport *
tarn_mib_report_new (const char *name,
                     const char *path)
{
  TarnMibReport *self = g_new0 (TarnMibReport, 1);

  self->name = g_strdup (name);
  self->path = g_strdup (path);
  self->remarks = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_remark_free);
  self->lost = g_ptr_array_new_with_free_func (g_free);
  self->missing = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
tarn_mib_report_free (TarnMibReport *self)
{
  g_free (self->name);
  g_free (self->path);
  g_ptr_array_unref (self->remarks);
  g_ptr_array_unref (self->lost);
  g_ptr_array_unref (self->missing);
  g_free (self);
}

static int
compare_remarks (gconstpointer a,
                 gconstpointer b)
{
  const TarnMibRemark *first = *(const TarnMibRemark *const *) a;
  const TarnMibRemark *second = *(const TarnMibRemark *const *) b;

  if (first->line != second->line)
    return first->line < second->line ? -1 : 1;
  return first->column < second->column ? -1 : first->column > second->column;
}

static void
take_remarks (TarnMibReport     *report,
              TarnMibModuleText *module)
{
  g_ptr_array_extend_and_steal (report->remarks, g_steal_pointer (&module->remarks));
  module->remarks = g_ptr_array_new ();
}

void
tarn_mib_entry_finish_report (TarnMibEntry *entry)
{
  TarnMibReport *report = entry->report;
  gboolean lost = FALSE;

  take_remarks (report, entry->module);
  for (guint i = 0; entry->parts != NULL && i < entry->parts->len; i++)
    take_remarks (report, ((TarnMibEntry *) entry->parts->pdata[i])->module);
  g_ptr_array_sort (report->remarks, compare_remarks);
  for (guint i = 0; i < report->remarks->len; i++)
    lost |= ((TarnMibRemark *) report->remarks->pdata[i])->kind == TARN_MIB_REMARK_LOST;

  if (entry->is_refused)
    report->verdict = TARN_MIB_REFUSED;
  else if (report->verdict != TARN_MIB_SHADOWED && lost)
    report->verdict = TARN_MIB_LOADED_WITH_LOSSES;
}

void
tarn_mib_entry_put_messages (const TarnMibEntry *entry,
                             TarnMibBuilder     *builder)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < entry->report->remarks->len; i++)
    {
      const TarnMibRemark *remark = entry->report->remarks->pdata[i];

      if (remark->kind != TARN_MIB_REMARK_NOTE)
        g_string_append_printf (text, "%u:%u: %s: %s\n", remark->line, remark->column,
                                tarn_mib_remark_kind_to_string (remark->kind), remark->text);
    }
  if (text->len > 0)
    tarn_mib_builder_set_messages (builder, entry->number, text->str);
}
