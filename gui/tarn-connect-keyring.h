/* tarn-connect-keyring.h
 *
 * The communities of profiles: in the user's keyring where there is one, else in memory until
 * the program ends.  Never in a file of ours.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define TARN_TYPE_CONNECT_KEYRING (tarn_connect_keyring_get_type ())
G_DECLARE_FINAL_TYPE (TarnConnectKeyring, tarn_connect_keyring, TARN, CONNECT_KEYRING, GObject)

/* Without @use_service, in memory only. */
TarnConnectKeyring *tarn_connect_keyring_new           (gboolean              use_service);

void                tarn_connect_keyring_lookup_async  (TarnConnectKeyring   *self,
                                                        const char           *profile,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
/* NULL without @error: it has none.  G_IO_ERROR_CANCELLED is the only error: a keyring that
 * does not work has none either. */
GBytes             *tarn_connect_keyring_lookup_finish (TarnConnectKeyring   *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void                tarn_connect_keyring_store_async   (TarnConnectKeyring   *self,
                                                        const char           *profile,
                                                        GBytes               *community,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
/* FALSE: it is kept in memory only; @error says why, for a person. */
gboolean            tarn_connect_keyring_store_finish  (TarnConnectKeyring   *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
/* Nobody waits for it. */
void                tarn_connect_keyring_forget        (TarnConnectKeyring   *self,
                                                        const char           *profile);

G_END_DECLS
