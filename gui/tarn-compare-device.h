/* tarn-compare-device.h
 *
 * What a device tells now, in a capture of its own below the temporary folder, whose file
 * goes with the last reference.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>
#include <tarn.h>

G_BEGIN_DECLS

/* @progress: called now and then with the varbinds so far. */
typedef void (*TarnCompareDeviceFunc) (guint64  n_rows,
                                       gpointer user_data);

void         tarn_compare_device_read_async  (TarnSession           *session,
                                              TarnDevice            *device,
                                              TarnCompareDeviceFunc  progress,
                                              gpointer               progress_data,
                                              GCancellable          *cancellable,
                                              GAsyncReadyCallback    callback,
                                              gpointer               user_data);
/* @complete: whether that is all of it. */
TarnCapture *tarn_compare_device_read_finish (GAsyncResult          *result,
                                              gboolean              *complete,
                                              GError               **error);

G_END_DECLS
