/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#include <glib/gstdio.h>

#include "tarn-cli-device.h"
#include "tarn-cli-output.h"

/* As often as a screen shows something new: it costs one look at a number. */
#define TICK_MS 20

/* A range of up to so many varbinds is printed one by one. */
#define MAX_SINGLE 20

typedef struct
{
  TarnStore   *store;
  const char  *path;
  GStatBuf     file;        /* what was at @path when it was opened             */
  GPtrArray   *roots;       /* of TarnOid; empty: everything                    */
  GPtrArray   *pending;     /* of TarnChangedRange: told, and not printed yet   */
  gboolean     json;
  guint        count;       /* lines to print; 0: no end                        */
  guint        n_lines;

  CliOutput    output;
  CliStatus    status;
  gboolean     done;
} Watch;

static void
stop (Watch     *self,
      CliStatus  status)
{
  self->status = status;
  self->done = TRUE;
}

static void
changed_cb (TarnStore *store,
            GPtrArray *ranges,
            gpointer   user_data)
{
  Watch *self = user_data;

  for (guint i = 0; i < ranges->len; i++)
    g_ptr_array_add (self->pending, tarn_changed_range_copy (ranges->pdata[i]));
}

static gboolean
is_wanted (const Watch            *self,
           const TarnChangedRange *range)
{
  if (self->roots->len == 0 || range->kind == TARN_CHANGED_ANYTHING)
    return TRUE;
  if (range->kind == TARN_CHANGED_RECORDS)
    return FALSE;

  for (guint i = 0; i < self->roots->len; i++)
    {
      g_autoptr(TarnOid) end = tarn_oid_dup_end (self->roots->pdata[i]);

      if (tarn_oid_compare (range->last, self->roots->pdata[i]) >= 0
          && (end == NULL || tarn_oid_compare (range->first, end) < 0))
        return TRUE;
    }

  return FALSE;
}

/* What all lines begin with. */
static void
begin_line (Watch                  *self,
            const TarnChangedRange *range,
            const char             *kind)
{
  GString *text = self->output.buffer;
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (range->time_us / G_USEC_PER_SEC);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");
  guint ms = (guint) (range->time_us % G_USEC_PER_SEC / 1000);

  self->n_lines++;
  if (self->json)
    g_string_append_printf (text, "{\"kind\":\"%s\",\"time\":\"%s.%03uZ\",\"origin\":\"%s\","
                                  "\"pid\":%u",
                            kind, seconds, ms, tarn_origin_to_string (range->origin), range->pid);
  else
    g_string_append_printf (text, "%s.%03uZ %s %u ", seconds, ms,
                            tarn_origin_to_string (range->origin), range->pid);
}

/* Without the leading dot, as the other JSON has names. */
static void
append_json_name (GString       *text,
                  const char    *key,
                  const TarnOid *oid)
{
  g_autofree char *name = tarn_oid_to_string (oid);

  g_string_append_printf (text, ",\"%s\":\"%s\"", key, name + (name[0] == '.'));
}

static void
print_row (Watch                  *self,
           const TarnChangedRange *range,
           const TarnRow          *row)
{
  GString *text = self->output.buffer;
  gsize at;

  begin_line (self, range, "varbind");
  at = text->len;
  cli_append_row (self->json ? TARN_FORMAT_JSON : TARN_FORMAT_TEXT, row, text);
  if (self->json)
    text->str[at] = ',';   /* one object of both */
}

static void
print_deleted (Watch                  *self,
               const TarnChangedRange *range)
{
  g_autofree char *name = cli_name_oid (range->first);

  begin_line (self, range, "deleted");
  if (self->json)
    {
      append_json_name (self->output.buffer, "oid", range->first);
      g_string_append (self->output.buffer, "}\n");
    }
  else
    {
      g_string_append_printf (self->output.buffer, "%s deleted\n", name);
    }
}

