/* tarn-import.h
 *
 * Reads a recording of a device into a store, whatever program made it: text of
 * net-snmp, .snmprec, SAP walks and others, packed or not, or the packets of a walk.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "mib/tarn-mib.h"
#include "store/tarn-store.h"

G_BEGIN_DECLS

/**
 * TarnImportFormat:
 * @TARN_IMPORT_GUESS: whatever the beginning of the file looks like
 * @TARN_IMPORT_SNMPREC: OID|tag|value of snmpsim and Tarn
 * @TARN_IMPORT_TEXT: what net-snmp's snmpwalk and snmpbulkwalk print
 * @TARN_IMPORT_SAP: OID , type , value
 * @TARN_IMPORT_MVC: OID|digit|value of .MVC and .dump files, or OID and value, one a line
 * @TARN_IMPORT_JSON: JSON objects, one a line, as tarn export writes them
 * @TARN_IMPORT_CSV: columns with a header line, as tarn export writes them
 * @TARN_IMPORT_PCAP: packets of a walk, saved by tcpdump, Wireshark or others
 *
 * What a recording is written in.
 */
typedef enum
{
  TARN_IMPORT_GUESS,
  TARN_IMPORT_SNMPREC,
  TARN_IMPORT_TEXT,
  TARN_IMPORT_SAP,
  TARN_IMPORT_MVC,
  TARN_IMPORT_JSON,
  TARN_IMPORT_CSV,
  TARN_IMPORT_PCAP,
} TarnImportFormat;

TARN_EXPORT gboolean    tarn_import_format_parse     (const char        *text,
                                                      TarnImportFormat  *format);
TARN_EXPORT const char *tarn_import_format_to_string (TarnImportFormat   format);

/**
 * TarnImportReport:
 * @format: what the file was taken for, or said to be
 * @n_lines: lines read, comments and blank ones too; of packets: how many
 * @n_varbinds: varbinds put into the store
 * @n_doubtful: of these, taken as they stand although they look like a slip
 * @n_mended: of these, understood although they are not as they should be
 * @n_duplicates: left out since their OID came before; the first one is kept
 * @n_modules: left out since a module of snmpsim would make up their value
 * @n_refused: left out since they cannot be understood
 * @notes: (element-type utf8): one sentence for each such line, the first 1000, with
 *   the number of the line; more are only counted
 *
 * What became of each line of an imported file (F-84).
 */
typedef struct
{
  TarnImportFormat  format;
  guint64           n_lines;
  guint64           n_varbinds;
  guint64           n_doubtful;
  guint64           n_mended;
  guint64           n_duplicates;
  guint64           n_modules;
  guint64           n_refused;
  GPtrArray        *notes;
} TarnImportReport;

#define TARN_TYPE_IMPORT_REPORT (tarn_import_report_get_type ())
TARN_EXPORT GType             tarn_import_report_get_type (void) G_GNUC_CONST;
TARN_EXPORT TarnImportReport *tarn_import_report_copy     (const TarnImportReport *self);
TARN_EXPORT void              tarn_import_report_free     (TarnImportReport       *self);

#define TARN_TYPE_IMPORTER (tarn_importer_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnImporter, tarn_importer, TARN, IMPORTER, GObject)

TARN_EXPORT TarnImporter     *tarn_importer_new        (void);
TARN_EXPORT void              tarn_importer_set_format (TarnImporter      *self,
                                                        TarnImportFormat   format);
/* A file with a line that would be refused, mended or doubted, or that is a duplicate,
 * is refused whole. */
TARN_EXPORT void              tarn_importer_set_strict (TarnImporter      *self,
                                                        gboolean           strict);
/* Whose answers are meant, in packets. */
TARN_EXPORT void              tarn_importer_set_device (TarnImporter      *self,
                                                        const char        *address);
/* What names and values in text of net-snmp mean; NULL: only what is built in. */
TARN_EXPORT void              tarn_importer_set_mib    (TarnImporter      *self,
                                                        TarnMib           *mib);
/* TarnImporter::progress (octets of @stream read so far, varbinds so far) is emitted
 * about ten times a second. */
TARN_EXPORT TarnImportReport *tarn_importer_run        (TarnImporter      *self,
                                                        GInputStream      *stream,
                                                        TarnStore         *store,
                                                        GCancellable      *cancellable,
                                                        GError           **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnImportReport, tarn_import_report_free)

G_END_DECLS
