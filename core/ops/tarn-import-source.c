/* SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 *
 * A file is read once, through one buffer.  Its octets are given as they are, but for
 * the UTF-16 of some programs of Windows, which begins with a mark that says so and is
 * given as UTF-8.
 */
#include "ops/tarn-import-source.h"

#define MAX_UTF8      4
/* The longest line, its CR LF, and room for another character. */
#define BUFFER_OCTETS (TARN_IMPORT_MAX_LINE + 2 + MAX_UTF8)
#define REPLACEMENT   0xfffd

struct _TarnImportSource
{
  GInputStream *stream;
  GCancellable *cancellable;   /* nullable                           */
  guint8       *buffer;        /* BUFFER_OCTETS                      */
  gsize         start;         /* what was not given yet             */
  gsize         end;
  gboolean      begun;
  gboolean      at_end;        /* nothing follows what is in @buffer */
  gboolean      skipping;      /* the rest of a line too long        */
  guint64       line;

  guint8       *raw;           /* BUFFER_OCTETS of UTF-16, or NULL   */
  gsize         raw_len;       /* what is not decoded yet            */
  gboolean      raw_at_end;
  gboolean      big_endian;
};

TarnImportSource *
tarn_import_source_new (GInputStream *stream,
                        GCancellable *cancellable)
{
  TarnImportSource *self = g_new0 (TarnImportSource, 1);

  self->stream = g_object_ref (stream);
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->buffer = g_malloc (BUFFER_OCTETS);
  return self;
}

void
tarn_import_source_free (TarnImportSource *self)
{
  g_object_unref (self->stream);
  g_clear_object (&self->cancellable);
  g_free (self->buffer);
  g_free (self->raw);
  g_free (self);
}

static guint16
get_unit (const TarnImportSource *self,
          gsize                   at)
{
  guint8 one = self->raw[at], two = self->raw[at + 1];

  return (guint16) (self->big_endian ? one << 8 | two : two << 8 | one);
}

/* Brings what is in @raw behind what is in @buffer, as far as there is room.  Half a
 * character waits for its other half, but for the end of the file; one that has none
 * becomes U+FFFD. */
static void
decode (TarnImportSource *self)
{
  gsize at = 0;

  while (at + 1 < self->raw_len && self->end + MAX_UTF8 <= BUFFER_OCTETS)
    {
      gunichar c = get_unit (self, at);
      gboolean is_high = (c & 0xfc00) == 0xd800;
      guint16 low;

      if (is_high && at + 3 >= self->raw_len && !self->raw_at_end)
        break;

      low = is_high && at + 3 < self->raw_len ? get_unit (self, at + 2) : 0;
      at += 2;
      if ((low & 0xfc00) == 0xdc00)
        {
          c = 0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff));
          at += 2;
        }
      else if ((c & 0xf800) == 0xd800)
        {
          c = REPLACEMENT;
        }
      self->end += (gsize) g_unichar_to_utf8 (c, (char *) self->buffer + self->end);
    }

  if (self->raw_at_end && at + 1 == self->raw_len && self->end + MAX_UTF8 <= BUFFER_OCTETS)
    {
      self->end += (gsize) g_unichar_to_utf8 (REPLACEMENT, (char *) self->buffer + self->end);
      at++;
    }

  memmove (self->raw, self->raw + at, self->raw_len - at);
  self->raw_len -= at;
}

/* As much as there is at once, behind the *@len octets at @to; FALSE with @error. */
static gboolean
read_some (TarnImportSource  *self,
           guint8            *to,
           gsize             *len,
           gboolean          *at_end,
           GError           **error)
{
  gssize n = -1;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, error))
    n = g_input_stream_read (self->stream, to + *len, BUFFER_OCTETS - *len, self->cancellable,
                             error);
  if (n < 0)
    return FALSE;

  *at_end = n == 0;
  *len += (gsize) n;
  return TRUE;
}

/* Gets more into the buffer, which has room.  FALSE with @error; the end of the file is
 * none. */
static gboolean
fill (TarnImportSource  *self,
      GError           **error)
{
  if (self->start > 0)
    memmove (self->buffer, self->buffer + self->start, self->end - self->start);
  self->end -= self->start;
  self->start = 0;

  if (self->raw == NULL)
    return read_some (self, self->buffer, &self->end, &self->at_end, error);

  if (self->raw_len < MAX_UTF8 && !self->raw_at_end
      && !read_some (self, self->raw, &self->raw_len, &self->raw_at_end, error))
    return FALSE;
  decode (self);
  self->at_end = self->raw_at_end && self->raw_len == 0;
  return TRUE;
}

static gboolean
fill_to (TarnImportSource  *self,
         gsize              len,
         GError           **error)
{
  while (!self->at_end && self->end - self->start < len)
    if (!fill (self, error))
      return FALSE;

  return TRUE;
}