static void
print_many (Watch                  *self,
            const TarnChangedRange *range)
{
  GString *text = self->output.buffer;

  begin_line (self, range, "range");
  if (self->json)
    {
      append_json_name (text, "first", range->first);
      append_json_name (text, "last", range->last);
      g_string_append_printf (text, ",\"changes\":%" G_GUINT64_FORMAT
                                    ",\"deleted\":%" G_GUINT64_FORMAT "}\n",
                              range->n_changes, range->n_deleted);
    }
  else
    {
      g_autofree char *first = cli_name_oid (range->first);
      g_autofree char *last = cli_name_oid (range->last);

      g_string_append_printf (text, "%s … %s (%" G_GUINT64_FORMAT " varbinds", first, last,
                              range->n_changes);
      if (range->n_deleted > 0)
        g_string_append_printf (text, ", %" G_GUINT64_FORMAT " of them deleted",
                                range->n_deleted);
      g_string_append (text, ")\n");
    }
}

static void
print_other (Watch                  *self,
             const TarnChangedRange *range)
{
  GString *text = self->output.buffer;

  if (range->kind == TARN_CHANGED_RECORDS)
    {
      begin_line (self, range, "records");
      g_string_append (text, self->json ? "}\n" : "what is told of the capture\n");
      return;
    }

  self->n_lines++;
  g_string_append (text, self->json ? "{\"kind\":\"anything\"}\n"
                                    : "lost track: anything may have changed\n");
}

static TarnSpan
oid_span (const TarnOid *oid)
{
  gsize len;
  const guint8 *octets = tarn_oid_get_octets (oid, &len);

  return tarn_span (octets, len);
}

/* Collects the varbinds of the range, of TarnVarbind, but not more than the limit and
 * one. */
static GPtrArray *
list_range (const TarnChangedRange *range,
            TarnCursor             *cursor)
{
  GPtrArray *varbinds = g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_varbind_unref);

  for (gboolean more = tarn_cursor_seek (cursor, oid_span (range->first), TRUE);
       more && varbinds->len <= MAX_SINGLE; more = tarn_cursor_next (cursor))
    {
      g_autoptr(TarnVarbind) varbind = tarn_row_dup_varbind (&cursor->row);

      if (tarn_oid_compare (tarn_varbind_get_oid (varbind), range->last) > 0)
        break;
      g_ptr_array_add (varbinds, g_steal_pointer (&varbind));
    }

  return varbinds;
}

/* Inside a read section. */
static void
print_range (Watch                  *self,
             const TarnChangedRange *range,
             TarnCursor             *cursor)
{
  g_autoptr(GPtrArray) varbinds = NULL;

  if (range->kind != TARN_CHANGED_VARBINDS)
    {
      print_other (self, range);
      return;
    }

  varbinds = list_range (range, cursor);
  if (range->n_changes == 1 && varbinds->len == 0)
    {
      print_deleted (self, range);
      return;
    }

  /* Only if nothing else is there do we know that these are the ones. */
  if (range->n_changes > MAX_SINGLE || range->n_changes != varbinds->len
      || (range->n_deleted > 0 && range->n_changes > 1))
    {
      print_many (self, range);
      return;
    }

  for (guint i = 0; i < varbinds->len && (self->count == 0 || self->n_lines < self->count); i++)
    {
      TarnRow row = tarn_row_from_varbind (varbinds->pdata[i]);

      print_row (self, range, &row);
    }
}

/* Only formats under the lock: whoever reads us may be slow. */
static void
print_pending (Watch   *self,
               GError **error)
{
  TarnCursor cursor;

  if (self->pending->len == 0 || !tarn_store_begin_read (self->store, error))
    return;

  tarn_cursor_init (&cursor, self->store);
  for (guint i = 0; i < self->pending->len && cursor.error == NULL; i++)
    if ((self->count == 0 || self->n_lines < self->count)
        && is_wanted (self, self->pending->pdata[i]))
      print_range (self, self->pending->pdata[i], &cursor);

  if (cursor.error != NULL)
    g_propagate_error (error, g_steal_pointer (&cursor.error));
  tarn_cursor_clear (&cursor);
  tarn_store_end_read (self->store);
  g_ptr_array_set_size (self->pending, 0);
}

