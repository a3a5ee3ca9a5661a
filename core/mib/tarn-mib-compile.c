/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include "mib/tarn-mib-compile-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tarn-error.h"

#define MAX_FILE   ((goffset) 64 << 20)   /* the largest module known has 3 MiB */
#define WALL_MS    10000                  /* for one module; the usual one takes 3 ms */

/* libsmi looks through lists for every name, which makes it slow when it knows many. */
#define BATCH      120

static TarnMibReport *
add_report (TarnMibCompiler *self,
            const char      *name,
            const char      *path)
{
  TarnMibReport *report = tarn_mib_report_new (name, path);

  g_ptr_array_add (self->reports, report);
  return report;
}

void
tarn_mib_entry_free (TarnMibEntry *self)
{
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  g_free (self->path);
  tarn_mib_module_text_free (self->module);
  g_clear_pointer (&self->symbols, g_hash_table_unref);
  g_clear_pointer (&self->stubs, g_hash_table_unref);
  g_clear_pointer (&self->facts, g_byte_array_unref);
  g_free (self);
}

TarnMibCompiler *
tarn_mib_compiler_new (void)
{
  TarnMibCompiler *self = g_new0 (TarnMibCompiler, 1);

  self->aliases = tarn_mib_aliases_new ();
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_entry_free);
  self->by_name = g_hash_table_new (g_str_hash, g_str_equal);
  self->order = g_ptr_array_new ();
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_mib_report_free);
  return self;
}

void
tarn_mib_compiler_free (TarnMibCompiler *self)
{
  tarn_mib_compiler_remove_folder (self);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_ptr_array_unref (self->order);
  g_hash_table_unref (self->by_name);
  g_ptr_array_unref (self->entries);
  g_ptr_array_unref (self->reports);
  tarn_mib_aliases_free (self->aliases);
  g_free (self);
}

GPtrArray *
tarn_mib_compiler_get_reports (TarnMibCompiler *self)
{
  return self->reports;
}

TarnMibEntry *
tarn_mib_compiler_find (TarnMibCompiler *self,
                        const char      *module)
{
  return g_hash_table_lookup (self->by_name, module);
}

char *
tarn_mib_entry_get_file (TarnMibCompiler *self,
                         TarnMibEntry    *entry)
{
  return g_build_filename (self->folder, entry->module->parse_name, NULL);
}

/* Nobody needs it after a crash, and there are many. */
gboolean
tarn_mib_entry_write (TarnMibCompiler *self,
                      TarnMibEntry    *entry,
                      const char      *text,
                      gsize            n)
{
  g_autofree char *file = tarn_mib_entry_get_file (self, entry);
  int fd = open (file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean ok = fd >= 0;

  while (ok && n > 0)
    {
      gssize written = write (fd, text, n);

      if (written < 0 && errno == EINTR)
        continue;
      ok = written > 0;
      text += MAX (written, 0);
      n -= MAX (written, 0);
    }

  return fd >= 0 && close (fd) == 0 && ok;
}

const TarnMibDefinition *
tarn_mib_entry_find (TarnMibEntry *self,
                     const char   *symbol)
{
  if (self->symbols == NULL)
    {
      self->symbols = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = 0; i < self->module->definitions->len; i++)
        {
          TarnMibDefinition *definition = self->module->definitions->pdata[i];

          g_hash_table_insert (self->symbols, definition->name, definition);
        }
    }

  return g_hash_table_lookup (self->symbols, symbol);
}

static void
refuse_file (TarnMibCompiler *self,
             const char      *path,
             const char      *format,
             ...) G_GNUC_PRINTF (3, 4);

static void
refuse_file (TarnMibCompiler *self,
             const char      *path,
             const char      *format,
             ...)
{
  TarnMibReport *report = add_report (self, NULL, path);
  TarnMibRemark *remark = g_new0 (TarnMibRemark, 1);
  va_list args;

  va_start (args, format);
  remark->kind = TARN_MIB_REMARK_REFUSED;
  remark->text = g_strdup_vprintf (format, args);
  va_end (args);
  report->verdict = TARN_MIB_REFUSED;
  g_ptr_array_add (report->remarks, remark);
}

/* What every module imports: a copy that lacks some of it would spoil them all. */
static gboolean
is_of_smi (const char *name)
{
  static const char *const modules[] = {
    "SNMPv2-SMI", "SNMPv2-TC", "SNMPv2-CONF", "RFC1155-SMI", "RFC-1212", "RFC-1215",
  };

  for (guint i = 0; i < G_N_ELEMENTS (modules); i++)
    if (strcmp (modules[i], name) == 0)
      return TRUE;
  return FALSE;
}

