/* tarn-capture.h
 *
 * A capture file: a store that several processes share live.
 *
 * Opening the same file twice in one process gives the same object.  Writing goes
 * in short transactions (tarn_store_apply()) that are safe against the death of
 * the process at once, and against the loss of power after tarn_capture_sync_async()
 * has finished.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

#include "store/tarn-store.h"

G_BEGIN_DECLS

#define TARN_TYPE_CAPTURE (tarn_capture_get_type ())
TARN_EXPORT G_DECLARE_FINAL_TYPE (TarnCapture, tarn_capture, TARN, CAPTURE, GObject)

/**
 * TarnCaptureMode:
 * @TARN_CAPTURE_READ: read only; the file must exist
 * @TARN_CAPTURE_WRITE: read and write; the file must exist
 * @TARN_CAPTURE_CREATE: read and write; the file is made if it does not exist
 */
typedef enum
{
  TARN_CAPTURE_READ,
  TARN_CAPTURE_WRITE,
  TARN_CAPTURE_CREATE,
} TarnCaptureMode;

TARN_EXPORT TarnCapture *tarn_capture_open        (const char           *path,
                                                   TarnCaptureMode       mode,
                                                   GError              **error);
TARN_EXPORT gboolean     tarn_capture_write       (const char           *path,
                                                   TarnBatch            *batch,
                                                   gboolean              replaces,
                                                   GError              **error);
TARN_EXPORT const char  *tarn_capture_get_path    (TarnCapture          *self);
TARN_EXPORT gboolean     tarn_capture_is_writable (TarnCapture          *self);

/* Makes this process the one that mirrors into the capture, until released or dead.
 * TARN_ERROR_STORE_BUSY names the process that has it. */
TARN_EXPORT gboolean     tarn_capture_claim       (TarnCapture          *self,
                                                   GError              **error);
TARN_EXPORT void         tarn_capture_release     (TarnCapture          *self);
TARN_EXPORT gboolean     tarn_capture_is_claimed  (TarnCapture          *self);

/* When it has finished, all that was applied before is on the disk. */
TARN_EXPORT void         tarn_capture_sync_async  (TarnCapture          *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
TARN_EXPORT gboolean     tarn_capture_sync_finish (TarnCapture          *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

G_END_DECLS