static gboolean
check_file (Watch *self)
{
  GStatBuf file;

  if (g_stat (self->path, &file) != 0)
    cli_complain ("%s is gone: it was removed or renamed", self->path);
  else if (file.st_dev != self->file.st_dev || file.st_ino != self->file.st_ino)
    cli_complain ("%s was replaced by another file; start again to watch that", self->path);
  else
    return TRUE;

  stop (self, CLI_INCOMPLETE);
  return FALSE;
}

static gboolean
tick_cb (gpointer user_data)
{
  Watch *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!check_file (self))
    return G_SOURCE_CONTINUE;

  tarn_store_refresh (self->store, &error);
  if (error == NULL)
    print_pending (self, &error);
  if (error != NULL && !g_error_matches (error, TARN_ERROR, TARN_ERROR_STORE_BUSY))
    {
      cli_complain ("%s", error->message);
      stop (self, CLI_INCOMPLETE);
    }

  if (!cli_output_flush (&self->output))
    stop (self, CLI_INCOMPLETE);
  else if (self->count > 0 && self->n_lines >= self->count)
    stop (self, CLI_COMPLETE);
  return G_SOURCE_CONTINUE;
}

static CliStatus
watch (Watch *self)
{
  g_autoptr(GCancellable) cancellable = cli_interruptible_new ();
  gulong handler;
  guint tick;

  if (!cli_output_init (&self->output, NULL))
    return CLI_INCOMPLETE;

  handler = g_signal_connect (self->store, "changed", G_CALLBACK (changed_cb), self);
  tick = g_timeout_add (TICK_MS, tick_cb, self);
  cli_complain ("watching %s; Ctrl-C ends", self->path);

  while (!self->done && !g_cancellable_is_cancelled (cancellable))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (tick);
  g_signal_handler_disconnect (self->store, handler);
  if (!cli_output_close (&self->output))
    return CLI_INCOMPLETE;
  return self->status;
}

static CliStatus
run_watch (const CliCommand  *command,
           char             **arguments)
{
  const char *format = "text";
  Watch self = { .status = CLI_COMPLETE };
  const CliOption options[] = {
    { "format", NULL, CLI_OPTION_TEXT, &format, "FORMAT", "text (default) or json" },
    { "count", NULL, CLI_OPTION_NUMBER, &self.count, "N", "end after so many lines" },
    { NULL },
  };
  g_autoptr(GPtrArray) operands = NULL;
  g_autoptr(GPtrArray) roots = NULL;
  g_autoptr(GPtrArray) pending = NULL;
  g_autoptr(TarnCapture) capture = NULL;
  g_autoptr(GError) error = NULL;
  CliStatus status;

  operands = cli_parse (command, arguments, options, NULL, &status);
  if (operands == NULL)
    return status;
  if (operands->len < 1)
    return cli_misused (command, "a FILE is needed");
  self.json = strcmp (format, "json") == 0;
  if (!self.json && strcmp (format, "text") != 0)
    return cli_misused (command, "there is no format “%s”", format);
  self.roots = roots = cli_parse_oids (command, operands, 1);
  if (roots == NULL)
    return CLI_USAGE;

  self.path = operands->pdata[0];
  capture = tarn_capture_open (self.path, TARN_CAPTURE_READ, &error);
  if (capture == NULL || g_stat (self.path, &self.file) != 0)
    {
      cli_complain ("%s", error != NULL ? error->message : "the file has just gone");
      return CLI_USAGE;
    }

  cli_names_prepare (TARN_FORMAT_TEXT);
  self.store = TARN_STORE (capture);
  self.pending = pending =
    g_ptr_array_new_with_free_func ((GDestroyNotify) tarn_changed_range_free);
  return watch (&self);
}

const CliCommand cli_watch_command = {
  "watch", "FILE [OID…]",
  "Prints what changes in a capture while it does",
  "For each change when, where it came from (device, import, edit or agent), the number of\n"
  "the process, and the varbind as it is now.  Where one change touches many varbinds, one\n"
  "line tells of a range of them.  Whoever may read FILE may watch it; nobody waits.\n\n"
  "  tarn watch switch.tarn\n"
  "  tarn watch switch.tarn 1.3.6.1.2.1.2.2.1.8 --format json",
  run_watch, .has_names = TRUE,
};
