/* tarn-connect-dialog.h
 *
 * Opens a device: shows what is tried, and asks when that was in vain.  It does not appear at
 * all where the device answers at once.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "tarn-connect.h"

G_BEGIN_DECLS

#define TARN_TYPE_CONNECT_DIALOG (tarn_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (TarnConnectDialog, tarn_connect_dialog, TARN, CONNECT_DIALOG, GtkWindow)

/* @text as tarn_connect_run_async() takes it; @parent may be NULL.  Returns the dialog,
 * which belongs to GTK. */
TarnConnectDialog *tarn_connect_dialog_open_async  (TarnConnect          *connect,
                                                    GtkWindow            *parent,
                                                    const char           *text,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
/* Fails with G_IO_ERROR_CANCELLED only: whatever else goes wrong the dialog has told. */
TarnConnected     *tarn_connect_dialog_open_finish (GAsyncResult         *result,
                                                    GError              **error);

G_END_DECLS