/* Whether the module that stands first in the path gives way to one of the same name:
 * if it is not all there and the other one is. */
static gboolean
gives_way (TarnMibEntry      *first,
           TarnMibModuleText *module)
{
  if (module->is_cut_off || module->definitions->len == 0)
    return FALSE;
  if (first->module->is_cut_off || first->module->definitions->len == 0)
    return TRUE;
  if (!is_of_smi (module->name))
    return FALSE;

  for (guint i = 0; i < module->definitions->len; i++)
    {
      const TarnMibDefinition *definition = module->definitions->pdata[i];

      if (!definition->is_cut && tarn_mib_entry_find (first, definition->name) == NULL)
        return TRUE;
    }
  return FALSE;
}

static void
shadow (TarnMibEntry *entry,
        TarnMibEntry *by)
{
  entry->report->verdict = TARN_MIB_SHADOWED;
  tarn_mib_module_remark (entry->module, TARN_MIB_REMARK_NOTE, entry->module->line,
                          entry->module->column, "not used: %s is taken from %s",
                          entry->module->name, by->path);
}

static void
add_module (TarnMibCompiler   *self,
            const char        *path,
            gboolean           is_library,
            TarnMibModuleText *module)
{
  TarnMibEntry *entry = g_new0 (TarnMibEntry, 1);
  TarnMibEntry *first = tarn_mib_compiler_find (self, module->name);

  entry->path = g_strdup (path);
  entry->module = module;
  entry->is_library = is_library;
  entry->report = add_report (self, module->name, path);
  entry->report->line = module->line;
  entry->number = TARN_MIB_NONE;
  g_ptr_array_add (self->entries, entry);

  if (first != NULL && !gives_way (first, module))
    shadow (entry, first);
  else if (!tarn_mib_entry_write (self, entry, module->text->str, module->text->len))
    {
      entry->is_refused = TRUE;
      tarn_mib_module_remark (module, TARN_MIB_REMARK_REFUSED, 0, 0,
                              "no room for it in the folder for temporary files");
    }
  else
    {
      if (first != NULL)
        shadow (first, entry);
      g_hash_table_replace (self->by_name, module->name, entry);
    }

  /* It can be long, and is in a file now, or can be read again. */
  g_string_free (module->text, TRUE);
  module->text = NULL;
}

/* Only a file that is one: a FIFO would wait for ever. NULL with the reason reported. */
static GByteArray *
read_file (TarnMibCompiler *self,
           const char      *path)
{
  g_autoptr(GByteArray) octets = NULL;
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  struct stat info;
  gsize n = 0;

  if (fd < 0 || fstat (fd, &info) != 0)
    refuse_file (self, path, "it cannot be read: %s", g_strerror (errno));
  else if (!S_ISREG (info.st_mode))
    refuse_file (self, path, "it is not a file");
  else if (info.st_size > MAX_FILE)
    refuse_file (self, path, "with more than 64 MiB it is no MIB module");
  else
    {
      octets = g_byte_array_sized_new (info.st_size + 1);
      g_byte_array_set_size (octets, info.st_size);
      while (n < octets->len)
        {
          gssize got = read (fd, octets->data + n, octets->len - n);

          if (got < 0 && errno == EINTR)
            continue;
          if (got <= 0)
            break;
          n += got;
        }
      g_byte_array_set_size (octets, n);
    }

  if (fd >= 0)
    close (fd);
  return g_steal_pointer (&octets);
}

static void
refuse_empty (TarnMibCompiler *self,
              const char      *path,
              TarnMibForm      form)
{
  if (form == TARN_MIB_FORM_PLAIN)
    refuse_file (self, path, "there is no MIB module in it (“NAME DEFINITIONS ::= BEGIN”)");
  else if (form < TARN_MIB_FORM_EMPTY)
    refuse_file (self, path, "it is %s without a MIB module (“NAME DEFINITIONS ::= BEGIN”)",
                 tarn_mib_form_to_string (form));
  else if (form == TARN_MIB_FORM_PACKED)
    refuse_file (self, path, "it is a packed file: tarn mib import unpacks it");
  else
    refuse_file (self, path, "it is %s: a module is plain text",
                 tarn_mib_form_to_string (form));
}

