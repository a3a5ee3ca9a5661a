/* tarn-import-private.h
 *
 * What a format needs to be imported: octets or lines come from the source, varbinds
 * and complaints go to the sink, which alone knows store, batches, duplicates and report.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "ops/tarn-import.h"

G_BEGIN_DECLS

/* The longest value in its longest form fits. */
#define TARN_IMPORT_MAX_LINE (512 * 1024)

typedef struct _TarnImportSource TarnImportSource;
typedef struct _TarnImportSink   TarnImportSink;

typedef enum
{
  TARN_LINE_READ,
  TARN_LINE_TOO_LONG,   /* what is given is its beginning; the rest is skipped    */
  TARN_LINE_NONE,       /* the end, or an error                                   */
} TarnLineResult;

/* @line has no line end (LF or CRLF; @had_cr tells which) and is good until the next call. */
TarnLineResult tarn_import_source_next_line (TarnImportSource  *self,
                                             TarnSpan          *line,
                                             gboolean          *had_cr,
                                             GError           **error);
/* The number of the line that was read last, from 1. */
guint64        tarn_import_source_get_line  (TarnImportSource  *self);
/* For formats that are not lines.  Fills @buffer to @len but at the end of the file;
 * -1 with @error. */
gssize         tarn_import_source_read      (TarnImportSource  *self,
                                             gpointer           buffer,
                                             gsize              len,
                                             GError           **error);

typedef enum
{
  TARN_TAKE_CLEAN,
  TARN_TAKE_DOUBTFUL,   /* as it stands, although it looks like a slip         */
  TARN_TAKE_MENDED,     /* understood although it is not as it should be       */
} TarnImportTake;

typedef enum
{
  TARN_LEAVE_REFUSED,   /* it cannot be understood                              */
  TARN_LEAVE_MODULE,    /* a module of snmpsim would make up its value          */
  TARN_LEAVE_REMARK,    /* no varbind, and no loss: "End of MIB" and the like;
                         * told, but not counted as refused                     */
} TarnImportLeave;

/* @place is a line number, or that of a packet, from 1 (a remark may be about all of the
 * file, at 0); @text is what stands there, of
 * which the note shows a piece; @remark says what is odd (nullable for CLEAN).  All are
 * copied.  FALSE with @error if the import is to end: a store that fails, or the first
 * doubt of a strict import. */
gboolean tarn_import_sink_take   (TarnImportSink   *self,
                                  guint64           place,
                                  TarnSpan          text,
                                  const TarnRow    *row,
                                  TarnImportTake    how,
                                  const char       *remark,
                                  GError          **error);
gboolean tarn_import_sink_leave  (TarnImportSink   *self,
                                  guint64           place,
                                  TarnSpan          text,
                                  TarnImportLeave   why,
                                  const char       *reason,
                                  GError          **error);

/* One for each format, in a file of its own. */
typedef struct
{
  TarnImportFormat  format;
  const char       *name;      /* as --format takes it                       */
  const char       *refusal;   /* completes "it is not …: none of its lines" */
  /* How sure it is that a file that begins with @head (up to 64 KiB; all of it if
   * @whole) is of this format: 0 not at all, 100 certain. */
  guint   (*guess) (TarnSpan           head,
                    gboolean           whole);
  /* Reads all of the source. */
  gboolean (*read) (TarnImportSource  *source,
                    TarnImportSink    *sink,
                    GError           **error);
} TarnImportReader;

extern const TarnImportReader tarn_import_snmprec_reader;
extern const TarnImportReader tarn_import_text_reader;
extern const TarnImportReader tarn_import_sap_reader;
extern const TarnImportReader tarn_import_mvc_reader;
extern const TarnImportReader tarn_import_json_reader;
extern const TarnImportReader tarn_import_csv_reader;
extern const TarnImportReader tarn_import_pcap_reader;

G_END_DECLS