/* Looks for a byte order mark. */
static gboolean
begin (TarnImportSource  *self,
       GError           **error)
{
  if (self->begun)
    return TRUE;
  if (!fill_to (self, 3, error))
    return FALSE;

  self->begun = TRUE;
  if (self->end >= 3 && memcmp (self->buffer, "\xef\xbb\xbf", 3) == 0)
    self->start = 3;
  self->big_endian = self->end >= 2 && memcmp (self->buffer, "\xfe\xff", 2) == 0;
  if (!self->big_endian && (self->end < 2 || memcmp (self->buffer, "\xff\xfe", 2) != 0))
    return TRUE;

  self->raw = g_steal_pointer (&self->buffer);
  self->raw_len = self->end - 2;
  self->raw_at_end = self->at_end;
  memmove (self->raw, self->raw + 2, self->raw_len);
  self->buffer = g_malloc (BUFFER_OCTETS);
  self->end = 0;
  self->at_end = FALSE;
  return TRUE;
}

gboolean
tarn_import_source_peek (TarnImportSource  *self,
                         TarnSpan          *head,
                         gboolean          *whole,
                         GError           **error)
{
  if (!begin (self, error) || !fill_to (self, TARN_IMPORT_HEAD + 1, error))
    return FALSE;

  *head = tarn_span (self->buffer + self->start,
                     MIN (self->end - self->start, TARN_IMPORT_HEAD));
  /* A line that is longer than the head tells what it is by how it begins. */
  *whole = (self->at_end && head->len == self->end - self->start)
           || memchr (head->data, '\n', head->len) == NULL;
  return TRUE;
}

guint64
tarn_import_source_get_line (TarnImportSource *self)
{
  return self->line;
}

void
tarn_import_source_set_line (TarnImportSource *self,
                             guint64           line)
{
  self->line = line;
}

gssize
tarn_import_source_read (TarnImportSource  *self,
                         gpointer           buffer,
                         gsize              len,
                         GError           **error)
{
  guint8 *to = buffer;
  gsize n = 0;

  if (!begin (self, error))
    return -1;

  while (n < len && fill_to (self, 1, error) && self->start < self->end)
    {
      gsize piece = MIN (len - n, self->end - self->start);

      memcpy (to + n, self->buffer + self->start, piece);
      self->start += piece;
      n += piece;
    }

  return self->at_end || n == len ? (gssize) n : -1;
}

/* Drops everything up to the next line end. */
static gboolean
skip_line (TarnImportSource  *self,
           GError           **error)
{
  const guint8 *newline;

  while (fill_to (self, 1, error) && self->start < self->end)
    {
      newline = memchr (self->buffer + self->start, '\n', self->end - self->start);
      if (newline != NULL)
        {
          self->start = (gsize) (newline - self->buffer) + 1;
          return TRUE;
        }
      self->start = self->end;
    }

  return self->at_end;
}

TarnLineResult
tarn_import_source_next_line (TarnImportSource  *self,
                              TarnSpan          *line,
                              gboolean          *had_cr,
                              GError           **error)
{
  gsize scanned = 0;

  if (!begin (self, error) || (self->skipping && !skip_line (self, error)))
    return TARN_LINE_NONE;
  self->skipping = FALSE;

  while (TRUE)
    {
      const guint8 *first = self->buffer + self->start;
      gsize n = self->end - self->start;
      const guint8 *newline = n > scanned ? memchr (first + scanned, '\n', n - scanned) : NULL;

      if (newline != NULL || (self->at_end && n > 0))
        {
          *line = tarn_span (first, newline != NULL ? (gsize) (newline - first) : n);
          self->start += line->len + (newline != NULL);
          *had_cr = line->len > 0 && first[line->len - 1] == '\r';
          line->len -= *had_cr;
          break;
        }

      if (self->at_end)
        return TARN_LINE_NONE;

      if (n > TARN_IMPORT_MAX_LINE)
        {
          *line = tarn_span (first, n);
          *had_cr = FALSE;
          self->skipping = TRUE;
          self->start = self->end;
          break;
        }

      scanned = n;
      if (!fill (self, error))
        return TARN_LINE_NONE;
    }

  self->line++;
  return self->skipping ? TARN_LINE_TOO_LONG : TARN_LINE_READ;
}

gboolean
tarn_import_take_line (TarnSpan *head,
                       gboolean  whole,
                       TarnSpan *line)
{
  const guint8 *newline = head->len > 0 ? memchr (head->data, '\n', head->len) : NULL;
  gsize len = newline != NULL ? (gsize) (newline - head->data) : head->len;

  if (head->len == 0 || (newline == NULL && !whole))
    return FALSE;

  *line = tarn_span (head->data, len);
  if (len > 0 && line->data[len - 1] == '\r')
    line->len--;
  *head = tarn_span (head->data + len, head->len - len);
  if (newline != NULL)
    *head = tarn_span (newline + 1, head->len - 1);
  return TRUE;
}