static void
add_file (TarnMibCompiler *self,
          const char      *path,
          gboolean         is_library)
{
  g_autoptr(GByteArray) octets = read_file (self, path);
  g_autoptr(TarnMibSource) source = NULL;

  if (octets == NULL)
    return;
  if (!tarn_mib_compiler_make_folder (self))
    {
      refuse_file (self, path, "no folder for temporary files can be made");
      return;
    }

  source = tarn_mib_source_new (octets->data, octets->len, self->aliases);
  if (source->modules->len == 0)
    refuse_empty (self, path, source->form);

  g_ptr_array_set_free_func (source->modules, NULL);
  for (guint i = 0; i < source->modules->len; i++)
    {
      TarnMibModuleText *module = source->modules->pdata[i];

      if (source->form != TARN_MIB_FORM_PLAIN)
        tarn_mib_module_remark (module, TARN_MIB_REMARK_MENDED, module->line, module->column,
                                "taken out of %s", tarn_mib_form_to_string (source->form));
      add_module (self, path, is_library, module);
    }
}

void
tarn_mib_compiler_add_file (TarnMibCompiler *self,
                            const char      *path)
{
  add_file (self, path, FALSE);
}

void
tarn_mib_compiler_add_library (TarnMibCompiler *self,
                               const char      *path)
{
  add_file (self, path, TRUE);
}

void
tarn_mib_compiler_want (TarnMibCompiler *self,
                        const char      *module)
{
  if (self->wanted == NULL)
    self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_add (self->wanted, g_strdup (module));
}

/* Those that count, each behind what it imports; circles are cut where they are met. */
static void
put_in_order (TarnMibCompiler *self,
              TarnMibEntry    *entry,
              guint            depth)
{
  if (entry->mark == self->mark)
    return;
  entry->mark = self->mark;

  /* Nobody nests imports so deeply; the stack is finite. */
  for (guint i = 0; i < entry->module->imports->len && depth < 2000; i++)
    {
      const TarnMibImport *import = entry->module->imports->pdata[i];
      TarnMibEntry *from = tarn_mib_compiler_find (self, import->module);

      if (from != NULL)
        put_in_order (self, from, depth + 1);
    }
  entry->position = self->order->len;
  g_ptr_array_add (self->order, entry);
}

static gboolean
is_wanted (TarnMibCompiler *self,
           const char      *module)
{
  return self->wanted == NULL || g_hash_table_contains (self->wanted, module);
}

static void
make_order (TarnMibCompiler *self)
{
  self->mark++;
  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < self->entries->len; i++)
    {
      TarnMibEntry *entry = self->entries->pdata[i];

      if (!entry->is_library && is_wanted (self, entry->module->name)
          && tarn_mib_compiler_find (self, entry->module->name) == entry)
        put_in_order (self, entry, 0);
    }
}

gboolean
tarn_mib_compiler_run (TarnMibCompiler  *self,
                       const char       *path,
                       const char       *stamp,
                       GError          **error)
{
  const TarnMibLimits limits = { WALL_MS, CLAMP (g_get_num_processors (), 1, 4), BATCH };
  g_autoptr(TarnMibBuilder) builder = tarn_mib_builder_new ();
  TarnMibGather *gather = tarn_mib_gather_new (builder, self->aliases);

  tarn_mib_compiler_plan_parts (self);
  tarn_mib_compiler_resolve (self);
  make_order (self);
  tarn_mib_compiler_cut_circles (self);
  tarn_mib_compiler_write_parts (self);
  tarn_mib_compiler_parse (self, self->order, &limits);
  tarn_mib_compiler_save_rest (self);
  if (tarn_mib_compiler_is_interrupted ())
    {
      tarn_mib_gather_free (gather);
      g_set_error (error, TARN_ERROR, TARN_ERROR_FAILED, "compiling MIB modules was interrupted");
      return FALSE;
    }

  for (guint i = 0; i < self->order->len; i++)
    tarn_mib_gather_add_types (gather, self->order->pdata[i]);
  for (guint i = 0; i < self->order->len; i++)
    {
      TarnMibEntry *entry = self->order->pdata[i];

      if (entry->whole == NULL)
        tarn_mib_gather_add_objects (gather, entry);
      else if (entry->whole->parts->pdata[0] == entry)
        tarn_mib_gather_add_objects (gather, entry->whole);
    }
  tarn_mib_gather_free (gather);
  for (guint i = 0; i < self->entries->len; i++)
    {
      TarnMibEntry *entry = self->entries->pdata[i];

      tarn_mib_entry_finish_report (entry);
      if (entry->number != TARN_MIB_NONE)
        tarn_mib_entry_put_messages (entry, builder);
    }

  return path == NULL || tarn_mib_builder_write (builder, path, stamp, error);
}
