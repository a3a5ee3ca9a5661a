/* tarn-cli-scan.h
 *
 * Private to the files of tarn scan: what its options say, what has come, where it goes.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-cli-device.h"
#include "tarn-cli-output.h"

G_BEGIN_DECLS

typedef enum
{
  CLI_SCAN_TEXT,
  CLI_SCAN_CSV,
  CLI_SCAN_JSON,
  CLI_SCAN_CAPTURES,   /* one for each device, in a folder with an index */
} CliScanForm;

/* Targets that have ended, by what became of them: in this run and the ones it goes on
 * with. */
#define CLI_SCAN_N_OUTCOMES (TARN_SCAN_STOPPED + 1)

/* All that came from one target. */
typedef struct
{
  const TarnScanEvent *end;
  const TarnRow       *rows;     /* borrowed */
  gsize                n_rows;
} CliScanResult;

typedef struct _CliScanDevice CliScanDevice;

/* Rows of targets that have not ended. */
typedef struct
{
  GHashTable    *open;   /* position → CliScanDevice             */
  CliScanDevice *last;   /* whose rows the last result shows     */
  GArray        *rows;   /* of TarnRow: these                    */
  GPtrArray     *spare;  /* of CliScanDevice: emptied ones       */
} CliScanResults;

typedef struct
{
  const CliCommand *command;
  TarnScan         *scan;
  GPtrArray        *names;         /* of TarnOid: --get                     */
  GPtrArray        *tables;        /* of TarnOid: --table                   */
  char             *asked;         /* both, and --discover, as text         */
  gboolean          discover;
  gboolean          tells_silent;
  guint             n_credentials;

  CliScanForm       form;
  const char       *folder;        /* of CLI_SCAN_CAPTURES                  */
  char             *index;         /* the file in it that lists them        */
  gboolean          goes_on;       /* with what an earlier run left there   */
  CliOutput         output;        /* standard output, or the index         */
  guint64           n_stopped_octets;  /* at its end, about targets that were stopped */

  const char       *state_path;    /* NULL: nothing is kept to go on with   */
  GTask            *saving;        /* a state that is on its way to the disk */

  GCancellable     *cancellable;
  gboolean          failed;        /* something could not be written        */
  CliScanResults    results;
  guint64           n_outcomes[CLI_SCAN_N_OUTCOMES];
  guint64           n_troubles;    /* targets that did not answer all of it */
  GPtrArray        *troubles;      /* of strings: the first of these        */
  gint64            began_us;      /* monotonic                             */
} CliScan;

/* Runs what was prepared, and tells how it ended. */
CliStatus cli_scan_run           (CliScan              *self);
/* Targets that have ended, in this run and before. */
guint64  cli_scan_count_done     (const CliScan        *self);

void     cli_scan_results_init   (CliScanResults       *self);
void     cli_scan_results_clear  (CliScanResults       *self);
/* Of an event with rows. */
void     cli_scan_results_put    (CliScanResults       *self,
                                  const TarnScanEvent  *event);
/* Of the last event of a target; good until the next call. */
void     cli_scan_results_take   (CliScanResults       *self,
                                  const TarnScanEvent  *event,
                                  CliScanResult        *result);

/* Appends what there is to be printed of a target to the output. */
void     cli_scan_print          (CliScan              *self,
                                  const CliScanResult  *result);
/* One JSON object about it on a line; with its values, or with the name of a file that
 * has them (nullable). */
void     cli_scan_append_record  (const CliScan        *self,
                                  const CliScanResult  *result,
                                  gboolean              values,
                                  const char           *file,
                                  GString              *line);

/* Makes the folder, or goes on with it: then its index is @index_len octets long.  FALSE
 * after a complaint. */
gboolean cli_scan_folder_open    (CliScan              *self,
                                  gboolean              goes_on,
                                  guint64               index_len);
/* FALSE after a complaint. */
gboolean cli_scan_folder_put     (CliScan              *self,
                                  const CliScanResult  *result);

/* Where the state file is: what it says becomes that of the scan.  Returns whether that
 * is done, with *@goes_on, and the length of the index; FALSE after a complaint. */
gboolean cli_scan_state_load     (CliScan              *self,
                                  gboolean             *goes_on,
                                  guint64              *index_len);
/* Begins to write what is done to the disk, and then the state that says so; unless that
 * is under way already. */
void     cli_scan_state_save     (CliScan              *self);
/* The same, and waits until it is there.  FALSE after a complaint. */
gboolean cli_scan_state_save_now (CliScan              *self);

G_END_DECLS
