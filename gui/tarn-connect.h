/* tarn-connect.h
 *
 * Finds out how a device is to be asked, and what it says of itself: first as the profile
 * says that it is in, then with what most devices have.  Nothing waits: names are looked up,
 * the keyring is opened and the device answers while the main loop runs.
 *
 * SPDX-FileCopyrightText: 2026 The Tarn authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
#pragma once

#include "tarn-connect-keyring.h"
#include "tarn-connect-profiles.h"
#include "tarn-connect-result.h"

G_BEGIN_DECLS

/* What a person said about how to ask. */
typedef struct
{
  TarnVersion  version;
  GBytes      *community;
  gint64       timeout_us;
  guint        retries;
  char        *profile;      /* to be remembered under this name; NULL: not at all */
} TarnConnectLogin;

void                tarn_connect_login_free   (TarnConnectLogin    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TarnConnectLogin, tarn_connect_login_free)

#define TARN_TYPE_CONNECT (tarn_connect_get_type ())
G_DECLARE_FINAL_TYPE (TarnConnect, tarn_connect, TARN, CONNECT, GObject)

TarnConnect        *tarn_connect_new          (TarnSession         *session,
                                               TarnConnectProfiles *profiles,
                                               TarnConnectKeyring  *keyring);
TarnConnectProfiles *tarn_connect_get_profiles (TarnConnect        *self);
TarnConnectKeyring *tarn_connect_get_keyring  (TarnConnect         *self);
/* Of a guess, for its first try; the property "timeout" sets it, too. */
void                tarn_connect_set_guess_timeout_us (TarnConnect *self,
                                               gint64               timeout_us);
/* What it does now, a sentence; NULL while it does nothing.  Also the property "stage". */
const char         *tarn_connect_get_stage    (TarnConnect         *self);

/* With @login, in this way and no other. */
void                tarn_connect_run_async    (TarnConnect         *self,
                                               const char          *text,
                                               const TarnConnectLogin *login,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
/* Fails with TARN_ERROR_INVALID (@text is no device), _NO_SUCH_HOST, _UNREACHABLE,
 * _BAD_MESSAGE; with _NO_ANSWER where another login may help. */
TarnConnected      *tarn_connect_run_finish   (TarnConnect         *self,
                                               GAsyncResult        *result,
                                               GError             **error);

G_END_DECLS
