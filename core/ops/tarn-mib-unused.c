/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "ops/tarn-mib-unused.h"

#include "ops/tarn-mib-load.h"
#include "ops/tarn-mib-path.h"
#include "ops/tarn-mib-told.h"

G_DEFINE_BOXED_TYPE (TarnMibUnused, tarn_mib_unused, tarn_mib_unused_copy, tarn_mib_unused_free)

/**
 * tarn_mib_unused_copy: (skip)
 * @self: what is not used
 *
 * Returns: (transfer full): a copy of it
 */
TarnMibUnused *
tarn_mib_unused_copy (const TarnMibUnused *self)
{
  TarnMibUnused *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (TarnMibUnused, 1);
  *copy = (TarnMibUnused) { g_strdup (self->name), g_strdup (self->path), self->is_shadowed,
                            g_strdup (self->messages) };
  return copy;
}

/**
 * tarn_mib_unused_free: (skip)
 * @self: (transfer full): what is not used
 */
void
tarn_mib_unused_free (TarnMibUnused *self)
{
  g_free (self->name);
  g_free (self->path);
  g_free (self->messages);
  g_free (self);
}

static char *
make_messages (GPtrArray *remarks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < remarks->len; i++)
    {
      const TarnMibRemark *remark = remarks->pdata[i];

      if (text->len > 0)
        g_string_append_c (text, '\n');
      if (remark->line > 0)
        g_string_append_printf (text, "%u:%u: ", remark->line, remark->column);
      g_string_append (text, remark->text);
    }
  return g_string_free (text, FALSE);
}

static TarnMibUnused *
unused_new (const TarnMibReport *report)
{
  TarnMibUnused *self = g_new (TarnMibUnused, 1);

  *self = (TarnMibUnused) { g_strdup (report->name), g_strdup (report->path),
                            report->verdict == TARN_MIB_SHADOWED,
                            make_messages (report->remarks) };
  return self;
}

/**
 * tarn_mib_list_unused:
 * @folders: (nullable) (array zero-terminated=1): as of tarn_mib_load()
 *
 * Tells of the modules that tarn_mib_load() has found and not used.  What became of each is
 * kept beside the compiled tree, so this parses nothing; it looks at the dates of all files.
 *
 * Returns: (transfer full) (element-type TarnMibUnused): them, in the order of the path; nothing
 *   if a file has changed since, or nobody could keep what became of them
 */
GPtrArray *
tarn_mib_list_unused (const char * const *folders)
{
  g_auto(GStrv) usual = folders == NULL ? tarn_mib_get_folders () : NULL;
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GPtrArray) reports = NULL;
  g_autofree char *stamp = NULL;
  g_autofree char *output = NULL;
  g_autofree char *told = NULL;
  GPtrArray *unused = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_unused_free);

  if (folders == NULL)
    folders = (const char * const *) usual;
  files = tarn_mib_path_find_files (folders);
  stamp = tarn_mib_path_make_stamp (files);
  output = tarn_mib_path_get_cache (folders, NULL);
  told = tarn_mib_told_get_path (output);
  reports = tarn_mib_told_read (told, stamp);
  for (guint i = 0; reports != NULL && i < reports->len; i++)
    {
      const TarnMibReport *report = reports->pdata[i];

      if (report->verdict == TARN_MIB_REFUSED || report->verdict == TARN_MIB_SHADOWED)
        g_ptr_array_add (unused, unused_new (report));
    }

  return unused;
}
